"""What can happen to the minutes of a meeting once it was held."""

from dataclasses import dataclass

from parley.ledger.terms import Ref
from parley.meetings.events.meeting import MeetingEvent
from parley.meetings.terms import meeting_ref


@dataclass(frozen=True, kw_only=True)
class MinutesPublished(MeetingEvent, kind="meeting.minutes_published"):
    """The minutes were published: from now on they never change."""

    lines: int

    def sentence(self) -> str:
        """Say so."""
        return f"published the minutes of {meeting_ref(self.meeting).mark}"


@dataclass(frozen=True, kw_only=True)
class MinutesAddedTo(MeetingEvent, kind="meeting.minutes_added_to"):
    """Something was added to published minutes; `thing` is what it is about, where it is about one item."""

    line: int
    thing: Ref | None = None

    def about(self) -> tuple[Ref, ...]:
        """The meeting alone: whoever may see the thing need not be somebody who may read the minutes."""
        return (meeting_ref(self.meeting),)

    def sentence(self) -> str:
        """Say to which."""
        about = f" about {self.thing.mark}" if self.thing else ""
        return f"added something{about} to the minutes of {meeting_ref(self.meeting).mark}"


@dataclass(frozen=True, kw_only=True)
class MinutesSent(MeetingEvent, kind="meeting.minutes_sent"):
    """Published minutes went out by mail."""

    people: int

    def about(self) -> tuple[Ref, ...]:
        """The meeting."""
        return (meeting_ref(self.meeting),)

    def sentence(self) -> str:
        """Say to how many."""
        people = "1 person" if self.people == 1 else f"{self.people} people"
        return f"sent the minutes of {meeting_ref(self.meeting).mark} to {people}"
