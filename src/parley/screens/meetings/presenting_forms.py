"""Forms of presenting: what a lead asks, a practice question, the two taps, and an acronym of the glossary."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parley.meetings.rules import LONGEST_TEXT
from parley.meetings.rules.presenting import LONGEST_QUESTION, MOST_QUESTIONS
from parley.meetings.terms.taps import Tap

TAPS = ((Tap.YES, _("yes")), (Tap.PARTLY, _("partly")), (Tap.NO, _("no")))
NTH = (_("First question"), _("Second question"), _("Third question"))


class PreparationForm(forms.Form):
    """What a lead asks the group, and asks of it."""

    asked_of_you = forms.CharField(
        label=_("What we ask of you"), max_length=LONGEST_TEXT, required=False, widget=forms.Textarea,
        help_text=_("What people are to bring, or to do afterwards: numbers, names of clients, an hour."),
    )  # fmt: skip
    seen_version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for n, label in enumerate(NTH[:MOST_QUESTIONS]):
            self.fields[f"question_{n}"] = forms.CharField(
                label=label,
                required=False,
                max_length=LONGEST_QUESTION,
                widget=forms.Textarea,
                error_messages={
                    "max_length": _("A question has at most 300 letters. Say the rest before it, and ask shortly.")
                },
            )

    def questions(self) -> list[str]:
        """Give what stands in the three boxes."""
        return [self.cleaned_data[f"question_{n}"] for n in range(MOST_QUESTIONS)]


class PracticeForm(forms.Form):
    """One question to practise on."""

    question = forms.CharField(
        label=_("Your question"),
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea,
        error_messages={"max_length": _("A question has at most 300 letters. Ask shortly.")},
    )


class TapsForm(forms.Form):
    """The two questions after a meeting."""

    could_say = forms.ChoiceField(label=_("I could say what I wanted"), choices=TAPS, widget=forms.RadioSelect)
    worth = forms.ChoiceField(label=_("It was worth my time"), choices=TAPS, widget=forms.RadioSelect)


class AcronymForm(forms.Form):
    """An acronym, and what it means."""

    acronym = forms.CharField(label=_("Acronym"), max_length=20)
    meaning = forms.CharField(label=_("What it stands for"), max_length=160)
