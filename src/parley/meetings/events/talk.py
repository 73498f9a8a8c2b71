"""What can happen to how talk was shared in a meeting."""

from dataclasses import dataclass

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
