"""What can happen to the items of an agenda."""

from dataclasses import dataclass

from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.meetings.terms import ItemState, meeting_ref
from parley.people.terms import person_ref


@dataclass(frozen=True, kw_only=True)
class AgendaEvent(Event):
    """Something happened to an item of an agenda; `thing` is what the item is about, if it is no free line."""

    meeting: int
    item: int
    thing: Ref | None

    def about(self) -> tuple[Ref, ...]:
        """The meeting, and the thing."""
        return (meeting_ref(self.meeting), *((self.thing,) if self.thing else ()))

    @property
    def words(self) -> str:
        """The item as a sentence names it."""
        return self.thing.mark if self.thing else "an item"


@dataclass(frozen=True, kw_only=True)
class ItemAdded(AgendaEvent, kind="agenda.added"):
    """Something was put on an agenda."""

    def sentence(self) -> str:
        """Say what and where."""
        return f"put {self.words} on the agenda of {meeting_ref(self.meeting).mark}"


@dataclass(frozen=True, kw_only=True)
class ItemCarriedOver(AgendaEvent, kind="agenda.carried_over"):
    """An item that was not reached came onto the next agenda."""

    from_meeting: int

    def sentence(self) -> str:
        """Say from where to where."""
        return (
            f"carried {self.words} over from {meeting_ref(self.from_meeting).mark} to {meeting_ref(self.meeting).mark}"
        )


@dataclass(frozen=True, kw_only=True)
class ItemChanged(AgendaEvent, kind="agenda.changed"):
    """An item's purpose, time box, why, lead or place changed."""

    fields: tuple[str, ...]

    def sentence(self) -> str:
        """Say which."""
        return (
            f"changed the {' and '.join(self.fields)} of {self.words} on the agenda of {meeting_ref(self.meeting).mark}"
        )


@dataclass(frozen=True, kw_only=True)
class ItemDropped(AgendaEvent, kind="agenda.dropped"):
    """An item was taken off an agenda."""

    def sentence(self) -> str:
        """Say which."""
        return f"took {self.words} off the agenda of {meeting_ref(self.meeting).mark}"


@dataclass(frozen=True, kw_only=True)
class ItemMarked(AgendaEvent, kind="agenda.marked"):
    """An item was reached, or not after all."""

    state: ItemState

    def sentence(self) -> str:
        """Say which."""
        word = "reached" if self.state is ItemState.DONE else "not reached"
        return f"marked {self.words} as {word} in {meeting_ref(self.meeting).mark}"


@dataclass(frozen=True, kw_only=True)
class NotesWritten(AgendaEvent, kind="agenda.notes_written"):
    """Minutes of an item were written; their text lives in the item."""

    def about(self) -> tuple[Ref, ...]:
        """The meeting alone: a thing's history says once that it was discussed."""
        return (meeting_ref(self.meeting),)

    def sentence(self) -> str:
        """Say of which item."""
        return f"wrote the minutes of {self.words} in {meeting_ref(self.meeting).mark}"


@dataclass(frozen=True, kw_only=True)
class PersonCalledIn(AgendaEvent, kind="agenda.called_in"):
    """Somebody on call was asked to come for one item, or no longer."""

    person: int
    called: bool = True

    def about(self) -> tuple[Ref, ...]:
        """The meeting and the person."""
        return (meeting_ref(self.meeting), person_ref(self.person))

    def sentence(self) -> str:
        """Say who for what."""
        person, where = person_ref(self.person).mark, meeting_ref(self.meeting).mark
        if not self.called:
            return f"no longer needs {person} for {self.words} in {where}"
        return f"called {person} in for {self.words} in {where}"
