"""The words of flow: how long initiatives stay in a stage, how a stay ends, where they wait, and how targets move."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from parley.people.terms import Side
from parley.roadmap.terms import Stage

WORKING = (Stage.GATHER, Stage.EXPLORE, Stage.ALPHA, Stage.BETA, Stage.BUILD, Stage.LAUNCH)  # the way to live
FEWEST_STAYS = 5  # below which nothing is said in figures


class StayTold(NamedTuple):
    """One stay, as flow reads it; `begun` says whether it is known since when."""

    area: int
    initiative: int
    stage: Stage
    entered_at: datetime
    left_at: datetime | None
    begun: bool


class Way(StrEnum):
    """How a stay ended."""

    ON = "on"
    BACK = "back"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """How long stays last, in days: the day by which so large a part of them had ended; None when it never came to it.

    `steps` has the part still there after so many days, from each day on which one ended. `longest` is the longest
    stay that was looked at, ended or not.
    """

    median: float | None
    most: float | None  # 85 of 100
    longest: float
    steps: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFlow:
    """One stage: how many stays ended, and how; how many go on; and how many began before anybody wrote it down."""

    stage: Stage
    ended: int
    going_on: int
    unknown: int  # not among the two above: nobody knows how long they were there
    unknown_going_on: int  # of those, how many are there now
    ways: dict[Way, int]
    length: Length | None  # None below `FEWEST_STAYS`

    @property
    def counted(self) -> int:
        """Of how many stays it is known since when."""
        return self.ended + self.going_on

    @property
    def now(self) -> int:
        """How many are there now."""
        return self.going_on + self.unknown_going_on


class Stop(NamedTuple):
    """An initiative that is stopped: where it was before and since when, as far as anybody knows."""

    initiative: int
    before: Stage | None
    at: datetime | None


class Moved(NamedTuple):
    """The target of one initiative's stage moved by so many releases, and days where they are dated."""

    initiative: int
    stage: Stage
    releases: int
    days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedTargets:
    """How often the targets of a stage moved, and by how much those that came later did."""

    stage: Stage
    initiatives: int
    later: int
    earlier: int
    releases: float | None  # the median of the later moves
    days: float | None
    dated: int  # of the later moves, how many have a number of days


class Owed(StrEnum):
    """What an initiative waits for."""

    WHY = "why"
    ANSWER = "answer"
    DECISION = "decision"
    CORRECTION = "correction"
    DUTY = "duty"


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many initiatives of a stage wait for a side to do something; of neither side are those who decide."""

    stage: Stage
    side: Side
    what: Owed
    count: int
