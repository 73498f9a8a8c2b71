"""Teams that options lend, as forms take them and pages say them."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from parley.decisions.rules.shifts import lending_of
from parley.decisions.terms import Lending
from parley.groups.queries.shifts import team_to_lend, teams_to_lend
from parley.groups.rules.shifts import amount_of
from parley.groups.terms import Amount
from parley.kernel.refusals import Refused
from parley.kernel.words import folded
from parley.screens.fields import DayField, ruled

if TYPE_CHECKING:
    from parley.groups.models import Team


def label_of(team: "Team") -> str:
    """Name a team with its area, as it is chosen."""
    return f"{team.name} ({team.area.name})"


def labels_to_lend() -> list[str]:
    """Name every team that can be lent. One query."""
    return [label_of(each) for each in teams_to_lend(None)]


def team_called(text: str) -> "Team | None":
    """Find the team that was typed: by its name, or that and its area. Raises ValidationError otherwise."""
    wanted = folded(text)
    if not wanted:
        return None
    found = [each for each in teams_to_lend(None) if wanted in {folded(each.name), folded(label_of(each))}]
    if len(found) == 1:
        return found[0]
    if found:
        several = ", ".join(label_of(each) for each in found)
        raise ValidationError(_("Several are called so: %s. Write yours with its area.") % several)
    raise ValidationError(_("No team to lend is called “%s”. Write its name as on its group’s page.") % text[:120])


class LendingForm(forms.Form):
    """A team that is lent for an initiative, as a part of what changes on it."""

    shift = forms.CharField(label=later("a team is lent for it"), max_length=260, required=False,
                            widget=forms.TextInput(attrs={"list": "teams-to-lend", "autocomplete": "off"}))  # fmt: skip
    lent = forms.CharField(label=later("how much of it"), max_length=20, required=False,
                           widget=forms.TextInput(attrs={"placeholder": "50%"}))  # fmt: skip
    lent_from = DayField(label=later("from the week of"), required=False)
    lent_until = DayField(label=later("up to the week of"), required=False)

    def clean_lent(self) -> Amount:
        """Read how much of a team is lent; all of it, when nothing is said."""
        return ruled(lambda: amount_of(self.cleaned_data["lent"] or "all", field="lent"))

    def clean_shift(self) -> "Team | None":
        """Find the team."""
        return team_called(self.cleaned_data["shift"])

    def lending(self, given: dict[str, Any]) -> str:
        """Say what is lent as an effect says it; nothing when that is nothing, or not complete yet."""
        team, first, last = given.get("shift"), given.get("lent_from"), given.get("lent_until")
        if team and first and last and "lent" in given:
            said = str(Lending(team.pk, given["lent"], first, last))
            try:
                lending_of(said)
            except Refused as refusal:
                self.add_error("lent_until", refusal.sentence)
                return ""
            return said
        for name in ("lent_from", "lent_until") if team else ():
            if name not in self.errors and not given.get(name):
                self.add_error(name, _("Say from which week to which it is lent."))
        if (first or last) and not team and "shift" not in self.errors:
            self.add_error("shift", _("Say which team is lent."))
        return ""


def as_typed_in(new: str) -> dict[str, Any]:
    """Give what an effect lends as it was typed into the form."""
    said = lending_of(new)
    team = team_to_lend(said.team)
    return {
        "shift": label_of(team) if team else "",
        "lent": str(said.amount),
        "lent_from": said.first,
        "lent_until": said.last,
    }
