"""The form of what an initiative takes: ties to others of its area are ticked, one to another area is chosen."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parley.roadmap.rules.taking import must_be_team_weeks
from parley.roadmap.terms.portfolio import Takes
from parley.screens.fields import ruled, set_choices

TYPED = {"invalid": _("Write team-weeks as a number, like 6 or 2.5.")}
CHOSEN = {"invalid_choice": _("Choose from the list."), "invalid_list": _("Choose from the list.")}

Choice = tuple[Any, Any]
Grouped = tuple[str, list[Choice]]


class TakesForm(forms.Form):
    """Team-weeks, what comes first, what excludes it. What it is tied to in other areas is ticked with the rest."""

    team_weeks = forms.DecimalField(
        label=_("Team-weeks that are left"),
        required=False,
        error_messages=TYPED,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text=_("One team for one week is one. What was spent already does not count."),
    )
    needs = forms.TypedMultipleChoiceField(
        label=_("Needs first"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple, error_messages=CHOSEN,
        help_text=_("It cannot be done before these."),
    )  # fmt: skip
    needs_also = forms.TypedChoiceField(
        label=_("Needs first, of another area"), required=False, coerce=int, empty_value=None, error_messages=CHOSEN,
        help_text=_("One at a time: once it is written down, it is ticked above."),
    )  # fmt: skip
    excludes = forms.TypedMultipleChoiceField(
        label=_("Cannot be done together with"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages=CHOSEN, help_text=_("Two ways to the same end: one of them is enough."),
    )  # fmt: skip
    excludes_also = forms.TypedChoiceField(
        label=_("Cannot be done together with, of another area"), required=False, coerce=int, empty_value=None,
        error_messages=CHOSEN,
    )  # fmt: skip

    def __init__(
        self, *given: Any, others: Iterable[Choice], elsewhere: Iterable[Grouped] = (), **options: Any
    ) -> None:
        super().__init__(*given, **options)
        choices, groups = list(others), list(elsewhere)
        for name in ("needs", "excludes"):
            set_choices(self, name, choices)
            if not choices:
                del self.fields[name]
            if groups:
                set_choices(self, f"{name}_also", [("", _("None")), *groups])
            else:
                del self.fields[f"{name}_also"]

    def clean_team_weeks(self) -> Decimal | None:
        """Give the team-weeks. Raises ValidationError when there are none or too many."""
        return ruled(lambda: must_be_team_weeks(self.cleaned_data["team_weeks"]))

    @property
    def takes(self) -> Takes:
        """What was said, once the form is valid."""
        given = self.cleaned_data
        needs, excludes = (
            tuple(dict.fromkeys([*given.get(name, ()), *filter(None, [given.get(f"{name}_also")])]))
            for name in ("needs", "excludes")
        )
        return Takes(given["team_weeks"], needs, excludes)

    @staticmethod
    def start(takes: Takes) -> dict[str, Any]:
        """What the fields hold before anything is typed."""
        weeks = f"{takes.team_weeks.normalize():f}" if takes.team_weeks is not None else ""
        return {"team_weeks": weeks, "needs": takes.needs, "excludes": takes.excludes}
