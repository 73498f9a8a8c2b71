"""When somebody's next digest is due where they are, and what may be chosen."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from parley.kernel.mornings import works_on
from parley.kernel.refusals import Refused
from parley.notifications.terms.digests import Rhythm, Times

NEWS_LAST = timedelta(days=31)  # what lies further back is no news to anybody: Today and the ledger have it
LINK_LASTS = timedelta(days=365)  # a mail is kept long, and whoever wants no more of them may have an old one at hand
WEEK = range(7)


def first_times(zone: str) -> Times:
    """Give when a digest comes to whoever has not said so: once a week, on the first working day, at eight."""
    return Times(Rhythm.WEEKLY, (first_working_day(zone),))


def first_working_day(zone: str) -> int:
    """Give the weekday on which the week begins where somebody is, as `date.weekday` counts: the first after days off.

    Monday nearly everywhere, Sunday where Friday and Saturday are free.
    """
    monday = date(2024, 1, 1)
    works = [works_on(monday + timedelta(days=n), zone) for n in WEEK]
    return next(n for n in WEEK if works[n] and not works[n - 1])


def times_of(rhythm: Rhythm, weekdays: tuple[int, ...], hour: int) -> Times:
    """Give the times that somebody chose. Raises Refused for no weekday where one is needed, and for no hour."""
    if not 0 <= hour <= 23:
        raise Refused("Choose a full hour of the day, from 0 to 23.", field="hour")
    days = tuple(sorted(set(weekdays) & set(WEEK)))
    if rhythm is Rhythm.WEEKLY and len(days) != 1:
        raise Refused("Choose the one weekday on which it comes, or “on days I choose” for several.", field="weekdays")
    if rhythm is Rhythm.DAYS and not days:
        raise Refused("Choose at least one weekday, or “never”.", field="weekdays")
    return Times(rhythm, days if rhythm in (Rhythm.DAYS, Rhythm.WEEKLY) else (), hour)


def comes_on(times: Times, day: date, zone: str) -> bool:
    """Whether a digest comes on a day where somebody is."""
    if times.rhythm is Rhythm.WORKING_DAYS:
        return works_on(day, zone)
    return times.rhythm is not Rhythm.NEVER and day.weekday() in times.weekdays


def next_digest(times: Times, zone: str, *, after: datetime) -> datetime | None:
    """Give the first moment after another at which a digest is due; None for never.

    An hour that the clocks leave out on a day is the hour after it; of one that they show twice it is the first.
    """
    if times.rhythm is Rhythm.NEVER:
        return None
    here = ZoneInfo(zone)
    first = after.astimezone(here).date()
    for n in range(9):  # today may have passed, and a week later it is the same weekday
        day = first + timedelta(days=n)
        due = datetime.combine(day, time(times.hour), here)
        if comes_on(times, day, zone) and due > after:
            return due
    return None


def is_away(first: date | None, last: date | None, on: date) -> bool:
    """Whether somebody is away on a day: what is new waits for their return."""
    return bool(first and last and first <= on <= last)
