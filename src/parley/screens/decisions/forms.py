"""Forms of decisions: settling one, disagreeing with one, handing one over. Drafting has its own."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parley.screens.fields import DayField, PersonField
from parley.screens.topics.forms import SeenForm

Choices = Iterable[tuple[int, Any]]


class PublishForm(SeenForm):
    """Settle a question: one option, one reason, whom to credit."""

    option = forms.TypedChoiceField(
        label=_("Which option?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the options first.")},
    )
    reason = forms.CharField(
        label=_("Your reason"),
        max_length=5_000,
        widget=forms.Textarea,
        help_text=_("What weighed most, and what is given up. It reaches everybody who may see these initiatives."),
        error_messages={"required": _("A decision needs its reason. Write what weighed most, and what is given up.")},
    )
    credits = forms.TypedMultipleChoiceField(
        label=_("Whose contributions does it rest on?"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They are told what became of what they gave."),
    )
    review_on = DayField(label=_("Look at it again on"), required=False)

    def __init__(self, *args: Any, options: Choices, givers: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["option"].choices = list(options)  # type: ignore[attr-defined]  # a choice field
        self.fields["credits"].choices = list(givers)  # type: ignore[attr-defined]  # as above


class DissentForm(forms.Form):
    """Disagree, on the record."""

    text = forms.CharField(
        label=_("What speaks against it?"),
        max_length=5_000,
        widget=forms.Textarea,
        help_text=_("It stays with the decision under your name, whatever is decided."),
    )


class DeciderForm(forms.Form):
    """Ask somebody else to decide."""

    person = PersonField(label=_("Who decides instead?"))


class ReviewForm(SeenForm):
    """A decision still holds."""

    reason = forms.CharField(
        label=_("Why it still holds"),
        max_length=5_000,
        widget=forms.Textarea,
        help_text=_("What you looked at. It stands in its history."),
    )
    review_on = DayField(label=_("Look again on"))


class WithdrawForm(forms.Form):
    """Let a decision drop."""

    reason = forms.CharField(label=_("Why need it not be settled any more?"), max_length=5_000, widget=forms.Textarea)
