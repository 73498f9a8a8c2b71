"""How cells say what an initiative takes, and which initiatives a list in one cell means."""

from decimal import Decimal, InvalidOperation

from parley.exchange.rules.known import Known
from parley.kernel.refusals import Refused
from parley.roadmap.rules.taking import must_be_team_weeks

TIES = ("needs_first", "excludes")


def team_weeks(cell: str, known: Known) -> Decimal | None:
    """Read team-weeks: 6, 2.5."""
    try:
        weeks = Decimal(cell.strip())
    except InvalidOperation as trouble:
        raise Refused("Write team-weeks as a number, like 6 or 2.5.") from trouble
    return must_be_team_weeks(weeks)


def initiatives(cell: tuple[str, ...], known: Known) -> tuple[tuple[str, str], ...]:
    """Give which initiatives are meant, once all rows are known. Raises Refused for the first that is none."""
    return tuple(dict.fromkeys(known.initiative(each) for each in cell))
