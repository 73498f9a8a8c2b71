"""The words of a portfolio: what could be worked on, who needs it, what there is room for, and a set that was found."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from parley.kernel.refusals import Refused
from parley.roadmap.terms import Stage


class Work(NamedTuple):
    """Something that could be done: `cost` in whole units of capacity, taken from one `pool`, as the teams of an area.

    On a company's roadmap an initiative, in tenths of team-weeks; of a published instance a requirement.
    """

    key: int
    cost: int
    pool: int = 0


class Need(NamedTuple):
    """A client that is served when all that it wants is done, or, with `one`, when one of that is."""

    key: int
    worth: int
    wants: tuple[int, ...]
    one: bool = False


class Room(NamedTuple):
    """The capacity of a pool, one number for each period."""

    pool: int
    periods: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What may be chosen from, and under which constraints.

    `after`: pairs (first, then) of which `then` can only be done with or after `first`. `apart`: pairs that exclude
    each other. A need that is met in the first of two periods counts in both.
    """

    works: tuple[Work, ...]
    needs: tuple[Need, ...]
    rooms: tuple[Room, ...]
    after: tuple[tuple[int, int], ...] = ()
    apart: tuple[tuple[int, int], ...] = ()

    @property
    def periods(self) -> int:
        """How many there are, the same in every room."""
        return max((len(room.periods) for room in self.rooms), default=1)


@dataclass(frozen=True, slots=True)
class Demand:
    """What somebody insists on: works to be done in the first period, works to be left out, needs to be met."""

    put_in: frozenset[int] = frozenset()
    leave_out: frozenset[int] = frozenset()
    serve: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Present:
    """The set as it stands, from which as little as possible is to change; only what is given is counted."""

    works: frozenset[int] | None = None
    needs: frozenset[int] | None = None


class TieKind(StrEnum):
    """How two initiatives depend: the first has to be done before the second, or only one of them can be."""

    BEFORE = "before"
    APART = "apart"


class Takes(NamedTuple):
    """What an initiative takes: team-weeks it still costs, initiatives it needs first, and those that exclude it."""

    team_weeks: Decimal | None = None
    needs: tuple[int, ...] = ()
    excludes: tuple[int, ...] = ()


class TakesRow(NamedTuple):
    """What an initiative takes as a file states it; None where it does not state what comes first, or excludes it."""

    source: str
    key: str
    says_weeks: bool
    team_weeks: Decimal | None
    needs: tuple[tuple[str, str], ...] | None  # each by source and key
    excludes: tuple[tuple[str, str], ...] | None


class TakesTaken(NamedTuple):
    """What became of such rows: the initiatives that changed; source and key of rows that cannot be, each with why."""

    changed: tuple[int, ...]
    refused: tuple[tuple[str, str, Refused], ...]


class Status(StrEnum):
    """How solving ended: proven, stopped in time with a true bound, or there is no such set."""

    OPTIMAL = "optimal"
    STOPPED = "stopped"
    INFEASIBLE = "infeasible"


class Limit(StrEnum):
    """What stands in the way of a demand."""

    CAPACITY = "capacity"
    PREREQUISITE = "prerequisite"
    EXCLUSION = "exclusion"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Which constraint a demand breaks.

    Capacity: `works` together cost `cost`, of `room` in `pool`. Prerequisite: the second of `works` needs the first,
    which is left out or cannot be done. Exclusion: the two exclude each other.
    """

    limit: Limit
    works: tuple[int, ...]
    cost: int = 0
    room: int = 0
    pool: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """A set that was found: the worth of the needs it meets, and above which no set can be.

    `chosen` are works and `served` needs, by key; `periods` says for each of the chosen in which period it is done, 0
    the first. `fewest_proven`: that no other set as good changes less is proven.
    """

    status: Status
    objective: int = 0
    bound: int = 0
    chosen: tuple[int, ...] = ()
    periods: tuple[int, ...] = ()
    served: tuple[int, ...] = ()
    seconds: float = 0
    obstacle: Obstacle | None = None
    fewest_proven: bool = True


@dataclass(frozen=True, slots=True)
class Readings:
    """The same works and constraints under three readings of what is worth how much: the advice rests on `middle`."""

    low: Portfolio
    middle: Portfolio
    high: Portfolio


class Spread(NamedTuple):
    """A figure at the low, the middle and the high reading."""

    low: int
    middle: int
    high: int

    @property
    def clear(self) -> bool:
        """Whether it has the same sign at all three."""
        return len({(each > 0) - (each < 0) for each in self} - {0}) <= 1

    def less(self, other: "Spread") -> "Spread":
        """Give what is left of it without another, reading by reading."""
        return Spread(self.low - other.low, self.middle - other.middle, self.high - other.high)


@dataclass(frozen=True, slots=True)
class Ahead:
    """The period after: the capacity it has left, by pool, and the works that are decided for it."""

    spare: dict[int, int] = field(default_factory=dict)
    works: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Moved:
    """One set beside another: what leaves, what comes, and what that costs (negative: it gains)."""

    solved: Solved
    displaced: tuple[int, ...]
    pulled_in: tuple[int, ...]
    price: Spread


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What a demand costs against the set as it stands.

    `repair` keeps that set and removes only what must go, `replan` chooses anew; both None when there is an obstacle.
    Of what the repair displaces: `slips` finds a place in the period after, `barred` is excluded by what stays or comes
    and finds none in any, the others wait longer. `anyway` would have to go whatever is insisted on, as the set as it
    stands cannot be: `standing` is worth what is left of it without those.
    """

    demand: Demand
    standing: Spread
    repair: Moved | None = None
    replan: Moved | None = None
    slips: tuple[int, ...] = ()
    barred: tuple[tuple[int, int], ...] = ()  # each with what excludes it
    anyway: tuple[int, ...] = ()
    obstacle: Obstacle | None = None
    recovered: Spread = field(default=Spread(0, 0, 0))


class Candidate(NamedTuple):
    """An initiative as it is weighed: its area, the tenths of team-weeks it takes, and for which quarter it is planned.

    `tenths` is None while nobody estimates it, `quarter` the first day of one, None while it is for later.
    """

    key: int
    title: str
    area: int
    stage: Stage
    tenths: int | None
    quarter: date | None


class Ties(NamedTuple):
    """How what is weighed for a quarter depends: pairs (first, then), pairs that exclude each other, what is done.

    `waiting`: pairs (first, then) of which `then` lies beside what is weighed, and is decided for the quarter.
    """

    before: tuple[tuple[int, int], ...] = ()
    apart: tuple[tuple[int, int], ...] = ()
    done: frozenset[int] = frozenset()
    waiting: tuple[tuple[int, int], ...] = ()


class Wisher(NamedTuple):
    """A client that asks for something: the company at its top, and what it brings in a year as far as it is known."""

    whole: int
    name: str
    revenue: Decimal | None
    currency: str


class Weighed(StrEnum):
    """By what clients are weighed: what they bring in a year, or each alike, where revenue cannot be compared."""

    REVENUE = "revenue"
    CLIENTS = "clients"


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """The set as decided beside the best one that was found, and what a demand would cost, if there is one."""

    best: Solved
    decided: Spread
    advised: Spread
    price: Price | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A quarter of one area or of all, put down as a portfolio.

    `unit`: how many units of `currency` one of worth is. `unknown`: how many who ask have no revenue that can be
    compared, and so count nothing.
    """

    readings: Readings
    decided: tuple[int, ...]
    unestimated: tuple[int, ...]
    ahead: Ahead
    barred: tuple[tuple[int, int], ...]  # what is not weighed, each with what excludes it and is done or comes sooner
    askers: dict[int, tuple[int, ...]]  # of each candidate, the companies that ask for it
    total: int  # worth of all who ask for any of them
    weighed: Weighed
    unit: int = 1
    currency: str = ""
    unknown: int = 0
