"""What can happen to how talk was shared in a meeting."""

from dataclasses import dataclass

from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.meetings.events.meeting import MeetingEvent
from parley.meetings.terms import meeting_ref


@dataclass(frozen=True, kw_only=True)
class TalkCounted(MeetingEvent, kind="meeting.talk_counted"):
    """How talk was shared was counted from a transcript, which was not kept."""

    turns: int

    def about(self) -> tuple[Ref, ...]:
        """The meeting."""
        return (meeting_ref(self.meeting),)

    def sentence(self) -> str:
        """Say so."""
        return f"counted how talk was shared in {meeting_ref(self.meeting).mark}: {self.turns} turns"


@dataclass(frozen=True, kw_only=True)
class TalkForgotten(MeetingEvent, kind="meeting.talk_forgotten"):
    """The figures of a meeting’s talk were let go."""

    def about(self) -> tuple[Ref, ...]:
        """The meeting."""
        return (meeting_ref(self.meeting),)

    def sentence(self) -> str:
        """Say so."""
        return f"let go of how talk was shared in {meeting_ref(self.meeting).mark}"


@dataclass(frozen=True, kw_only=True)
class TranscriptKept(MeetingEvent, kind="meeting.transcript_kept"):
    """The transcript of a meeting is kept, since the group's charter says so."""

    days: int

    def about(self) -> tuple[Ref, ...]:
        """The meeting."""
        return (meeting_ref(self.meeting),)

    def sentence(self) -> str:
        """Say for how long."""
        days = f"{self.days} days" if self.days != 1 else "a day"
        return f"kept the transcript of {meeting_ref(self.meeting).mark} for {days}, as the group’s charter says"


@dataclass(frozen=True, kw_only=True)
class TranscriptDeleted(MeetingEvent, kind="meeting.transcript_deleted"):
    """The transcript of a meeting was deleted."""

    def about(self) -> tuple[Ref, ...]:
        """The meeting."""
        return (meeting_ref(self.meeting),)

    def sentence(self) -> str:
        """Say so."""
        return f"deleted the transcript of {meeting_ref(self.meeting).mark}"


@dataclass(frozen=True, kw_only=True)
class SharesForgotten(Event, kind="meeting.shares_forgotten"):
    """What single people had of the talk of meetings was forgotten, a month after it was counted."""

    meetings: int

    def about(self) -> tuple[Ref, ...]:
        """Nothing: it would tell who had spoken where."""
        return ()

    def sentence(self) -> str:
        """Say of how many meetings."""
        which = "a meeting" if self.meetings == 1 else f"{self.meetings} meetings"
        return f"forgot how much each had spoken in {which}"
