"""What can happen to presenters, the glossary, and the two questions after a meeting."""

from dataclasses import dataclass

from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.meetings.events.agenda import AgendaEvent
from parley.meetings.events.meeting import MeetingEvent
from parley.meetings.terms import meeting_ref
from parley.people.terms import person_ref


@dataclass(frozen=True, kw_only=True)
class ItemPrepared(AgendaEvent, kind="agenda.prepared"):
    """The lead of an item wrote down what they will ask."""

    def sentence(self) -> str:
        """Say of what."""
        return f"prepared {self.words} on the agenda of {meeting_ref(self.meeting).mark}"


@dataclass(frozen=True, kw_only=True)
class GuideRead(Event, kind="presenter.read_guide"):
    """Somebody read the guide for presenters."""

    person: int

    def about(self) -> tuple[Ref, ...]:
        """The person."""
        return (person_ref(self.person),)

    def sentence(self) -> str:
        """Say so."""
        return "read the guide for presenters"


@dataclass(frozen=True, kw_only=True)
class PracticePassed(Event, kind="presenter.practised"):
    """Somebody wrote a practice question of which the coach had nothing to say; its words are kept nowhere."""

    person: int
    practised: int

    def about(self) -> tuple[Ref, ...]:
        """The person."""
        return (person_ref(self.person),)

    def sentence(self) -> str:
        """Say which."""
        return f"passed practice question {self.practised}"


@dataclass(frozen=True, kw_only=True)
class AcronymEvent(Event):
    """Something happened to an acronym of the glossary."""

    acronym: str

    def about(self) -> tuple[Ref, ...]:
        """Nothing that has a page of its own."""
        return ()


@dataclass(frozen=True, kw_only=True)
class AcronymKept(AcronymEvent, kind="acronym.kept"):
    """An acronym was written down, or what it means was changed."""

    new: bool

    def sentence(self) -> str:
        """Say which."""
        if self.new:
            return f"wrote {self.acronym} into the glossary"
        return f"changed what the glossary says of {self.acronym}"


@dataclass(frozen=True, kw_only=True)
class AcronymDropped(AcronymEvent, kind="acronym.dropped"):
    """An acronym was taken out."""

    def sentence(self) -> str:
        """Say which."""
        return f"took {self.acronym} out of the glossary"


@dataclass(frozen=True, kw_only=True)
class TapsSealed(MeetingEvent, kind="meeting.taps_sealed"):
    """A week after a meeting its answers were sealed: counts that never change, or nothing when too few answered."""

    def sentence(self) -> str:
        """Say of which meeting, and not whether enough answered."""
        return f"sealed the answers to the two questions after {meeting_ref(self.meeting).mark}"
