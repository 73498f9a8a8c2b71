"""The words of an imported history: where initiatives were before they came here, and what became of it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from parley.roadmap.terms import Stage


class PastStay(NamedTuple):
    """A history says that an initiative came to a stage then; `begun` is no where it was there before that."""

    stage: Stage
    entered_at: datetime
    begun: bool


class PastMove(NamedTuple):
    """A history says that the release at which a stage was to be reached became another one."""

    stage: Stage
    moved_at: datetime
    before: str
    after: str
    releases: int
    days: int | None


@dataclass(frozen=True, slots=True)
class PastOf:
    """What a history tells of one initiative, oldest first; `initiative` is the key of its row."""

    initiative: int
    stays: tuple[PastStay, ...]
    moves: tuple[PastMove, ...]


class Seen(NamedTuple):
    """The first stay that Parley saw of an initiative itself."""

    stage: Stage
    since: datetime
    begun: bool


class ClosedStay(NamedTuple):
    """A stay of the past, with the moment at which it ended."""

    stage: Stage
    entered_at: datetime
    begun: bool
    left_at: datetime


@dataclass(frozen=True, slots=True)
class Joined:
    """The past of an initiative as it goes before what Parley saw: `continued` is the one that was still going on."""

    closed: tuple[ClosedStay, ...]
    continued: PastStay | None
    lost: bool = False  # the last stay of the history is left out: nobody knows when it ended


@dataclass(slots=True)
class HistoriesTaken:
    """What became of histories: by initiative, those of which one was here that reads otherwise, or ends elsewhere."""

    initiatives: int = 0
    stays: int = 0
    moves: int = 0
    same: int = 0
    differing: list[int] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)
