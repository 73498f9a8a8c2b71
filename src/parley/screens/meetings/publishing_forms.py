"""Forms of publishing minutes and of adding to them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from parley.meetings.rules import LONGEST_TEXT

Choices = Iterable[tuple[int, str]]


class PublicationForm(forms.Form):
    """Whom published minutes credit."""

    credits = forms.TypedMultipleChoiceField(
        label=_("Credit"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whose topic, insight or words were used. They are told what became of it."),
        error_messages={"invalid_choice": _("One of these contributions is not there any more. Choose again.")},
    )

    def __init__(self, *args: Any, givers: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["credits"].choices = list(givers)  # type: ignore[attr-defined]  # a choice field


class AdditionForm(forms.Form):
    """What is added to published minutes."""

    item = forms.TypedChoiceField(
        label=_("About"), required=False, coerce=int, empty_value=None,
        error_messages={"invalid_choice": _("That item is not one of this meeting. Choose again.")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("What should stand in the minutes"), max_length=5 * LONGEST_TEXT, widget=forms.Textarea
    )
    why = forms.CharField(
        label=_("Why it is added now"), max_length=LONGEST_TEXT, widget=forms.Textarea,
        help_text=_("What was wrong or missing, for whoever reads both."),
    )  # fmt: skip

    def __init__(self, *args: Any, items: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["item"].choices = [("", now_("the meeting as a whole")), *items]  # type: ignore[attr-defined]
