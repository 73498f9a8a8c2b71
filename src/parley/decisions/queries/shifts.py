"""Whether a team that an option lends is still there to be lent, and whether that takes it from another area."""

from collections.abc import Iterable
from datetime import date

from parley.decisions.models import Decision, Effect
from parley.decisions.rules.shifts import lending_of
from parley.decisions.terms import EffectField
from parley.groups.queries.shifts import loans_by_team, loans_of, team_to_lend, teams_going_on
from parley.groups.rules.shifts import loan_of, must_be_there, must_be_there_besides, must_differ
from parley.kernel.refusals import Refused


def must_be_lendable(new: str, *, to: int, on: date, besides: Iterable[str] = (), field: str = "") -> None:
    """Raise Refused when what an effect lends to an area cannot be lent: no such team, gone by, or not so much left.

    `besides` is what the same option lends before it, of this team or of others.
    """
    said = lending_of(new)
    team = team_to_lend(said.team)
    if team is None:
        raise Refused("The team that would be lent is not there any more. Choose another.", field=field)
    try:
        must_differ(team.area_id, to)
        loan = loan_of(said.amount, said.first, said.last, on=on)
        there = loans_of(team.pk, since=loan.first)
        must_be_there(team.name, team.capacity, there, loan, field=field)
        own = [loan_of(each.amount, each.first, each.last, on=each.first) for each in map(lending_of, besides)
               if each.team == team.pk]  # fmt: skip
        must_be_there_besides(team.name, team.capacity, there, own, loan, field=field)
    except Refused as refusal:
        raise Refused(refusal.sentence, field=field) from None


def takes_from_elsewhere(area: int, lent: Iterable[str]) -> bool:
    """Whether any of the teams that some effects lend is of another area than the one named."""
    teams = [team_to_lend(lending_of(new).team) for new in lent if new]
    return any(team is not None and team.area_id != area for team in teams)


def teams_as_they_are(lent: Iterable[str]) -> list[object]:
    """Give what says whether some effects can still lend their teams. Two queries, none without any."""
    said = {each.team: each for each in map(lending_of, lent)}
    teams, loans = teams_going_on(said), loans_by_team(said)
    return [
        (key, (team.name, team.area_id, str(team.capacity)) if (team := teams.get(key)) else (), loans.get(key, []))
        for key in sorted(said)
    ]


def lent_in_options(decision: Decision) -> list[str]:
    """What the options of a decision would lend."""
    rows = Effect.objects.filter(option__decision=decision, field=EffectField.SHIFT)
    return list(rows.values_list("new", flat=True))
