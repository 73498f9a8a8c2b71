"""Forms of topics."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parley.screens.fields import DayField
from parley.screens.posting import checked
from parley.topics.rules import answer_by_of, why_of
from parley.topics.terms import TopicKind

if TYPE_CHECKING:
    from datetime import date

Choices = Iterable[tuple[int, str]]


class SeenForm(forms.Form):
    """A form that knows which version of a thing its reader had before them."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ChangeForm(SeenForm):
    """What a topic asks, and why it matters."""

    title = forms.CharField(label=_("What is it about?"), max_length=200, help_text=_("As you would ask it aloud."))
    why = forms.CharField(
        label=_("Why does it matter?"),
        max_length=10_000,
        widget=forms.Textarea,
        help_text=_("Who has the problem, what it costs them, and what a client said if one did."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask the rules already, so that everything that is wrong is said at once."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("why"):
            checked(self, lambda: why_of(given["why"], given.get("title") or ""))
        return given


class TopicForm(ChangeForm):
    """Bring a topic to a group."""

    KINDS = (
        (TopicKind.QUESTION.value, _("a question: I need to know something")),
        (TopicKind.PROBLEM.value, _("a problem: something does not work for clients")),
        (TopicKind.OPPORTUNITY.value, _("an opportunity: something we could win")),
        (TopicKind.PROPOSAL.value, _("a proposal: something we should do")),
    )
    kind = forms.ChoiceField(
        label=_("It is"), choices=KINDS, widget=forms.RadioSelect, initial=TopicKind.QUESTION.value
    )
    answer_by = DayField(label=_("Answer needed by"), required=False)
    initiatives = forms.TypedMultipleChoiceField(
        label=_("About which initiatives?"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    regions = forms.TypedMultipleChoiceField(
        label=_("Which regions does it touch?"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=_("None means all."),
    )  # fmt: skip
    functions = forms.TypedMultipleChoiceField(
        label=_("Who has to be in the room?"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        initiatives: Choices,
        regions: Choices,
        functions: Choices,
        similar_at: str,
        today: "date",
        answer_days: int,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.today, self.answer_days = today, answer_days
        for name, choices in (("initiatives", initiatives), ("regions", regions), ("functions", functions)):
            self.fields[name].choices = list(choices)  # type: ignore[attr-defined]  # all three are choice fields
        self.fields["title"].widget.attrs |= {
            "hx-get": similar_at, "hx-trigger": "input delay:600ms", "hx-target": "#before", "hx-swap": "innerHTML",
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Ask the rule of the day too."""
        given = super().clean()
        if day := given.get("answer_by"):
            checked(self, lambda: answer_by_of(self.today, self.answer_days, day))
        return given


class SupportForm(forms.Form):
    """Want the answer too."""

    why = forms.CharField(
        label=_("Why do you want the answer too?"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea,
        help_text=_("Your own clients and cases weigh more than a count of hands."),
    )


class AnswerForm(SeenForm):
    """Answer a topic."""

    answer = forms.CharField(
        label=_("The answer"),
        max_length=10_000,
        widget=forms.Textarea,
        help_text=_("So that it also says something to whoever was not there. It closes the topic."),
    )


class ParkForm(forms.Form):
    """Let a topic wait until a day."""

    until = DayField(label=_("Comes back by itself on"))
    reason = forms.CharField(label=_("What does it wait for?"), max_length=5_000, widget=forms.Textarea)


class WithdrawForm(forms.Form):
    """Take a topic back."""

    reason = forms.CharField(label=_("What has changed?"), max_length=5_000, widget=forms.Textarea)


class MergeForm(forms.Form):
    """Make a topic a part of another."""

    into = forms.TypedChoiceField(label=_("Which topic asks the same?"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, others: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["into"].choices = list(others)  # type: ignore[attr-defined]  # a choice field
