"""What a wave found, as it is read from its one frozen text: every page, file and program shows these values alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from parley.surveys.terms.release import Cell
from parley.surveys.terms.waves import Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What changed since the wave before, from -1 to 1, and its sentence; or only the sentence why that is not told."""

    by: float | None = None
    low: float | None = None
    high: float | None = None
    sure: int = 0  # 1 when it surely rose, -1 when it surely fell
    words: str = ""
    why_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighted:
    """The share of the whole wave in which functions and regions count as many as were asked; or why there is none."""

    share: float | None = None
    low: float | None = None
    high: float | None = None
    leads: bool = False
    why_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The share who agree, of one question in one cell: shares from 0 to 1, n as a number or a band.

    `low` and `high` are its 95% interval; `lowest` and `highest` where it would be if all who were silent had
    disagreed, or agreed: both unknown where nobody counted who was asked. A masked share is the end of a range.
    """

    question: str
    cell: Cell
    n: int | str
    share: float
    low: float | None = None
    high: float | None = None
    lowest: float | None = None
    highest: float | None = None
    masked: str = ""
    since: Since | None = None
    weighted: Weighted | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """One item of a ranking: its score from 0 to 100, the share who named it first, and the ranks it may have."""

    item: str
    score: float | None
    first: float | None
    masked: str
    tied: bool
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """What is valued, of one question in one cell; `winner` is empty where nothing surely came first."""

    question: str
    cell: Cell
    n: int | str
    winner: str
    items: tuple[Ranked, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """The share of the whole who took one of the five steps."""

    share: float
    masked: str


@dataclass(frozen=True, slots=True)
class Hidden:
    """A cell of a question that is not shown, and why."""

    question: str
    cell: Cell
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All that a wave found. `invited` is unknown of a wave that was asked elsewhere and brought no such number."""

    name: str
    opened: str
    closed: str
    floor: int | None
    invited: int | None
    answered: int | None
    before: str
    questions: tuple[Asked, ...]
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()
    rankings: tuple[Ranking, ...] = ()
    steps: Mapping[str, tuple[Step, ...]] = field(default_factory=dict)
    hidden: tuple[Hidden, ...] = ()
    rates: Mapping[Cell, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """What was written in own words, under the side that wrote it, or under nothing for the whole."""

    side: str
    words: tuple[str, ...]
