"""What can happen to a meeting."""

from dataclasses import dataclass
from datetime import datetime

from parley.groups.terms import area_ref
from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.meetings.terms import meeting_ref
from parley.people.terms import person_ref


@dataclass(frozen=True, kw_only=True)
class MeetingEvent(Event):
    """Something happened to a meeting."""

    meeting: int
    area: int

    def about(self) -> tuple[Ref, ...]:
        """The meeting and its group."""
        return (meeting_ref(self.meeting), area_ref(self.area))


@dataclass(frozen=True, kw_only=True)
class MeetingPlanned(MeetingEvent, kind="meeting.planned"):
    """A meeting of its own was planned, outside any series."""

    def sentence(self) -> str:
        """Say so."""
        return f"planned {meeting_ref(self.meeting).mark}"


@dataclass(frozen=True, kw_only=True)
class MeetingPublished(MeetingEvent, kind="meeting.published"):
    """The agenda was published: from now on people are told."""

    items: int

    def sentence(self) -> str:
        """Say so; how many items it has is not for those who are called in for one."""
        return f"published the agenda of {meeting_ref(self.meeting).mark}"


@dataclass(frozen=True, kw_only=True)
class MeetingMoved(MeetingEvent, kind="meeting.moved"):
    """A meeting was moved; `told` when people knew of it."""

    before: datetime
    after: datetime
    told: bool

    def sentence(self) -> str:
        """Say from when to when, in UTC, since the reader's zone is not known here."""
        return f"moved {meeting_ref(self.meeting).mark} from {_moment(self.before)} to {_moment(self.after)}"


def _moment(moment: datetime) -> str:
    return f"{moment:%a} {moment.day} {moment:%b %Y %H:%M} UTC"


@dataclass(frozen=True, kw_only=True)
class MeetingCancelled(MeetingEvent, kind="meeting.cancelled"):
    """A meeting will not be held; the reason is told to those invited, when they knew of it."""

    told: bool

    def sentence(self) -> str:
        """Say so."""
        return f"cancelled {meeting_ref(self.meeting).mark}"


@dataclass(frozen=True, kw_only=True)
class MeetingHeld(MeetingEvent, kind="meeting.held"):
    """A meeting was held and closed."""

    discussed: int
    carried: int

    def sentence(self) -> str:
        """Say what was reached."""
        rest = f", {self.carried} carried over to the next meeting" if self.carried else ""
        return f"closed {meeting_ref(self.meeting).mark}: {self.discussed} discussed{rest}"


@dataclass(frozen=True, kw_only=True)
class ItemDiscussed(Event, kind="meeting.item_discussed"):
    """A topic, initiative or decision was discussed in a meeting; it belongs to that thing's history."""

    meeting: int
    thing: Ref

    def about(self) -> tuple[Ref, ...]:
        """The thing alone: the meeting's own history says so once for all of them."""
        return (self.thing,)

    def sentence(self) -> str:
        """Say where."""
        return f"noted that the group discussed {self.thing.mark} in {meeting_ref(self.meeting).mark}"


@dataclass(frozen=True, kw_only=True)
class NoteTakerNamed(MeetingEvent, kind="meeting.note_taker"):
    """Somebody takes the notes, or nobody for now."""

    person: int | None

    def about(self) -> tuple[Ref, ...]:
        """The meeting and the person."""
        return (meeting_ref(self.meeting), *((person_ref(self.person),) if self.person else ()))

    def sentence(self) -> str:
        """Say who."""
        if self.person is None:
            return f"left {meeting_ref(self.meeting).mark} without anybody to take the notes for now"
        return f"named {person_ref(self.person).mark} to take the notes of {meeting_ref(self.meeting).mark}"


@dataclass(frozen=True, kw_only=True)
class AttendanceNoted(MeetingEvent, kind="meeting.attendance"):
    """Who came was written down; the names are in the rows."""

    present: int
    apologies: int
    absent: int

    def about(self) -> tuple[Ref, ...]:
        """The meeting."""
        return (meeting_ref(self.meeting),)

    def sentence(self) -> str:
        """Say how many."""
        counts = f"{self.present} present, {self.apologies} with apologies, {self.absent} absent"
        return f"noted attendance of {meeting_ref(self.meeting).mark}: {counts}"
