"""What can happen to a group's series."""

from dataclasses import dataclass
from datetime import date

from parley.groups.terms import area_ref
from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.meetings.terms import meeting_ref, series_ref


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"


@dataclass(frozen=True, kw_only=True)
class SeriesEvent(Event):
    """Something happened to a series, and by it to `meetings`: made, put right or dropped."""

    series: int
    area: int
    meetings: tuple[int, ...] = ()

    def about(self) -> tuple[Ref, ...]:
        """The series, its group and the meetings, so that each is found from then on, or no longer."""
        return (series_ref(self.series), area_ref(self.area), *map(meeting_ref, self.meetings))


@dataclass(frozen=True, kw_only=True)
class SeriesKept(SeriesEvent, kind="series.kept"):
    """A group's standing meeting began or changed."""

    new: bool

    def sentence(self) -> str:
        """Say which."""
        return f"{'set' if self.new else 'changed'} when {area_ref(self.area).mark} meets"


@dataclass(frozen=True, kw_only=True)
class FirstWeekNamed(SeriesEvent, kind="series.first_week_named"):
    """Somebody said in which week a series starts."""

    day: date

    def sentence(self) -> str:
        """Say which."""
        return f"said that a series of {area_ref(self.area).mark} starts on {_day(self.day)}"


@dataclass(frozen=True, kw_only=True)
class SeriesEnded(SeriesEvent, kind="series.ended"):
    """A group's standing meeting meets no more after a day."""

    day: date

    def sentence(self) -> str:
        """Say from when."""
        return f"ended a series of {area_ref(self.area).mark} after {_day(self.day)}"


@dataclass(frozen=True, kw_only=True)
class SeriesPlanned(SeriesEvent, kind="series.planned"):
    """A series' next meetings were made, or its unpublished ones were put right."""

    made: int
    changed: int = 0
    dropped: int = 0

    def sentence(self) -> str:
        """Say how many."""
        counts = ((self.made, "made"), (self.changed, "changed"), (self.dropped, "dropped"))
        what = ", ".join(f"{count} {word}" for count, word in counts if count)
        return f"planned the next meetings of {area_ref(self.area).mark}: {what}"


@dataclass(frozen=True, kw_only=True)
class SeriesTakenIn(Event, kind="series.taken_in"):
    """When groups meet came in, or changed, by one import."""

    batch: int
    added: int
    changed: int

    def about(self) -> tuple[Ref, ...]:
        """The import."""
        return (Ref("batch", self.batch),)

    def sentence(self) -> str:
        """Say how many."""
        return f"took in {self.added} series of meetings and changed {self.changed}"
