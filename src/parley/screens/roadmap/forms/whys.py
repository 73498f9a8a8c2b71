"""Fields of several lines, and the forms of a why."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parley.kernel.money import Money, money_of
from parley.kernel.refusals import Refusals, Refused
from parley.roadmap.rules import must_be_written
from parley.roadmap.terms import Why
from parley.screens.posting import checked

if TYPE_CHECKING:
    from parley.roadmap.models import Initiative


def long(label: Any, *, required: bool = False, help_text: Any = "", most: int = 5000) -> forms.CharField:
    """Give a field of several lines."""
    return forms.CharField(label=label, max_length=most, required=required, widget=forms.Textarea, help_text=help_text)


class MayWaitField(forms.CharField):
    """Several lines that matter and may yet be written later, so they are not called a matter of liking."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=5000, widget=forms.Textarea, **options)

    def validate(self, value: str) -> None:
        """Accept nothing: the rules say what is still missing."""


class Versioned(forms.Form):
    """A form that knows which version of the initiative was read."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class WhyForm(Versioned):
    """The five things a why says. Each may wait while only the product team sees the initiative."""

    use_required_attribute = False

    because = MayWaitField(
        label=_("Because"),
        help_text=_("The problem: who has it, how often, what it costs them. This is what everybody reads."),
    )
    who_benefits = MayWaitField(label=_("Who benefits"), help_text=_("Which clients or colleagues, where."))
    budget = MayWaitField(label=_("Budget"), help_text=_("In words: two teams for two quarters."))
    budget_amount = forms.CharField(label=_("Budget as a sum"), max_length=30, required=False, help_text=_("Like 1.2m"))
    budget_currency = forms.CharField(label=_("Currency"), max_length=3, required=False, help_text=_("Like EUR"))
    expected_return = MayWaitField(label=_("Expected return"), help_text=_("What it brings: €6m to €9m a year."))
    return_basis = MayWaitField(
        label=_("What that return is based on"), help_text=_("How you know: which figures, from whom.")
    )
    instead = MayWaitField(label=_("What will not be done instead"), help_text=_("What waits, and for how long."))

    def clean(self) -> dict[str, Any]:
        """Read the sum; what is wrong with its amount, and what with its currency, is said of each."""
        given: dict[str, Any] = super().clean() or {}
        amount, currency = given.get("budget_amount"), given.get("budget_currency")
        given["sum"] = None
        if amount or currency:
            try:
                given["sum"] = money_of(amount or "", currency or "")
            except Refused as refusal:
                for each in refusal.each if isinstance(refusal, Refusals) else [refusal]:
                    self.add_error(f"budget_{each.field}", each.sentence)
        checked(self, lambda: must_be_written(self.why, title=self.called))
        return given

    @property
    def called(self) -> str:
        """The title of what the why is for."""
        return str(self.cleaned_data.get("title") or "")

    @property
    def why(self) -> Why:
        """The why that was written, as far as it could be read."""
        words = ("because", "who_benefits", "budget", "expected_return", "return_basis", "instead")
        given = self.cleaned_data
        return Why(**{word: given.get(word) or "" for word in words}, budget_sum=given.get("sum"))

    @staticmethod
    def of(why: Why | None) -> dict[str, Any]:
        """What the fields hold before anything is typed."""
        given = why or Why()
        words = ("because", "who_benefits", "budget", "expected_return", "return_basis", "instead")
        said = given.budget_sum
        return {word: getattr(given, word) for word in words} | {
            "budget_amount": f"{said.amount.normalize():f}" if said else "",
            "budget_currency": said.currency if said else "",
        }


class WhyAgainForm(WhyForm):
    """A new why, with what made it change."""

    reason = long(_("What made it change"), help_text=_("The earlier why stays readable below the new one."))

    def __init__(self, *given: Any, of: "Initiative", **options: Any) -> None:
        super().__init__(*given, **options)
        self.initiative = of

    @property
    def called(self) -> str:
        """The title of what the why is for."""
        return self.initiative.title


def sum_words(amount: Decimal | None, currency: str) -> str:
    """Say a sum, or nothing."""
    return str(Money(amount, currency)) if amount is not None else ""
