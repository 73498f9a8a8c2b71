"""The words of search: what can be found, and how a find is shown."""

from dataclasses import dataclass
from enum import StrEnum

from parley.ledger.terms import Ref


class Kind(StrEnum):
    """What the index holds, in the order in which kinds of one rank are shown."""

    INITIATIVE = "initiative"
    TOPIC = "topic"
    DECISION = "decision"
    CLIENT = "client"
    INSIGHT = "insight"
    AREA = "area"
    PERSON = "person"
    MEETING = "meeting"
    AGENDA_ITEM = "agenda_item"


ON_PAGE: dict[str, tuple[Kind, ...]] = {  # what is found on the page of a thing
    **{kind.value: (kind,) for kind in Kind if kind is not Kind.AGENDA_ITEM},
    "meeting": (Kind.MEETING, Kind.AGENDA_ITEM),
}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """One thing that was found: its page, its title, and the words around what was sought."""

    ref: Ref
    page: Ref
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
