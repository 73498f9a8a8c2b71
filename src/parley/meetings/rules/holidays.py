"""What to do with a meeting that falls on a holiday."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from parley.meetings.rules.rhythm import begins_at
from parley.meetings.terms.hours import HolidayClash, HolidayFacts, OnHoliday, Place

NEAR = 6  # days, within which a meeting on a holiday may move
HALF = 0.5  # of those who come: when so many are off, the meeting is skipped or moved


def clash_of(
    starts_at: datetime,
    places: Sequence[Place],
    holidays: Iterable[HolidayFacts],
    taken: Collection[date],
    *,
    zone: str,
    at: datetime,
) -> HolidayClash | None:
    """Say on whose holiday a meeting falls, on the day it is there, and what is best done; None when on nobody's.

    When half of those who come are off, it moves to the nearest day on which all work and the series does not meet
    (`taken` are its days), at the same hour in the meeting's own `zone` and after `at`; where there is none it is
    skipped. With fewer off it is held, and they read the minutes.
    """
    given = list(holidays)
    found, off = _off(starts_at, places, given)
    people = sum(each.people for each in places)
    if not found or not off:
        return None
    better = next((each for each in _near(starts_at, zone, at) if _suits(each, zone, places, given, taken)), None)
    many = off >= HALF * people
    proposed = OnHoliday.HOLD if not many else OnHoliday.MOVE if better else OnHoliday.SKIP
    return HolidayClash(tuple(found), off, people, proposed, better)


def _near(starts_at: datetime, zone: str, at: datetime) -> Iterator[datetime]:
    """Yield the moments after `at` at which a meeting has the same hour in its zone, on days near its own."""
    local = starts_at.astimezone(ZoneInfo(zone))
    for apart in sorted((n for n in range(-NEAR, NEAR + 1) if n), key=lambda n: (abs(n), n < 0)):
        moved = begins_at(local.date() + timedelta(days=apart), local.time(), zone)
        if moved > at:
            yield moved


def _suits(
    moved: datetime, zone: str, places: Sequence[Place], holidays: Sequence[HolidayFacts], taken: Collection[date]
) -> bool:
    """Whether everybody works then, on the day it is where they are, and the series does not meet that day."""
    days = {moved.astimezone(ZoneInfo(each)).date() for each in (zone, *(place.zone for place in places))}
    return all(day.weekday() < 5 for day in days) and not days & set(taken) and not _off(moved, places, holidays)[1]


def _off(
    starts_at: datetime, places: Sequence[Place], holidays: Sequence[HolidayFacts]
) -> tuple[list[HolidayFacts], int]:
    found: dict[HolidayFacts, None] = {}
    off = 0
    for place in places:
        day = starts_at.astimezone(ZoneInfo(place.zone)).date()
        theirs = [each for each in holidays if each.day == day and each.region in (None, place.region)]
        off += place.people if theirs else 0
        found |= dict.fromkeys(theirs)
    return list(found), off
