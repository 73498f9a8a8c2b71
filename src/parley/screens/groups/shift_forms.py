"""Forms of lending a team: for which weeks, how much of it, why, and what waits."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.forms.forms import BaseForm
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from parley.groups.rules.shifts import WEEK, amount_of, monday_of
from parley.groups.terms import Amount
from parley.screens.disclosure.breaking import Forewarning
from parley.screens.fields import DayField, ruled, set_choices
from parley.screens.rendering import day

Choices = Iterable[tuple[int, Any]]


def week_of(given: date) -> str:
    """Say in which week a day falls: Mon 30 Nov to Sun 6 Dec."""
    monday = monday_of(given)
    return now("%(first)s to %(last)s") % {"first": day(monday), "last": day(monday + WEEK - WEEK / 7)}


class WeekField(DayField):
    """A day that stands for its whole week, from Monday to Sunday; beside it stands which week that is."""

    def get_bound_field(self, form: BaseForm, field_name: str) -> BoundField:
        """Give the field with the week of the day that it holds as its help."""
        bound = super().get_bound_field(form, field_name)
        try:
            given = self.clean(bound.value())
        except ValidationError:
            given = None
        if given:
            week = now("A week is Monday to Sunday: this is %(week)s.") % {"week": week_of(given)}
        else:
            week = now("A week is Monday to Sunday; any day of it will do.")
        bound.help_text = f"{week} {self.help_text}".strip()
        return bound


class LendForm(forms.Form):
    """Lend a team."""

    team = forms.TypedChoiceField(label=_("Which team?"), coerce=int)
    to = forms.TypedChoiceField(label=_("To which area?"), coerce=int)
    amount = forms.CharField(
        label=_("How much of it?"), max_length=20, help_text=_("All, a share like 50%, or team-weeks a week like 0.5.")
    )
    first = WeekField(label=_("From the week of"))
    last = WeekField(label=_("Up to the week of"), help_text=_("It is back on the Monday after that week."))
    reason = forms.CharField(
        label=_("Why?"),
        max_length=5_000,
        widget=forms.Textarea,
        help_text=_(
            "What the other area needs it for, and why that goes first. Everybody in the company may read it: "
            "name nothing that is for fewer people."
        ),
    )
    waits = forms.TypedMultipleChoiceField(
        label=_("What waits meanwhile?"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("It goes to “later”, without a window, until somebody plans it again."),
    )  # fmt: skip
    stops = forms.TypedMultipleChoiceField(
        label=_("What is stopped for it?"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, teams: Choices, lent_to: Choices, initiatives: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        droppable = list(initiatives)
        set_choices(self, "team", teams)
        set_choices(self, "to", [("", _("Choose one")), *lent_to])
        set_choices(self, "waits", droppable)
        set_choices(self, "stops", droppable)
        self.warnings: list[tuple[str, Forewarning]] = []  # what it would break, by initiative

    def clean_amount(self) -> Amount:
        """Read how much."""
        return ruled(lambda: amount_of(self.cleaned_data["amount"]))


class ExtendForm(forms.Form):
    """A team stays for longer."""

    last = WeekField(label=_("Up to the week of"))
    reason = forms.CharField(
        label=_("What is different now?"),
        max_length=5_000,
        widget=forms.Textarea,
        help_text=_("A new reason: the one it was lent for is known."),
    )
    seen = DayField(required=False, widget=forms.HiddenInput)  # the day on which it was to be back, as it was read


class EndForm(forms.Form):
    """A team is back before its day, or does not go at all."""

    reason = forms.CharField(label=_("Why is it back early?"), max_length=5_000, widget=forms.Textarea)

    def __init__(self, *args: Any, begun: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not begun:
            self.fields["reason"].label = _("Why is it not lent after all?")
