"""Which coming meetings fall on somebody's holiday, as lists and a meeting's own page say it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from parley.meetings.models import Meeting
from parley.meetings.queries.hours import holidays_between, places_of
from parley.meetings.queries.seats import second_regions_on
from parley.meetings.rules.holidays import clash_of
from parley.meetings.terms import STILL_TO_COME
from parley.meetings.terms.hours import HolidayClash, HolidayFacts, Place
from parley.people.models import Person

NEAR = timedelta(days=8)  # in which a meeting may move


def clash_for(meeting: Meeting, people: Iterable[Person], at: datetime) -> HolidayClash | None:
    """Say on whose holiday a meeting falls of those who are invited to it. One query, none for one that is over."""
    if not _is_asked_about(meeting, at):
        return None
    places = Counter((each.region_id, each.time_zone) for each in people)
    here = [Place(region, zone, count) for (region, zone), count in places.items()]
    return _clash(meeting, here, _around([meeting]), at)


def clashes_among(meetings: Sequence[Meeting], area: int, at: datetime) -> dict[int, HolidayClash]:
    """Give those of some meetings of a group that fall on a holiday, by key. One query; three when there are any."""
    coming = [each for each in meetings if _is_asked_about(each, at)]
    days = _around(coming) if coming else []
    if not days:
        return {}
    places, seats = places_of(area), second_regions_on([each.pk for each in coming])
    found = {}
    for each in coming:
        second = seats.get(each.pk, frozenset())
        mine = [place for place in places if (place.region in second) == (each.sitting == 2)]
        if clash := _clash(each, mine, days, at):
            found[each.pk] = clash
    return found


def _is_asked_about(meeting: Meeting, at: datetime) -> bool:
    return meeting.state in STILL_TO_COME and meeting.starts_at > at and not meeting.held_anyway


def _around(meetings: Sequence[Meeting]) -> list[HolidayFacts]:
    starts = [each.starts_at for each in meetings]
    return holidays_between((min(starts) - NEAR).date(), (max(starts) + NEAR).date())


def _clash(
    meeting: Meeting, places: Sequence[Place], days: Sequence[HolidayFacts], at: datetime
) -> HolidayClash | None:
    taken = [meeting.starts_at.astimezone(ZoneInfo(meeting.time_zone)).date()]
    return clash_of(meeting.starts_at, places, days, taken, zone=meeting.time_zone, at=at)
