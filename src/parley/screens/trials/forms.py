"""Forms of planning a trial: what is to be learnt, of whom, and when."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from parley.screens.fields import DayField, set_choices
from parley.trials.terms import AnswerKind, QuestionDraft, TrialKind, TrialPlan, Wanted
from parley.trials.terms.candidates import Dimension

KINDS = [
    (TrialKind.ALPHA, later("Alpha: rough, with few clients")),
    (TrialKind.BETA, later("Beta: nearly as it will be")),
]
ANSWERED = [(AnswerKind.TAP, later("one tap: yes, partly, no")), (AnswerKind.TEXT, later("in a few words"))]
ANYONE = ("", later("any client"))
SHORT = forms.Textarea(attrs={"rows": 2})


class PlanForm(forms.Form):
    """What a trial is planned as, beside its questions and the wanted spread."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=later("What kind of trial"), choices=KINDS, widget=forms.RadioSelect)
    code_name = forms.CharField(
        label=later("Code name"), max_length=200,
        help_text=later("How colleagues call it, also those who may not see the initiative. Clients never read it."),
    )  # fmt: skip
    aim = forms.CharField(label=later("What do we want to learn?"), widget=forms.Textarea(attrs={"rows": 3}),
                          help_text=later("And what depends on it."))  # fmt: skip
    first_day = DayField(label=later("First day"))
    last_day = DayField(label=later("Last day"))
    places = forms.IntegerField(label=later("How many clients"), widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    least_regions = forms.IntegerField(label=later("Of how many regions at least"), initial=1,
                                       widget=forms.TextInput(attrs={"inputmode": "numeric"}))  # fmt: skip
    least_segments = forms.IntegerField(label=later("Of how many segments at least"), initial=1,
                                        widget=forms.TextInput(attrs={"inputmode": "numeric"}))  # fmt: skip
    requirements = forms.CharField(label=later("What a client needs to take part"), required=False, widget=SHORT,
                                   help_text=later("It reads this in its invitation."))  # fmt: skip
    agreement = forms.CharField(label=later("What a client agrees to"), required=False, widget=SHORT,
                                help_text=later("It says yes to this when it accepts."))  # fmt: skip
    rest_months = forms.IntegerField(label=later("Months of rest after a client’s last trial"), initial=6,
                                   widget=forms.TextInput(attrs={"inputmode": "numeric"}))  # fmt: skip

    def plan(self, questions: "Iterable[QuestionForm]", wanted: "Iterable[WantedForm]") -> TrialPlan:
        """Give the plan that was typed."""
        given = self.cleaned_data
        return TrialPlan(
            questions=tuple(each.draft() for each in questions if not each.is_empty),
            wanted=tuple(each.wanted() for each in wanted if not each.is_empty),
            **{name: given[name] for name in TrialPlan.__dataclass_fields__ if name not in {"questions", "wanted"}},
        )


class QuestionForm(forms.Form):
    """One question, with the answer that would change our mind."""

    asks = forms.CharField(label=later("Question"), max_length=1_000, required=False)
    changes_mind = forms.CharField(label=later("Which answer would change your mind, and to what?"), required=False,
                                   widget=SHORT)  # fmt: skip
    kind = forms.ChoiceField(label=later("Answered"), choices=ANSWERED, initial=AnswerKind.TAP, required=False)
    region = forms.ChoiceField(label=later("Who can answer: region"), required=False)
    segment = forms.CharField(label=later("Who can answer: segment"), max_length=80, required=False)

    def __init__(self, *args: Any, regions: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        set_choices(self, "region", [ANYONE, *regions])

    @property
    def is_empty(self) -> bool:
        """Whether no question was written into it."""
        return not any(str(self[name].value() or "").strip() for name in ("asks", "changes_mind", "segment"))

    def draft(self) -> QuestionDraft:
        """Give the question it says."""
        given = self.cleaned_data
        return QuestionDraft(
            asks=given["asks"], changes_mind=given["changes_mind"],
            kind=AnswerKind(given["kind"] or AnswerKind.TAP),
            region=int(given["region"]) if given["region"] else None, segment=given["segment"],
        )  # fmt: skip


class WantedForm(forms.Form):
    """At least so many clients of one region, segment or size."""

    least = forms.IntegerField(label=later("At least"), required=False, min_value=1,
                               widget=forms.TextInput(attrs={"inputmode": "numeric"}))  # fmt: skip
    what = forms.ChoiceField(label=later("Clients of"), required=False)

    def __init__(self, *args: Any, whats: Sequence[tuple[str, Any]], **more: Any) -> None:
        super().__init__(*args, **more)
        set_choices(self, "what", [("", later("choose")), *whats])

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written into it."""
        return not str(self["least"].value() or "").strip() and not self["what"].value()

    def clean(self) -> dict[str, Any]:
        """A number and what it counts come together."""
        given: dict[str, Any] = self.cleaned_data
        if given.get("least") and not given.get("what"):
            self.add_error("what", _("Say of which region, segment or size."))
        if given.get("what") and not given.get("least") and "least" not in self.errors:
            self.add_error("least", _("Say how many at least."))
        return given

    def wanted(self) -> Wanted:
        """Give what it says."""
        over, _colon, value = self.cleaned_data["what"].partition(":")
        return Wanted(Dimension(over), value, self.cleaned_data["least"])
