"""What can happen to invitations, replies and feeds."""

from dataclasses import dataclass

from parley.groups.terms import area_ref
from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.meetings.events.meeting import MeetingEvent
from parley.meetings.terms import meeting_ref
from parley.meetings.terms.invitations import Coming
from parley.people.terms import person_ref


@dataclass(frozen=True, kw_only=True)
class PeopleInvited(MeetingEvent, kind="meeting.invited"):
    """Invitations were sent, sent anew with another time, or taken back."""

    new: int
    changed: int
    gone: int

    def about(self) -> tuple[Ref, ...]:
        """The meeting."""
        return (meeting_ref(self.meeting),)

    def sentence(self) -> str:
        """Say how many."""
        counts = ((self.new, "sent"), (self.changed, "changed"), (self.gone, "taken back"))
        what = ", ".join(f"{count} {word}" for count, word in counts if count)
        return f"saw to the invitations to {meeting_ref(self.meeting).mark}: {what}"


@dataclass(frozen=True, kw_only=True)
class ReplyGiven(MeetingEvent, kind="meeting.replied"):
    """Somebody said whether they come."""

    person: int
    item: int
    coming: Coming

    def about(self) -> tuple[Ref, ...]:
        """The meeting and the person."""
        return (meeting_ref(self.meeting), person_ref(self.person))

    def sentence(self) -> str:
        """Say what; everybody replies for themselves."""
        words = {Coming.YES: "comes", Coming.MAYBE: "may come", Coming.NO: "cannot come"}[self.coming]
        return f"{words} to {meeting_ref(self.meeting).mark}"


@dataclass(frozen=True, kw_only=True)
class FeedEvent(Event):
    """Something happened to the address by which calendars read somebody's meetings; `area` when of one group alone."""

    person: int
    area: int | None

    def about(self) -> tuple[Ref, ...]:
        """The person."""
        return (person_ref(self.person),)

    @property
    def words(self) -> str:
        """The feed as a sentence names it."""
        whose = person_ref(self.person).mark
        return f"{whose} with the meetings of {area_ref(self.area).mark}" if self.area else whose


@dataclass(frozen=True, kw_only=True)
class FeedMade(FeedEvent, kind="feed.made"):
    """Somebody asked for such an address, or for another in its place."""

    new: bool

    def sentence(self) -> str:
        """Say which."""
        return f"{'made a calendar address for' if self.new else 'changed the calendar address of'} {self.words}"


@dataclass(frozen=True, kw_only=True)
class FeedEnded(FeedEvent, kind="feed.ended"):
    """Such an address was ended: what read it finds nothing there."""

    def sentence(self) -> str:
        """Say so."""
        return f"ended the calendar address of {self.words}"
