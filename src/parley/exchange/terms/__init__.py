"""The words of exchange: what files there are, what may be wrong in one, and what became of a batch."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import IO


class Kind(StrEnum):
    """What one file of a folder holds, in the order in which they are taken in."""

    PEOPLE = "people"
    GROUPS = "groups"
    MEMBERS = "members"
    MEETINGS = "meetings"
    HOLIDAYS = "holidays"
    HOUR_COSTS = "hour_costs"
    CLIENTS = "clients"
    RATES = "rates"
    STAGES = "stages"
    INITIATIVES = "initiatives"
    TALK_TRACKS = "talk_tracks"
    TALK_WORDS = "talk_words"
    TELLING_OVERRIDES = "telling_overrides"
    ACCEPTANCES = "acceptances"
    INSIGHTS = "insights"
    ANSWERS = "answers"
    STATEMENTS = "statements"
    CORRECTIONS = "corrections"

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.value}.csv"


Opener = Callable[[], IO[bytes]]  # opens one file from its beginning, each time it is called
Identity = tuple[str, ...]  # what makes a row this row: a key, a source and key, a group and person and role


@dataclass(frozen=True, slots=True)
class Source:
    """One file that is taken in: its name as the reader knows it, and how to open it."""

    name: str
    open: Opener


class Weight(StrEnum):
    """What a problem does: stops everything, leaves a row out, a cell empty or a thing as it was, or is to know."""

    STOPS = "stops"
    ROW = "row left out"
    CELL = "left empty"
    KEPT = "left as it was"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a file. `line` counts from 1, the header included; 0 means the file as a whole.

    `times` says in how many rows the same is wrong, of which `line` is the first.
    """

    weight: Weight
    file: str
    line: int
    column: str
    value: str
    sentence: str
    times: int = 1

    def __str__(self) -> str:
        line = f", line {self.line}" if self.line else ""
        line = f", {self.times:,} rows, first on line {self.line}" if self.times > 1 else line
        place = self.file + line + (f", {self.column}" if self.column else "")
        shown = self.value if len(self.value) <= 60 else self.value[:57] + "..."
        shown = "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in shown)
        said = f" “{shown}”:" if shown else ":"
        left = f" ({self.weight})" if self.weight in (Weight.ROW, Weight.CELL, Weight.KEPT) else ""
        return f"{place}{said} {self.sentence}{left}"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows of one kind were new, different, and as they are already."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.added + other.added, self.changed + other.changed, self.unchanged + other.unchanged)

    @property
    def moved(self) -> bool:
        """Whether anything was added or changed."""
        return bool(self.added or self.changed)


@dataclass(slots=True)
class Report:
    """What an import did, or would do."""

    tallies: dict[Kind, Tally] = field(default_factory=dict)
    left_out: dict[Kind, int] = field(default_factory=dict)  # rows the mapping does not want
    problems: list[Problem] = field(default_factory=list)
    batch: int | None = None

    @property
    def stops(self) -> bool:
        """Whether something stops the import."""
        return any(problem.weight is Weight.STOPS for problem in self.problems)

    @property
    def moved(self) -> bool:
        """Whether anything was added or changed."""
        return any(tally.moved for tally in self.tallies.values())

    def counts(self) -> dict[str, dict[str, int]]:
        """Give the figures as plain JSON."""
        return {
            kind.value: {"added": tally.added, "changed": tally.changed, "unchanged": tally.unchanged}
            for kind, tally in self.tallies.items()
        }


class NothingKept(Exception):
    """The import is undone as a whole: rows were bad, it was a dry run, or nothing differed. Carries the report."""

    def __init__(self, report: Report) -> None:
        super().__init__("nothing was kept")
        self.report = report


@dataclass(frozen=True, slots=True)
class Column:
    """One column of Parley's own files: its name, and what belongs into it, for people."""

    name: str
    what: str
    required: bool = False
    written: bool = True  # whether an export has it; one that only imports read is another way of saying something


@dataclass(frozen=True, slots=True)
class Take:
    """How one of Parley's columns is made of the file's own.

    The cells of `columns` are joined by `join`, split at `split` of which the part numbered `take` (from 1) is kept,
    matched by the pattern `match` and rewritten as `write`.
    """

    columns: tuple[str, ...]
    join: str = " "
    split: str = ""
    take: int = 0
    match: str = ""
    write: str = ""


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """How one foreign file becomes one of Parley's."""

    file: str = ""
    separator: str = ","
    skip_bad_rows: bool = False
    read_typos: bool = False
    columns: Mapping[str, Take] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    empty: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    leave_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    leave_empty: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    why_override_days: int = 0


@dataclass(frozen=True, slots=True)
class CompanyMapping:
    """How a folder of foreign files becomes Parley's."""

    source: str = ""
    sheets: Mapping[Kind, SheetMapping] = field(default_factory=dict)

    def of(self, kind: Kind) -> SheetMapping:
        """Give the mapping of one file; where none is given, its columns are Parley's own."""
        return self.sheets.get(kind) or SheetMapping()
