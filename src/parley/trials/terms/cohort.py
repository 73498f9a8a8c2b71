"""The words of a cohort: what is wanted of the clients of a trial together, and the set that was found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from parley.roadmap.terms.portfolio import Status
from parley.trials.terms.candidates import Barred, Dimension


class Question(NamedTuple):
    """What the trial is to answer, its weight, and by how many clients it should be answered; more add nothing."""

    key: int
    text: str
    weight: int = 1
    wanted: int = 1


@dataclass(frozen=True, slots=True)
class Quota:
    """At least so many of one region, segment or size; `name` is what people call it."""

    dimension: Dimension
    value: int | str
    least: int
    name: str


@dataclass(frozen=True, slots=True)
class Variety:
    """Clients of at least so many different regions, segments or sizes."""

    dimension: Dimension
    least: int


@dataclass(frozen=True, slots=True)
class Cap:
    """At most so many of any one segment; those without a known segment are not capped."""

    most: int


@dataclass(frozen=True, slots=True)
class Places:
    """Exactly so many clients."""

    count: int


@dataclass(frozen=True, slots=True)
class Pins:
    """Clients that somebody put in, by name."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relatives:
    """Clients of one company, of which there is one at most."""

    names: tuple[str, ...]


Limit = Quota | Variety | Cap | Places | Pins | Relatives


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is wanted of a cohort.

    `most_alike`: at most so many of any one segment. `put_in` and `leave_out`: clients that a person pinned. `regions`:
    those the initiative applies to, None for all. `pause`: months of rest after a trial or a refusal.
    """

    places: int
    quotas: tuple[Quota, ...] = ()
    varieties: tuple[Variety, ...] = ()
    most_alike: int | None = None
    questions: tuple[Question, ...] = ()
    put_in: frozenset[int] = frozenset()
    leave_out: frozenset[int] = frozenset()
    regions: frozenset[int] | None = None
    pause: int = 6
    agreed_only: bool = True
    covered_only: bool = True

    @property
    def spread(self) -> tuple[Quota | Variety | Cap, ...]:
        """The wanted spread: all limits but the places and the pins."""
        cap = () if self.most_alike is None else (Cap(self.most_alike),)
        return (*self.quotas, *self.varieties, *cap)


class Value(NamedTuple):
    """What a cohort is worth: the first counts before the second, the second before the third.

    `answers`: of each question, how many clients can answer it, as far as that many are wanted, times its weight.
    `fit`: points. `waited`: days since each was last asked, at most LONGEST_WAIT each.
    """

    answers: int
    fit: int
    waited: int

    def less(self, other: "Value") -> "Value":
        """Give the difference, part by part."""
        return Value(self.answers - other.answers, self.fit - other.fit, self.waited - other.waited)


NOTHING = Value(0, 0, 0)


class Obstacle(NamedTuple):
    """What cannot be met: one limit by itself, or several that cannot be met together though any fewer of them can."""

    limits: tuple[Limit, ...]
    sentence: str
    there: int = 0  # of one by itself: how many there are instead


class Relaxation(NamedTuple):
    """The least that would have to be given up so that the rest can be met: each limit, and what is left of it.

    `more_places`: with so many places instead nothing need be given up, None where that does not help.
    """

    changes: tuple[tuple[Limit, Limit | None], ...]
    sentence: str
    wish: Wish
    more_places: int | None = None


class Swap(NamedTuple):
    """One client for another, all others staying: what that loses (negative parts gain), or which limits it breaks."""

    out: int
    put_in: int
    cost: Value
    breaks: tuple[Limit, ...] = ()


class Ground(StrEnum):
    """What kind of reason one is for choosing a client."""

    PINNED = "pinned"
    ASKS = "asks"
    NEEDED = "needed"
    SPREADS = "spreads"
    ANSWERS = "answers"
    FITS = "fits"
    SWAP = "swap"


class Reason(NamedTuple):
    """A true sentence about a choice, and the facts it is made of."""

    ground: Ground
    sentence: str
    limit: Limit | None = None
    question: int | None = None
    number: int = 0
    swap: Swap | None = None


class Choice(NamedTuple):
    """A client that was chosen, and why."""

    key: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """A cohort that was found, or what stands in its way.

    `unspread` is what could be had without the wanted spread. `bound`: in the first part in which it differs from
    `value` no cohort is worth more; the same when proven. `waiting`: who is eligible beside, those first that add most.
    """

    status: Status
    value: Value = NOTHING
    bound: Value = NOTHING
    unspread: Value | None = None
    choices: tuple[Choice, ...] = ()
    waiting: tuple[int, ...] = ()
    barred: Mapping[int, tuple[Barred, ...]] = field(default_factory=dict)
    obstacles: tuple[Obstacle, ...] = ()
    relaxation: Relaxation | None = None
    seconds: float = 0

    @property
    def chosen(self) -> tuple[int, ...]:
        """The keys of those chosen, best fit first."""
        return tuple(choice.key for choice in self.choices)

    @property
    def price_of_spread(self) -> Value | None:
        """What the wanted spread costs; None where nobody could be chosen, or it was not proven."""
        return self.unspread.less(self.value) if self.unspread else None
