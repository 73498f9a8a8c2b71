"""The words of a file of answers that were given elsewhere: which column is what, and what its values mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from parley.surveys.terms.waves import Kind

OF_FIVE = {str(step): step for step in range(1, 6)}


class Ranks(StrEnum):
    """How a file tells what people rank."""

    CHOICES = "columns"  # the columns hold the first, the second, the third thing
    RANKS = "ranks"  # each column is a thing, and holds its rank from 1
    CHOSEN = "chosen"  # each column is a thing, and is filled where it is the one chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class CutColumn:
    """The column of a cut, and what some of its values are called here; nothing: in the whole alone."""

    column: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastQuestion:
    """A question of the file. Of agreement: `steps` from 1 to 5 by value, or who agrees and who does not.

    `columns` are those of it, for a ranking with the thing that each is; `agree_from` is for averages.
    """

    kind: Kind
    said: str
    text: str
    columns: tuple[tuple[str, str], ...]
    steps: Mapping[str, int] = field(default_factory=dict)
    agree: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()
    agree_from: Decimal | None = None
    blank: frozenset[str] = frozenset()
    ranks: Ranks = Ranks.CHOICES
    items: tuple[str, ...] = ()

    @property
    def stepped(self) -> bool:
        """Whether it is known how much people agree."""
        return not (self.agree or self.agree_from is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersMapping:
    """How a file of answers is read."""

    name: str
    opened: date
    closed: date
    asked: int | None
    questions: tuple[PastQuestion, ...]
    cuts: Mapping[str, CutColumn] = field(default_factory=dict)
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)
    header_rows: int = 1
    skip: int = 0
    encoding: str = "utf-8"
    floor: int = 5
    blank_where_wrong: bool = False
