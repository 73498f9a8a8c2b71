"""The words of how a group is doing."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from parley.meetings.terms import MeetingState

DOING_LOOKED_BACK = timedelta(days=365)
DOING_MEETINGS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class DueMeeting:
    """A meeting that was to be, or an extra one (`series` is None): what became of it."""

    meeting: int
    starts_at: datetime
    state: MeetingState
    minutes: int = 60
    series: int | None = None
    occurrence: date | None = None
    sitting: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """How many meetings of series were due, and what became of them; both sittings are one. Extra ones stand apart."""

    due: int
    held: int
    cancelled: int
    extra: int

    @property
    def open(self) -> int:
        """How many nobody held, cancelled or closed."""
        return self.due - self.held - self.cancelled


@dataclass(frozen=True, slots=True)
class Gap:
    """The longest time without a meeting; `until` is None when it goes on."""

    days: int
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Voices:
    """How many spoke of those present, in one meeting; None where it was not counted, or too few were there."""

    meeting: int
    starts_at: datetime
    spoke: int | None = None
    present: int | None = None
