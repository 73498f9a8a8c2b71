"""The words of waves that were asked elsewhere, before Parley: as answers, or only as totals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from parley.surveys.terms.release import Answered, Cell
from parley.surveys.terms.waves import Asked

Names = Mapping[str, Mapping[str, str]]  # of the values of each cut, by their keys


@dataclass(frozen=True, slots=True, kw_only=True)
class PastWave:
    """A wave as a file tells of it. `asked` is how many were, where that is known; nobody knows who."""

    name: str
    opened: date
    closed: date
    questions: Sequence[Asked]
    asked: int | None = None
    names: Names = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAnswers(PastWave):
    """A wave with what everybody answered. `unstepped`: questions of which it is known who agreed, not by how much."""

    sheets: Sequence[Answered]
    floor: int = 5
    unstepped: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """How many agreed of how many in one part of a wave; `line` is where the file says so."""

    line: int
    question: str
    cell: Cell
    agree: int
    answered: int
    invited: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastTotals(PastWave):
    """A wave of which only totals are known. `side_of` are the functions of which the side is known."""

    totals: Sequence[Total]
    side_of: Mapping[str, str] = field(default_factory=dict)


class CameAs(StrEnum):
    """What came in of a past wave."""

    TOTALS = "totals"
    ANSWERS = "answers"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line whose total is not shown, and why."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of one past wave: its key, how many results are shown, and what is not."""

    wave: int
    name: str
    answered: int
    shown: int
    hidden: int
    left_out: tuple[LeftOut, ...] = ()


class OnlyTried(Exception):
    """A trial did everything and undoes it: what would have been taken in."""

    def __init__(self, waves: Sequence[TakenIn]) -> None:
        super().__init__("only tried")
        self.waves = tuple(waves)
