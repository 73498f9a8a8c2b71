"""What can happen to the company's holidays and its table of inconvenience, and to meetings on holidays."""

from dataclasses import dataclass
from datetime import date

from parley.groups.terms import area_ref
from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.meetings.terms import meeting_ref


@dataclass(frozen=True, kw_only=True)
class CompanyDays(Event):
    """Something of the whole company, without a page of its own."""

    def about(self) -> tuple[Ref, ...]:
        """Nothing that has a page of its own."""
        return ()


@dataclass(frozen=True, kw_only=True)
class HourCostsKept(CompanyDays, kind="hours.costs_kept"):
    """Product operations said what each half hour of the day costs."""

    halves: tuple[int, ...]
    weekend: int

    def sentence(self) -> str:
        """Say so."""
        return f"said what each hour of the day costs whoever meets then; at weekends at least {self.weekend} points"


@dataclass(frozen=True, kw_only=True)
class HolidayKept(CompanyDays, kind="holiday.kept"):
    """A holiday was written down."""

    day: date
    region: int | None

    def sentence(self) -> str:
        """Say the day."""
        where = f" in [region:{self.region}]" if self.region else ""
        return f"wrote down a holiday{where}: {self.day:%a} {self.day.day} {self.day:%b %Y}"


@dataclass(frozen=True, kw_only=True)
class HolidayDropped(CompanyDays, kind="holiday.dropped"):
    """A holiday is none any more; entries of earlier versions name no region."""

    day: date
    region: int | None = None

    def sentence(self) -> str:
        """Say the day, and where."""
        where = f" in [region:{self.region}]" if self.region else ""
        return f"took a holiday back{where}: {self.day:%a} {self.day.day} {self.day:%b %Y}"


@dataclass(frozen=True, kw_only=True)
class HolidaysTakenIn(CompanyDays, kind="holiday.taken_in"):
    """Holidays came from a file."""

    added: int
    same: int
    changed: int = 0

    def sentence(self) -> str:
        """Say how many."""
        changed = f", changed {self.changed}" if self.changed else ""
        return f"took {self.added} holidays from a file{changed}, and found {self.same} that were there"


@dataclass(frozen=True, kw_only=True)
class HeldOnHoliday(Event, kind="meeting.held_on_holiday"):
    """A meeting that falls on a holiday is held all the same."""

    meeting: int
    area: int

    def about(self) -> tuple[Ref, ...]:
        """The meeting and its group."""
        return (meeting_ref(self.meeting), area_ref(self.area))

    def sentence(self) -> str:
        """Say so."""
        return f"said that {meeting_ref(self.meeting).mark} is held although it is on a holiday"
