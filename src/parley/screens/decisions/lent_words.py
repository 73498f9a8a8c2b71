"""What effects lend, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from parley.decisions.rules.shifts import lending_of
from parley.groups.queries.shifts import teams_named
from parley.screens.groups.amounts import how_much
from parley.screens.rendering import day


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
