"""What can happen to an action point."""

from dataclasses import dataclass
from datetime import date

from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.meetings.terms import action_point_ref, meeting_ref
from parley.people.terms import person_ref


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"


@dataclass(frozen=True, kw_only=True)
class PointEvent(Event):
    """Something happened to an action point."""

    point: int
    area: int
    meeting: int | None
    owner: int

    def about(self) -> tuple[Ref, ...]:
        """The action point, its meeting, and whoever promised it."""
        meeting = (meeting_ref(self.meeting),) if self.meeting else ()
        return (action_point_ref(self.point), *meeting, person_ref(self.owner))


@dataclass(frozen=True, kw_only=True)
class PointPromised(PointEvent, kind="action_point.promised"):
    """Somebody promised something by a date."""

    due_on: date

    def sentence(self) -> str:
        """Say who and by when."""
        where = f" in {meeting_ref(self.meeting).mark}" if self.meeting else ""
        return f"noted what {person_ref(self.owner).mark} promised{where} by {_day(self.due_on)}"


@dataclass(frozen=True, kw_only=True)
class PointFinished(PointEvent, kind="action_point.finished"):
    """What was promised is done."""

    def sentence(self) -> str:
        """Say so."""
        return f"marked as done what {person_ref(self.owner).mark} promised"


@dataclass(frozen=True, kw_only=True)
class PointReopened(PointEvent, kind="action_point.reopened"):
    """What was promised is not done after all."""

    def sentence(self) -> str:
        """Say so."""
        return f"took back that what {person_ref(self.owner).mark} promised is done"


@dataclass(frozen=True, kw_only=True)
class PointDropped(PointEvent, kind="action_point.dropped"):
    """What was promised will not be done, for a reason."""

    def sentence(self) -> str:
        """Say so."""
        return f"let go of what {person_ref(self.owner).mark} promised"


@dataclass(frozen=True, kw_only=True)
class PointHandedOver(PointEvent, kind="action_point.handed_over"):
    """Somebody else keeps what was promised; `owner` is who does now."""

    before: int

    def about(self) -> tuple[Ref, ...]:
        """The action point, its meeting, and both people."""
        return (*super().about(), person_ref(self.before))

    def sentence(self) -> str:
        """Say from whom to whom."""
        return f"handed what {person_ref(self.before).mark} promised to {person_ref(self.owner).mark}"


@dataclass(frozen=True, kw_only=True)
class PointRehomed(PointEvent, kind="action_point.rehomed"):
    """What was promised belongs to another group, as its own was dissolved; `area` is that group."""

    before: int

    def about(self) -> tuple[Ref, ...]:
        """The action point, its meeting, whoever promised it, and both areas."""
        return (*super().about(), Ref("area", self.before), Ref("area", self.area))

    def sentence(self) -> str:
        """Say from where to where."""
        areas = f"from {Ref('area', self.before).mark} to {Ref('area', self.area).mark}"
        return f"moved what {person_ref(self.owner).mark} promised {areas}"
