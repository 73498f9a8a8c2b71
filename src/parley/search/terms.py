"""The words of search: what can be found, and how a find is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from parley.ledger.terms import Ref


class Kind(StrEnum):
    """What the index holds, in the order in which kinds of one rank are shown."""

    INITIATIVE = "initiative"
    TOPIC = "topic"
    DECISION = "decision"
    EFFECT = "effect"  # what an option of a decision changes, on an initiative that fewer people may see
    TRIAL = "trial"
    CLIENT = "client"
    INSIGHT = "insight"
    AREA = "area"
    PERSON = "person"
    MEETING = "meeting"
    AGENDA_ITEM = "agenda_item"
    ACTION_POINT = "action_point"
    COMMENT = "comment"


ON_PAGE: dict[str, tuple[Kind, ...]] = {  # what is read anew when a thing has changed
    **{kind.value: (kind,) for kind in Kind if kind not in {Kind.EFFECT, Kind.AGENDA_ITEM, Kind.COMMENT}},
    "decision": (Kind.DECISION, Kind.EFFECT),
    "meeting": (Kind.MEETING, Kind.AGENDA_ITEM),
    "thread": (Kind.COMMENT,),
}


DECIDED = "ꙮdecision"
"""A word that every decision holds and nobody types: what holds it and another word is found without reading all that
holds the other. See docs/decisions/0030."""


@dataclass(frozen=True, slots=True)
class Sought:
    """One word of a question: its pieces stand side by side, and the last may be the beginning of a longer one."""

    pieces: tuple[str, ...]
    begun: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text that was sought, or that stands between."""

    text: str
    sought: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word of a question that may be misspelt, the words around it, and what it could be: one letter away."""

    before: tuple[str, ...]
    word: str
    after: tuple[str, ...]
    spellings: frozenset[str]

    @property
    def others(self) -> str:
        """The words that are not in doubt."""
        return " ".join((*self.before, *self.after))

    def spelt(self, spelling: str) -> str:
        """Write the question with another spelling of the word."""
        return " ".join((*self.before, spelling, *self.after))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What tells a thing from its like: on which page it is, whose or where it is, when it was, how far it is."""

    page: Ref | None = None  # None for what was promised in a meeting that its owner does not see
    title: str = ""  # of that page, when it is another thing's
    whose: str = ""  # the name of its group, client, author, owner, function or region
    at: datetime | date | None = None
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """One thing that was found: its title, the words around what was sought, and how it stands."""

    ref: Ref
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    standing: Standing

    @property
    def page(self) -> Ref | None:
        """On whose page it is."""
        return self.standing.page


@dataclass(frozen=True, slots=True)
class Found:
    """The best finds of each group of kinds, best first, and how many each group has; `whole` when all were counted."""

    finds: tuple[Find, ...]
    counts: Mapping[tuple[Kind, ...], int]
    whole: bool

    def count(self, kinds: tuple[Kind, ...]) -> int | None:
        """How many there are of a group; None when not all were counted."""
        return self.counts.get(kinds, 0) if self.whole else None
