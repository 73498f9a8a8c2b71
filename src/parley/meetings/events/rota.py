"""What can happen to who runs which meeting."""

from dataclasses import dataclass

from parley.groups.terms import area_ref
from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.meetings.events.meeting import MeetingEvent
from parley.meetings.terms import meeting_ref
from parley.people.terms import person_ref


@dataclass(frozen=True, kw_only=True)
class RotaDrawn(Event, kind="rota.drawn"):
    """It was drawn up who runs meetings that are some weeks ahead."""

    area: int
    meetings: int

    def about(self) -> tuple[Ref, ...]:
        """The group."""
        return (area_ref(self.area),)

    def sentence(self) -> str:
        """Say of how many."""
        meetings = "1 later meeting" if self.meetings == 1 else f"{self.meetings} later meetings"
        return f"drew up who runs {meetings} of {area_ref(self.area).mark}"


@dataclass(frozen=True, kw_only=True)
class RunProposed(MeetingEvent, kind="meeting.run_proposed"):
    """Whose turn a meeting is was told to them; `before` knew that they would run it. Nobody: all are away."""

    person: int | None
    before: int | None = None

    def about(self) -> tuple[Ref, ...]:
        """The meeting and whoever runs it now."""
        return (meeting_ref(self.meeting), *((person_ref(self.person),) if self.person else ()))

    def sentence(self) -> str:
        """Say who."""
        meeting = meeting_ref(self.meeting).mark
        if self.person is None:
            return f"found no facilitator who is here to run {meeting}"
        instead = f" instead of {person_ref(self.before).mark}" if self.before else ""
        return f"proposed that {person_ref(self.person).mark} runs {meeting}{instead}"


@dataclass(frozen=True, kw_only=True)
class RunAsked(MeetingEvent, kind="meeting.run_asked"):
    """Somebody was asked to run a meeting, perhaps in exchange for one of theirs."""

    person: int
    in_return: int | None = None

    def about(self) -> tuple[Ref, ...]:
        """The meeting and whoever was asked."""
        return (meeting_ref(self.meeting), person_ref(self.person))

    def sentence(self) -> str:
        """Say whom."""
        swap = f" in exchange for {meeting_ref(self.in_return).mark}" if self.in_return else ""
        return f"asked {person_ref(self.person).mark} to run {meeting_ref(self.meeting).mark}{swap}"


@dataclass(frozen=True, kw_only=True)
class RunTaken(MeetingEvent, kind="meeting.run_taken"):
    """Somebody took a meeting on: `before` would have run it, `asked_by` asked them to."""

    person: int
    before: int | None = None
    asked_by: int | None = None
    in_return: int | None = None
    substitute: bool = False

    def about(self) -> tuple[Ref, ...]:
        """The meeting, whoever runs it now, would have, and asked."""
        people = dict.fromkeys(key for key in (self.person, self.before, self.asked_by) if key)
        return (meeting_ref(self.meeting), *(person_ref(key) for key in people))

    def sentence(self) -> str:
        """Say instead of whom, and as what."""
        meeting = meeting_ref(self.meeting).mark
        before = person_ref(self.before).mark if self.before else ""
        if self.asked_by is None:
            return f"took {meeting} over from {before}" if before else f"took on to run {meeting}"
        as_what = " as a substitute" if self.substitute else ""
        instead = f" instead of {before}" if before else ""
        swap = f", in exchange for {meeting_ref(self.in_return).mark}" if self.in_return else ""
        return f"agreed to run {meeting}{as_what}{instead}{swap}"


@dataclass(frozen=True, kw_only=True)
class RunDeclined(MeetingEvent, kind="meeting.run_declined"):
    """Somebody who was asked to run a meeting cannot."""

    asked_by: int

    def about(self) -> tuple[Ref, ...]:
        """The meeting and whoever asked."""
        return (meeting_ref(self.meeting), person_ref(self.asked_by))

    def sentence(self) -> str:
        """Say so; why is nobody's business."""
        return f"cannot run {meeting_ref(self.meeting).mark}, for which {person_ref(self.asked_by).mark} asked"


@dataclass(frozen=True, kw_only=True)
class RunNoted(MeetingEvent, kind="meeting.run_noted"):
    """It was noted who ran a meeting; `before` was to run it, if anybody."""

    person: int
    before: int | None = None

    def about(self) -> tuple[Ref, ...]:
        """The meeting, its group, whoever ran it and was to."""
        people = dict.fromkeys(key for key in (self.person, self.before) if key)
        return (meeting_ref(self.meeting), area_ref(self.area), *(person_ref(key) for key in people))

    def sentence(self) -> str:
        """Say who did, and instead of whom."""
        instead = f" instead of {person_ref(self.before).mark}" if self.before and self.before != self.person else ""
        return f"noted that {person_ref(self.person).mark} ran {meeting_ref(self.meeting).mark}{instead}"
