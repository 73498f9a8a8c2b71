"""The forms of a draft: a question, one option, and what it changes on one initiative."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from parley.decisions.terms import EffectDraft, EffectField, OptionDraft
from parley.screens.addresses import key_of
from parley.screens.decisions.lent import LendingForm
from parley.screens.decisions.showing_like import shows_like
from parley.screens.fields import DayField, PersonField
from parley.screens.topics.forms import Choices, SeenForm

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from parley.roadmap.models import Initiative

TITLES = {"list": "initiative-titles", "autocomplete": "off"}
AS_IT_IS = ("", later("as it is"))
HORIZONS = [AS_IT_IS, ("now", later("now")), ("next", later("next")), ("later", later("later"))]
CONFIDENCES = [
    AS_IT_IS, ("high", later("high")), ("medium", later("medium")), ("low", later("low")),
    ("none", later("none given")),
]  # fmt: skip
AUDIENCES = [
    AS_IT_IS, ("product_team", later("its product team")), ("group", later("its group")),
    ("company", later("the whole company")),
]  # fmt: skip


class QuestionForm(SeenForm):
    """What has to be settled, by when, by whom."""

    question = forms.CharField(label=later("What has to be settled?"), max_length=240,
                               help_text=later("As a question with two or more answers."))  # fmt: skip
    context = forms.CharField(label=later("What led to it?"), max_length=10_000, required=False, widget=forms.Textarea)
    decide_by = DayField(label=later("Decide by"))
    decider = PersonField(label=later("Who decides?"), required=False)
    topics = forms.TypedMultipleChoiceField(label=later("Which topics does it settle?"), coerce=int, required=False,
                                            widget=forms.CheckboxSelectMultiple)  # fmt: skip
    initiatives = forms.TypedMultipleChoiceField(label=later("Which initiatives is it about?"), coerce=int,
                                                 required=False, widget=forms.CheckboxSelectMultiple)  # fmt: skip
    what_changed = forms.CharField(label=later("What changed since it was decided?"), max_length=2_000, required=False,
                                   widget=forms.Textarea, help_text=later("In a sentence or two. It stands between "
                                   "the old decision and this one, for whoever reads this one."))  # fmt: skip
    supersedes_nothing = forms.BooleanField(label=later("It takes no other decision’s place any more"), required=False)

    def __init__(self, *args: Any, topics: Choices, initiatives: Choices, like_at: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        if like_at:
            self.fields["question"].widget.attrs |= shows_like(like_at, "input delay:600ms")
        self.fields["topics"].choices = list(topics)  # type: ignore[attr-defined]  # a choice field
        self.fields["initiatives"].choices = list(initiatives)  # type: ignore[attr-defined]  # as above


class EffectForm(LendingForm):
    """What an option changes on one initiative."""

    initiative = forms.CharField(label=later("On the initiative"), max_length=240, required=False,
                                 widget=forms.TextInput(attrs=TITLES))  # fmt: skip
    horizon = forms.ChoiceField(label=later("horizon becomes"), choices=HORIZONS, required=False)
    window = forms.CharField(label=later("window becomes"), max_length=60, required=False,
                             widget=forms.TextInput(attrs={"placeholder": "Q3 2027"}))  # fmt: skip
    confidence = forms.ChoiceField(label=later("confidence becomes"), choices=CONFIDENCES, required=False)
    stage = forms.ChoiceField(label=later("stage becomes"), required=False)
    audience = forms.ChoiceField(label=later("seen by"), choices=AUDIENCES, required=False)
    assignment = PersonField(label=later("owner becomes"), required=False)
    first = ""  # key of the initiative that its option puts first: the one it is about where it names none

    def __init__(
        self, *args: Any, stages: Sequence[tuple[str, str]], seen: "Callable[[], QuerySet[Initiative]]", **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["stage"].choices = [AS_IT_IS, *stages]  # type: ignore[attr-defined]  # a choice field
        self.seen = seen

    def clean_initiative(self) -> "Initiative | None":
        """Find the initiative by its title, or by the number in brackets behind it."""
        text = " ".join(self.cleaned_data["initiative"].split())
        if not text:
            return self.seen().filter(pk=int(self.first)).first() if self.first and self.has_changed() else None
        number = re.search(r"\((\d{1,18})\)$", text)
        seen = self.seen()
        found = list(seen.filter(pk=int(number[1])) if number else seen.filter(title__iexact=text)[:5])
        if len(found) == 1:
            return found[0]
        if found:
            several = ", ".join(f"{each.title} ({each.pk})" for each in found)
            raise forms.ValidationError(_("Several are called so: %s. Write yours with its number.") % several)
        raise forms.ValidationError(_("You see no initiative called “%s”. Write its title as on the roadmap.") % text)

    def clean(self) -> dict[str, Any]:
        """An initiative and what changes on it come together."""
        given: dict[str, Any] = self.cleaned_data
        given["shift"] = self.lending(given)
        changes = any(given.get(each) for each in EffectField)
        about = given.get("initiative")
        if about and not changes and not self.errors and str(about.pk) != self.first:
            self.add_error("initiative", _("Say what changes on it, or leave it out."))
        if changes and "initiative" in given and not given["initiative"]:
            self.add_error("initiative", _("Say on which initiative this changes."))
        return given

    def drafts(self) -> list[EffectDraft]:
        """Give the effects it says."""
        about = self.cleaned_data["initiative"]
        if about is None:
            return []
        owner = self.cleaned_data[EffectField.ASSIGNMENT]
        given = dict.fromkeys(EffectField, str(owner.pk) if owner else "")
        given |= {each: self.cleaned_data[each].strip() for each in EffectField if each is not EffectField.ASSIGNMENT}
        return [
            EffectDraft(about.pk, field, "" if word.lower() == "none" else word)
            for field, word in given.items()
            if word
        ]


class OptionForm(forms.Form):
    """One way to answer."""

    key = forms.CharField(required=False, widget=forms.HiddenInput)  # of the option that it writes anew
    title = forms.CharField(label=later("What would be done"), max_length=200, required=False)
    why = forms.CharField(label=later("What speaks for it"), max_length=5_000, required=False, widget=forms.Textarea)

    initiative = forms.TypedChoiceField(label=later("Which initiative does it put first?"), coerce=int, required=False,
                                        empty_value=None)  # fmt: skip

    def __init__(
        self, *args: Any, effects: list[EffectForm], widened: bool, titles: Iterable[tuple[int, str]], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["initiative"].choices = [("", later("None: it leaves them as they are")), *titles]  # type: ignore[attr-defined]
        self.effects = effects
        self.widened = widened  # room for another change was just asked for

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written into it."""
        return not set(self.changed_data) - {"key"} and not any(each.has_changed() for each in self.effects)

    @property
    def changes_something(self) -> bool:
        """Whether its part about the roadmap should be open."""
        return self.widened or any(
            (each.is_bound and (each.errors or each.has_changed())) or any(each.initial.values())
            for each in self.effects
        )

    def draft(self) -> OptionDraft:
        """Give the option it says."""
        effects = tuple(draft for each in self.effects for draft in each.drafts())
        given = self.cleaned_data
        return OptionDraft(given["title"], given["why"], effects, given["initiative"], key_of(given["key"]))
