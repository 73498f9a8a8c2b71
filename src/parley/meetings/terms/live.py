"""The words of the live room: rounds, hands, the floor, who to ask next, and what is written down in one line."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from parley.people.terms import Side

NOTE = "note"  # what marks of browsers are made with, so that those of notes are of notes alone


class RoundKind(StrEnum):
    """A way of hearing people."""

    WRITTEN = "written"  # everybody writes first, without names
    TURN = "turn"  # everybody says something in turn, or passes
    OPEN = "open"  # the open floor
    PAIRS = "pairs"  # two talk with each other, in a large meeting
    FOURS = "fours"  # two pairs tell each other


class Captured(StrEnum):
    """What somebody wrote down in one line while the meeting was on."""

    DECISION = "decision"
    ACTION = "action"
    PARKED = "parked"
    INSIGHT = "insight"


class Part(StrEnum):
    """A part of the live room's page; each is fetched anew by itself when what it shows has changed."""

    NOW = "now"  # the item, its clock, which round it is in
    ROUND = "round"  # what the round asks of everybody
    FLOOR = "floor"  # who speaks, hands, how the talk is shared
    ASKING = "asking"  # whom to ask next: facilitators alone
    MINE = "mine"  # what concerns only whoever looks: asked next, asks to be asked
    WRITTEN = "written"  # notes and lines written down


class Why(StrEnum):
    """Why somebody is worth asking next, the most telling first."""

    ASKS = "asks"  # asked to be asked
    CALLED = "called"  # is here for this item
    CLIENT = "client"  # looks after a client who asks for it
    REGION = "region"  # it concerns their region
    QUIET = "quiet"  # the minutes of the last two meetings hold nothing of theirs
    UNHEARD = "unheard"  # has not had the floor on this item


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomFacts:
    """What rules about a running room need."""

    area: int
    running: bool
    ended: bool = False
    item: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFacts:
    """What rules about a round need."""

    kind: RoundKind
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody in the room, with what is known of them for the length of the meeting."""

    person: int
    name: str
    side: Side
    here: bool = True
    in_room: bool = False
    asks: bool = False
    called: bool = False
    client: bool = False
    region: bool = False
    quiet: bool = False
    heard: bool = False
    next: bool = False


@dataclass(frozen=True, slots=True)
class AskNext:
    """Somebody to ask next, and every reason for it."""

    person: int
    whys: tuple[Why, ...]
    next: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """How much of an item's time is left at a moment."""

    ends_at: datetime
    left: timedelta  # negative when it is over

    @property
    def over(self) -> bool:
        """Whether the time has passed."""
        return self.left < timedelta(0)

    @property
    def minutes(self) -> int:
        """Whole minutes that are left, or by which it is over, rounded up."""
        seconds = abs(int(self.left.total_seconds()))
        return -(-seconds // 60)


@dataclass(frozen=True, slots=True)
class Sharing:
    """How many have had the floor, and how its time is shared by side; seconds are None below five voices."""

    voices: int
    here: int
    seconds: dict[Side, int] | None
