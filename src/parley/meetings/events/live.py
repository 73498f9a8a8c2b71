"""What can happen in a live room. No event says who raised a hand, who had the floor, or who wrote a note."""

from dataclasses import dataclass

from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.meetings.terms import meeting_ref
from parley.meetings.terms.live import Captured, RoundKind

LINES = {
    Captured.DECISION: "what was decided",
    Captured.ACTION: "what somebody promised",
    Captured.PARKED: "a topic for later",
    Captured.INSIGHT: "what a client said",
}


@dataclass(frozen=True, kw_only=True)
class LiveEvent(Event):
    """Something happened in the live room of a meeting."""

    meeting: int

    def about(self) -> tuple[Ref, ...]:
        """The meeting alone."""
        return (meeting_ref(self.meeting),)

    @property
    def where(self) -> str:
        """The meeting as a sentence names it."""
        return meeting_ref(self.meeting).mark


@dataclass(frozen=True, kw_only=True)
class RoomOpened(LiveEvent, kind="live.opened"):
    """The live room was opened."""

    def sentence(self) -> str:
        """Say so."""
        return f"opened the live room of {self.where}"


@dataclass(frozen=True, kw_only=True)
class ItemReached(LiveEvent, kind="live.item"):
    """The meeting went on to an item; `thing` is what the item is about, if it is no free line."""

    item: int
    thing: Ref | None

    def sentence(self) -> str:
        """Say to which."""
        return f"went on to {self.thing.mark if self.thing else 'the next item'} in {self.where}"


@dataclass(frozen=True, kw_only=True)
class TimeGiven(LiveEvent, kind="live.time"):
    """The item that is on was given more minutes."""

    minutes: int

    def sentence(self) -> str:
        """Say how many."""
        return f"gave the item that is on {self.minutes} more minutes in {self.where}"


@dataclass(frozen=True, kw_only=True)
class RoundOpened(LiveEvent, kind="live.round_opened"):
    """A round was opened."""

    round: int
    round_kind: RoundKind

    def sentence(self) -> str:
        """Say which way of hearing people it is."""
        words = {
            RoundKind.WRITTEN: "a written round without names",
            RoundKind.TURN: "a round in which everybody speaks in turn",
            RoundKind.OPEN: "the open floor",
            RoundKind.PAIRS: "a round in pairs",
            RoundKind.FOURS: "a round in fours",
        }
        return f"opened {words[self.round_kind]} in {self.where}"


@dataclass(frozen=True, kw_only=True)
class RoundClosed(LiveEvent, kind="live.round_closed"):
    """A round was closed; of its notes the ledger knows how many there are, and nothing else."""

    round: int
    notes: int
    unshown: int = 0  # notes that were so few that they were let go of

    def sentence(self) -> str:
        """Say how many notes there are."""
        if self.unshown:
            return f"closed the round in {self.where}; too few notes came in, and none was shown"
        notes = f", with {self.notes} notes" if self.notes > 1 else ", with one note" if self.notes else ""
        return f"closed the round in {self.where}{notes}"


@dataclass(frozen=True, kw_only=True)
class HandsChanged(LiveEvent, kind="live.hands"):
    """A hand went up or down. Whose is known in the room, while it runs."""

    def sentence(self) -> str:
        """Say so."""
        return f"saw a hand go up or down in {self.where}"


@dataclass(frozen=True, kw_only=True)
class FloorPassed(LiveEvent, kind="live.floor"):
    """The floor passed on. To whom is known in the room, while it runs."""

    def sentence(self) -> str:
        """Say so."""
        return f"passed the floor on in {self.where}"


@dataclass(frozen=True, kw_only=True)
class AskingChanged(LiveEvent, kind="live.asking"):
    """Somebody is asked next, or asks to be asked. Who is known in the room, while it runs."""

    def sentence(self) -> str:
        """Say so."""
        return f"saw to who is asked next in {self.where}"


@dataclass(frozen=True, kw_only=True)
class TurnsChanged(LiveEvent, kind="live.turns"):
    """In a round in turn somebody had theirs, or passed. Who is known in the room, while the round is open."""

    def sentence(self) -> str:
        """Say so."""
        return f"saw the turn go on in {self.where}"


@dataclass(frozen=True, kw_only=True)
class LineCaptured(LiveEvent, kind="live.captured"):
    """A decision, action, parked topic or insight was written down in one line; the words live where they belong."""

    captured: Captured

    def sentence(self) -> str:
        """Say what it was."""
        return f"wrote down {LINES[self.captured]} in {self.where}"


@dataclass(frozen=True, kw_only=True)
class RoomEnded(LiveEvent, kind="live.ended"):
    """The live room ended; what it knew of single people is deleted."""

    voices: int

    def sentence(self) -> str:
        """Say how many were heard."""
        heard = f"{self.voices} people were heard" if self.voices != 1 else "one person was heard"
        return f"ended the live room of {self.where}: {heard}"
