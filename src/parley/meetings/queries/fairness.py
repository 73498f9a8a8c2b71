"""Who came and comes to the sittings of a series, and for how long: what fairness is reckoned from."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from django.db.models import Value

from parley.meetings.models import Meeting, MeetingRegion, Series, SittingRegion
from parley.meetings.queries.seats import by_meeting
from parley.meetings.terms import MeetingState, Occurrence
from parley.meetings.terms.doing import DueMeeting
from parley.meetings.terms.hours import Met

Seats = Mapping[int, frozenset[int]]  # by meeting, the regions of the second sitting of its day
SERIES = 0  # no meeting's key: the series' own


def last_met(series: Series, at: datetime, days: int) -> list[DueMeeting]:
    """The last meetings of a series that people were told of, of so many days, the latest first. One query."""
    told = (MeetingState.HELD, MeetingState.PUBLISHED)
    gone = Meeting.objects.filter(series=series, starts_at__lt=at, state__in=told).order_by("-starts_at")
    found: dict[date | None, list[DueMeeting]] = {}
    for each in gone[: 2 * days]:
        if each.occurrence in found or len(found) < days:
            met = DueMeeting(meeting=each.pk, starts_at=each.starts_at, state=each.state, minutes=each.minutes,
                             series=series.pk, occurrence=each.occurrence, sitting=each.sitting)  # fmt: skip
            found.setdefault(each.occurrence, []).append(met)
    return [each for meetings in found.values() for each in meetings]


def seats_of(series: Series, meetings: Collection[int]) -> Seats:
    """Give `second_regions_on`, and under the key SERIES those of the second sitting from now on. One query."""
    now = SittingRegion.objects.filter(series=series).values_list(Value(SERIES), "region")
    there = MeetingRegion.objects.filter(meeting__in=meetings).values_list("meeting", "region")
    return by_meeting(now.union(there))


def met_ahead(series: Series, ahead: Iterable[Meeting], moments: Iterable[Occurrence], seats: Seats) -> list[Met]:
    """Say of coming moments of a series whose they are, and for how long; `ahead` are its `rows_ahead`."""
    rows = {(each.occurrence, each.sitting): each for each in ahead}
    found = []
    for each in moments:
        row = rows.get((each.day, each.sitting))
        second = seats.get(row.pk if row else SERIES, frozenset())
        found.append(Met(each.starts_at, row.minutes if row else series.minutes, each.sitting, second))
    return found
