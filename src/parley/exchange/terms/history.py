"""The words of a file of history: how its rows are read, and what was found in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from parley.exchange.terms import Problem
from parley.roadmap.terms import Stage
from parley.roadmap.terms.history import PastMove, PastStay

COLUMNS = ("initiative", "at", "field", "before", "after")
MOST_CHANGES = 1_000_000  # rows of one file: 300 MB while it is read


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryMapping:
    """How a file of history is read: a row says that a field of an initiative changed at a moment.

    `begins` is the field of rows that say all fields at once, in `after`, where a history begins. `release` finds the
    number of a release in a target; `dates` says when releases with these numbers came out.
    """

    source: str = ""
    columns: Mapping[str, str] = field(default_factory=lambda: dict(zip(COLUMNS, COLUMNS, strict=True)))
    separator: str = ","
    skip_bad_rows: bool = False
    begins: str = ""
    stage: tuple[str, ...] = ("stage",)
    join: str = " "
    stage_words: Mapping[str, str] = field(default_factory=dict)
    initiative_words: Mapping[str, str] = field(default_factory=dict)
    read_typos: bool = False
    targets: Mapping[str, Stage] = field(default_factory=dict)
    release: re.Pattern[str] | None = None
    dates: Mapping[int, date] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()


class Change(NamedTuple):
    """One row of the file that could be read; `all_at_once` has every field where a history begins."""

    at: datetime
    line: int
    field: str
    before: str
    after: str
    all_at_once: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class Past:
    """What the changes of one initiative come to."""

    stays: tuple[PastStay, ...]
    moves: tuple[PastMove, ...]


@dataclass(slots=True)
class HistoryFound:
    """What a file holds, and what became of it. `moves` are all the file tells; `elsewhere` are not in Parley."""

    rows: int = 0
    initiatives: int = 0
    elsewhere: int = 0
    later: int = 0
    earlier: int = 0
    later_elsewhere: int = 0
    earlier_elsewhere: int = 0
    taken: int = 0
    stays: int = 0
    moves: int = 0
    same: int = 0
    problems: list[Problem] = field(default_factory=list)
    batch: int | None = None


class HistoryNotTaken(Exception):
    """The import of a history is undone as a whole: a row stops it, it was a dry run, or nothing is new."""

    def __init__(self, found: HistoryFound) -> None:
        super().__init__("nothing was taken in")
        self.found = found
