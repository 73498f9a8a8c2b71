"""The words of hours: what they cost whom, which a series has, and holidays."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

MOST_INCONVENIENT = 99  # points of half an hour
WEEKEND = "weekend"  # beside half hours like 08:30 in a table of what they cost
USUAL_HALVES = (
    *(8,) * 12,  # 00:00 to 06:00
    *(4,) * 2,  # 06:00
    *(2,) * 2,  # 07:00
    *(1,) * 2,  # 08:00
    *(0,) * 17,  # 09:00 to 17:30
    *(1,) * 3,  # 17:30 to 19:00
    *(2,) * 4,  # 19:00 to 21:00
    *(4,) * 4,  # 21:00 to 23:00
    *(8,) * 2,  # 23:00
)


@dataclass(frozen=True, slots=True)
class SeriesHour:
    """An hour of a series beside its own: of the second sitting, or of another turn of either.

    Sittings count from 1, turns from 0; the series' own hour is turn 0 of sitting 1. `days_later` says on which local
    day it is, counted from the series' own: Wednesday 09:00 in Sydney is a Tuesday's second sitting, one day later.
    """

    sitting: int
    turn: int
    local_time: time
    time_zone: str
    days_later: int = 0


@dataclass(frozen=True, slots=True)
class Inconvenience:
    """How many points each half hour of the day costs, from midnight on; at a weekend at least `weekend`."""

    halves: tuple[int, ...] = USUAL_HALVES
    weekend: int = 4


@dataclass(frozen=True, slots=True)
class Place:
    """How many people who come share a region and a time zone; `region` is its key, None for people without one."""

    region: int | None
    zone: str
    people: int


@dataclass(frozen=True, slots=True)
class Payer:
    """People of one place, and what a choice of hours costs each of them over the next meetings, in points."""

    place: Place
    points: int
    sitting: int = 1


class Way(StrEnum):
    """How a choice of hours spreads what it costs."""

    ONE_HOUR = "one_hour"
    TURNS = "turns"
    TWO_SITTINGS = "two_sittings"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A choice of hours, and who pays for it over the next `meetings`. The first hour is the series' own."""

    way: Way
    hours: tuple[SeriesHour, ...]
    payers: tuple[Payer, ...]
    meetings: int

    @property
    def worst(self) -> int:
        """What it costs whoever pays most."""
        return max((each.points for each in self.payers), default=0)

    @property
    def total(self) -> int:
        """What it costs everybody together."""
        return sum(each.points * each.place.people for each in self.payers)

    @property
    def second_regions(self) -> tuple[int, ...]:
        """The regions that come to the second sitting."""
        return tuple(
            dict.fromkeys(each.place.region for each in self.payers if each.sitting == 2 and each.place.region)
        )


@dataclass(frozen=True, slots=True)
class HolidayFacts:
    """A day on which a region does not work; without one, nobody does. `region_name` is "" for everybody."""

    day: date
    name: str
    region: int | None = None
    region_name: str = ""


class OnHoliday(StrEnum):
    """What is done with a meeting that falls on a holiday."""

    SKIP = "skip"
    MOVE = "move"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class HolidayClash:
    """A meeting on a holiday for `off` of the `people` who come, what is proposed, and the moment it could move to."""

    holidays: tuple[HolidayFacts, ...]
    off: int
    people: int
    proposed: OnHoliday
    better: datetime | None


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting that people come to: one of two sittings of its day where some regions come to the `second`."""

    starts_at: datetime
    minutes: int
    sitting: int = 1
    second: frozenset[int] = frozenset()

    def is_for(self, region: int | None) -> bool:
        """Whether the people of a region come to it."""
        return not self.second or (region in self.second) == (self.sitting == 2)


@dataclass(frozen=True, slots=True)
class UnsocialRow:
    """What the people of a region pay outside 08:00 to 18:00 over some meetings, in hours for each of them."""

    region: str
    people: int
    before: float
    after: float
