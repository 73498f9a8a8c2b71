"""What an option says of a team that is lent, and which of its other effects the lender drops for it."""

from collections.abc import Iterable
from datetime import date

from parley.decisions.terms import EffectField, Lending
from parley.groups.rules.shifts import amount_of, loan_of
from parley.kernel.refusals import Refused
from parley.roadmap.terms import Stage
from parley.roadmap.terms.shifts import Part


def lending_of(text: str) -> Lending:
    """Read what an effect says: key of the team, how much of it, first and last day; raises Refused for anything else.

    Its weeks are in order, and a year at most; that they have not gone by is asked when it is drafted and published.
    """
    parts = text.split()
    try:
        team, amount, first, last = parts
        said = Lending(int(team), amount_of(amount), date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        raise Refused("Say which team is lent, how much of it, and from which week to which.", field="shift") from None
    loan_of(said.amount, said.first, said.last, on=said.first)
    return said


def dropped_by(lender: int, effects: Iterable[tuple[int, int, EffectField, str]]) -> dict[int, Part]:
    """Give what the lender drops by the other effects of an option: each as initiative, its area, field, new value."""
    found: dict[int, Part] = {}
    for initiative, area, field, new in effects:
        if area != lender:
            continue
        if field is EffectField.STAGE and new == Stage.STOPPED:
            found[initiative] = Part.STOPS
        elif field in (EffectField.HORIZON, EffectField.WINDOW):
            found.setdefault(initiative, Part.WAITS)
    return found
