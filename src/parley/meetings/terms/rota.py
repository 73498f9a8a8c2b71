"""The words of the rota: who runs which meeting of a group."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

RUN_LOOKED_BACK = 10  # meetings before one over which it is counted who ran how many
RUN_TOLD_AHEAD = timedelta(days=14)  # before a meeting: whoever runs it is told, and stays


class RunAs(StrEnum):
    """How somebody came to run a meeting."""

    DRAWN = "drawn"  # proposed by the rule; drawn anew when something changes
    TOLD = "told"  # proposed by the rule, and they were told
    AGREED = "agreed"  # they took it on
    SUBSTITUTE = "substitute"  # no facilitator: they took it on, with a facilitator's rights for this meeting alone
    RAN = "ran"  # whoever prepares the minutes noted afterwards that they did


class AskState(StrEnum):
    """What became of asking somebody to run a meeting."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    OVER = "over"  # somebody else was asked or took it, or one of the two left


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """Somebody who may run meetings: where they are, and from when to when they are away, both days included."""

    person: int
    name: str
    time_zone: str = "UTC"
    region: int | None = None
    away_from: date | None = None
    away_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToRun:
    """A meeting to come: `second` are the regions that come to the second sitting of its day, if there is one."""

    meeting: int
    starts_at: datetime
    sitting: int = 1
    second: frozenset[int] = field(default=frozenset())
    run_by: int | None = None
    run_as: RunAs = RunAs.DRAWN
    cannot: frozenset[int] = field(default=frozenset())  # facilitators who said that they cannot


@dataclass(frozen=True, slots=True)
class Ran:
    """Somebody ran a meeting, or is to."""

    person: int
    starts_at: datetime
