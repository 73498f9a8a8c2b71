"""The words of taking in one foreign file of insights or clients: what its columns hold, and what was found in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from parley.exchange.terms import Problem, Weight

MOST_ROWS = 2_000_000  # of one file
MOST_TOLD = 1_000  # problems that are told one by one; the rest is counted
MOST_CHANGES = 50  # clients of which is shown what changes; the rest is counted
MOST_REMEMBERED = 200_000  # cells whose meaning is remembered, of each kind


class Fact(StrEnum):
    """What one column of a foreign file holds."""

    CLIENT = "client"
    CLIENT_KEY = "client_key"
    TEXT = "text"
    SAID_ON = "said_on"
    KEY = "key"
    AUTHOR = "author"
    ON_BEHALF_OF = "on_behalf_of"
    INITIATIVE = "initiative"
    PARENT = "parent"
    REGION = "region"
    SEGMENT = "segment"
    REVENUE = "revenue"
    CURRENCY = "currency"


ABOUT_CLIENTS = (Fact.PARENT, Fact.REGION, Fact.SEGMENT, Fact.REVENUE, Fact.CURRENCY)


class DayOrder(StrEnum):
    """How days written in figures are read, as 3/4/2027."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


class Decimals(StrEnum):
    """What parts the whole from the rest in sums, as in 1.200,50."""

    COMMA = ","
    POINT = "."


class Near(StrEnum):
    """What becomes of a name that looks like a client's: a person is asked, or it is another client."""

    ASK = "ask"
    APART = "apart"


JOINING = "\n\n"  # between the columns of one text
LEFT_OUT = ""  # instead of a client: rows of this name are left out


@dataclass(frozen=True, slots=True)
class FileMapping:
    """How the columns of one foreign file are read. `columns` gives their places, from 0.

    Several columns of a text are joined, several of anything else stand in for one another: the first that is filled.
    `patterns` take a part of a cell: what stands in their first brackets. `meant` says for a client's name which client
    it is, by its source and key, name or alias; the same name again means another client, nothing that its rows are
    left out. `links` name initiatives and the phrases of which a text must hold all words to be linked to one; the
    first that fits counts. `confirmed` says by “source:key” which initiative a cell means that could only be guessed.
    """

    source: str = "import"
    columns: Mapping[Fact, tuple[int, ...]] = field(default_factory=dict)
    constants: Mapping[Fact, str] = field(default_factory=dict)
    patterns: Mapping[Fact, str] = field(default_factory=dict)
    meant: Mapping[str, str] = field(default_factory=dict)
    links: tuple[tuple[str, tuple[str, ...]], ...] = ()
    empty: tuple[str, ...] = ()  # words that stand for nothing, as - does
    day_order: DayOrder | None = None
    decimals: Decimals | None = None
    near: Near = Near.ASK
    skip_bad_rows: bool = False
    confirmed: Mapping[str, str] = field(default_factory=dict)

    @property
    def brings_insights(self) -> bool:
        """Whether rows are what clients said; else they are clients."""
        return Fact.TEXT in self.columns


class Said(NamedTuple):
    """A good row: what one client said. Keys are those of rows; of clients, -1 is the first new one."""

    line: int
    client: int
    said_on: str
    text: str
    author: int | None
    on_behalf_of: int | None
    key: str
    initiative: int


@dataclass(frozen=True, slots=True)
class NearName:
    """A name of the file that looks like a client that is here, or like another name of the file."""

    name: str
    like: str  # the name it looks like
    line: int
    identity: tuple[str, str] | None = None  # of the client, when it is one that is here


class Change(NamedTuple):
    """What an import changes of a client that is here: its key and name, and each fact before and after, as shown."""

    client: int
    name: str
    facts: tuple[tuple[str, str, str], ...]


class Guess(NamedTuple):
    """A cell that may mean an initiative: what it says, “source:key” and title of that, and how many rows say it."""

    text: str
    identity: str
    title: str
    rows: int


@dataclass(slots=True)
class Found:
    """What reading a file found."""

    rows: int = 0
    good: int = 0
    left_out: int = 0
    bad: int = 0
    problems: list[Problem] = field(default_factory=list)
    untold: int = 0  # problems beyond those that are told one by one
    near: dict[str, NearName] = field(default_factory=dict)
    changing: int = 0  # clients that are here and of which the file says something else
    changes: list[Change] = field(default_factory=list)  # the first MOST_CHANGES of them
    speaks: dict[tuple[str, str], int] = field(default_factory=dict)  # rows by their cell and the initiative’s title
    guesses: dict[str, Guess] = field(default_factory=dict)
    stops: bool = False
    _told: dict[tuple[Weight, str, str, str], int] = field(default_factory=dict)

    def tell(self, problem: Problem, *, together: bool = True) -> None:
        """Note what is wrong. Of rows with the same value and the same wrong the first is told, and how many there are.

        Rows with something wrong that has no value are told one by one: only their lines tell them apart.
        """
        self.stops = self.stops or problem.weight is Weight.STOPS
        alike = (problem.weight, problem.column, problem.value, problem.sentence)
        place = self._told.get(alike) if together and problem.value else None
        if place is not None:
            there = self.problems[place]
            self.problems[place] = replace(there, times=there.times + 1)
        elif len(self.problems) >= MOST_TOLD:
            self.untold += 1
        else:
            self._told[alike] = len(self.problems)
            self.problems.append(problem)


class Preset(NamedTuple):
    """How the export of one tool is read: `marks` are headers by which it is known, all of one of the sets.

    `columns` name for each fact the headers that may hold it. A pattern's first brackets hold what is taken.
    """

    key: str
    name: str
    marks: tuple[frozenset[str], ...]
    columns: Mapping[Fact, tuple[str, ...]]
    patterns: Mapping[Fact, str] = {}
    empty: tuple[str, ...] = ()
    near: Near = Near.ASK
    advice: str = ""


@dataclass(slots=True)
class Outcome:
    """What an import of a file did, or would do."""

    found: Found
    insights: int = 0
    same: int = 0
    differing: int = 0
    clients: int = 0
    changed: int = 0
    links: int = 0
    batch: int | None = None
    spans: list[list[int]] = field(default_factory=list)  # keys of the insights that came in

    @property
    def asks(self) -> bool:
        """Whether names that are near a client's are left to be confirmed."""
        return bool(self.found.near)

    @property
    def moved(self) -> bool:
        """Whether anything came in or changed."""
        return bool(self.insights or self.clients or self.changed or self.links)

    def counts(self) -> dict[str, int]:
        """Give the figures as plain JSON."""
        return {
            "rows": self.found.rows, "insights": self.insights, "same": self.same, "differing": self.differing,
            "clients": self.clients, "changed": self.changed, "links": self.links, "left_out": self.found.left_out,
            "bad": self.found.bad,
        }  # fmt: skip


class NothingTaken(Exception):
    """The import of a file is undone as a whole: something is wrong or open, it was a dry run, or nothing is new."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__("nothing was taken in")
        self.outcome = outcome


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import of a file brought: spans of keys of insights, and keys of clients."""

    insights: tuple[tuple[int, int], ...]
    clients: tuple[int, ...]
