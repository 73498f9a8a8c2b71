"""The words of what a wave found: cells, and all that is counted at once, for one text that never changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from parley.surveys.terms.waves import Asked, Counted

Cell = tuple[tuple[str, str], ...]
"""(cut, value) pairs in the order group, side, region, function; () is the whole wave."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One sealed sheet, as it is counted."""

    where: Counted
    answers: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The wave before, as far as the next may be held beside it.

    `answers`: for each question and cell how many agreed, of how many; `texts`: how each question was put;
    `churn`: for each cell how many came to it and how many left it since. None of it where it is not known.
    """

    name: str
    answers: Mapping[tuple[str, Cell], tuple[int, int]] = field(default_factory=dict)
    shown: Mapping[tuple[str, Cell], Any] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    churn: Mapping[Cell, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToCount:
    """All that is counted of a wave. `names` are those of the values of each cut, as they are when it is counted.

    Of a wave that was asked elsewhere nobody knows whom it asked: then it is not `listed`, `asked` is how many, where
    that is known, and each part counts those who answered as those who were asked. `unstepped` are questions of which
    it is known who agreed, and not by how much.
    """

    name: str
    opened: date
    closed: date
    floor: int
    questions: Sequence[Asked]
    sheets: Sequence[Answered]
    invited: Sequence[Counted]
    names: Mapping[str, Mapping[str, str]]
    before: Before | None = None
    listed: bool = True
    asked: int | None = None
    unstepped: frozenset[str] = frozenset()
