"""Teams that options lend, as forms take them and pages say them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from parley.decisions.rules.shifts import lending_of
from parley.groups.queries.shifts import team_to_lend, teams_named, teams_to_lend
from parley.kernel.words import folded
from parley.screens.groups.shifts import how_much
from parley.screens.rendering import day

if TYPE_CHECKING:
    from parley.groups.models import Team


def label_of(team: "Team") -> str:
    """Name a team with its area, as it is chosen."""
    return f"{team.name} ({team.area.name})"


def labels_to_lend() -> list[str]:
    """Name every team that can be lent. One query."""
    return [label_of(each) for each in teams_to_lend(None)]


def team_called(text: str) -> "Team | None":
    """Find the team that was typed: by its name, or by that and its area. Raises ValidationError for none or several."""
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


def lent_words(values: Iterable[str]) -> dict[str, str]:
    """Say what some effects lend, by their values. One query, none without values."""
    said = {value: lending_of(value) for value in values}
    teams = teams_named({each.team for each in said.values()})
    return {
        value: _("%(team)s, %(how_much)s, %(first)s to %(last)s")
        % {
            "team": teams.get(each.team, _("a team")),
            "how_much": how_much(each.amount),
            "first": day(each.first),
            "last": day(each.last),
        }
        for value, each in said.items()
    }
