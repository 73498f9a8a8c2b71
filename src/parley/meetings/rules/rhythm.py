"""When a series meets: reading RFC 5545 rules, and turning local days and hours into moments through clock changes."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

from parley.kernel.refusals import Refused
from parley.kernel.spans import FIRST_YEAR, LAST_YEAR
from parley.meetings.terms import WEEKDAYS, Frequency, Occurrence, Rhythm, SeriesFacts
from parley.meetings.terms.hours import SeriesHour

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NTH = {Frequency.FIRST: 1, Frequency.SECOND: 2, Frequency.THIRD: 3, Frequency.FOURTH: 4, Frequency.LAST: -1}
WEEKS = {Frequency.WEEKLY: 1, Frequency.FORTNIGHTLY: 2, Frequency.FOUR_WEEKLY: 4}
KNOWN = {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "WKST"}
INSTEAD = "Choose weekly, every other week, every four weeks, or a weekday of each month."
FARTHEST = timedelta(days=5 * 366)


def make_rule(frequency: Frequency, day: int) -> str:
    """Make the RFC 5545 rule of a choice in the form; `day` is 0 for Monday to 6 for Sunday."""
    if frequency in NTH:
        return f"FREQ=MONTHLY;BYDAY={NTH[frequency]}{CODES[day]}"
    weeks = WEEKS[frequency]
    return f"FREQ=WEEKLY;{f'INTERVAL={weeks};' if weeks > 1 else ''}BYDAY={CODES[day]}"


def choice_of(rule: str) -> tuple[Frequency, int] | None:
    """Give the choice in the form that makes this rule; None when the form has no such choice."""
    rhythm = rhythm_of(rule)
    for frequency in Frequency:
        for day in rhythm.weekdays:
            if rhythm_of(make_rule(frequency, day)) == rhythm:
                return frequency, day
    return None


def rhythm_of(rule: str) -> Rhythm:
    """Read a rule. Raises Refused for one that is none, or that a standing meeting cannot have."""
    text = rule.strip().upper().removeprefix("RRULE:")
    pairs = [part.partition("=") for part in text.split(";") if part]
    given = {name: value for name, _, value in pairs}
    if (
        len(text) > 200
        or len(given) != len(pairs)
        or not given
        or set(given) - KNOWN
        or given.get("WKST", "MO") != "MO"
    ):
        raise _not_a_rule(rule)
    if given.get("FREQ") not in ("WEEKLY", "MONTHLY") or not re.fullmatch(r"\d{1,2}", given.get("INTERVAL", "1")):
        raise _not_a_rule(rule)
    monthly, interval = given["FREQ"] == "MONTHLY", int(given.get("INTERVAL", "1"))
    days = [re.fullmatch(r"(-1|[1-5])?(MO|TU|WE|TH|FR|SA|SU)", day) for day in given.get("BYDAY", "").split(",")]
    if not 1 <= interval <= 52 or not all(days):
        raise _not_a_rule(rule)
    numbers = {found[1] for found in days if found}
    weekdays = tuple(sorted({CODES.index(found[2]) for found in days if found}))
    nth = numbers.pop()
    if numbers or (nth and not monthly):
        raise _not_a_rule(rule)
    month_days = _month_days(given["BYMONTHDAY"], rule) if "BYMONTHDAY" in given else ()
    if month_days and (nth or not monthly):
        raise _not_a_rule(rule)
    return Rhythm(monthly, interval, weekdays, int(nth) if nth else None, month_days)


def _month_days(text: str, rule: str) -> tuple[int, ...]:
    if not re.fullmatch(r"\d{1,2}(,\d{1,2}){0,30}", text):
        raise _not_a_rule(rule)
    days = tuple(sorted({int(day) for day in text.split(",")}))
    if not 1 <= days[0] <= days[-1] <= 31:
        raise _not_a_rule(rule)
    return days


def _not_a_rule(rule: str) -> Refused:
    return Refused(f"“{rule[:80]}” is not a rule Parley can meet by. {INSTEAD}", field="rule")


def lacks_first_week(facts: SeriesFacts) -> bool:
    """Whether nobody can say when it meets: every other week but of which two, monthly but in which week."""
    rhythm = rhythm_of(facts.rule)
    return facts.starts_on is None and (rhythm.interval > 1 or week_of_month_is_open(rhythm))


def week_of_month_is_open(rhythm: Rhythm) -> bool:
    """Whether a monthly rule names a weekday and not which of the month. RFC 5545 would read it as every week."""
    return rhythm.monthly and rhythm.nth is None and not rhythm.month_days


def must_start_on(rhythm: Rhythm, day: date) -> date:
    """Give back a first day; raises Refused when the rule never meets on it."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refused(f"A series starts between {FIRST_YEAR} and {LAST_YEAR}. Choose a day then.", field="starts_on")
    if day.weekday() not in rhythm.weekdays:
        wanted = " or a ".join(WEEKDAYS[each] for each in rhythm.weekdays)
        raise Refused(f"{day.day} {day:%b %Y} is a {WEEKDAYS[day.weekday()]}. Choose a {wanted}.", field="starts_on")
    return day


def settled(rule: str, first: date | None) -> str:
    """Give the rule in its one way of writing, so that rules that mean the same are the same.

    Once its first day is known, a monthly one says which weekday of the month. Raises Refused for one that is none.
    """
    rhythm = rhythm_of(rule)
    if first:
        must_start_on(rhythm, first)
    if first and week_of_month_is_open(rhythm):
        nth = (first.day - 1) // 7 + 1
        rhythm = replace(rhythm, weekdays=(first.weekday(),), nth=-1 if nth == 5 else nth)
    parts = [f"FREQ={'MONTHLY' if rhythm.monthly else 'WEEKLY'}"]
    parts += [f"INTERVAL={rhythm.interval}"] if rhythm.interval > 1 else []
    parts += ["BYDAY=" + ",".join(f"{rhythm.nth or ''}{CODES[day]}" for day in rhythm.weekdays)]
    parts += ["BYMONTHDAY=" + ",".join(map(str, rhythm.month_days))] if rhythm.month_days else []
    return ";".join(parts)


def first_days(rule: str, after: date) -> list[date]:
    """List the next days on which such a series could start: one for each week of its rhythm."""
    rhythm = rhythm_of(rule)
    weeks = 5 if rhythm.monthly else rhythm.interval
    days = (after + timedelta(days=ahead) for ahead in range(1, 7 * weeks + 1))
    return [day for day in days if day.weekday() in rhythm.weekdays]


def begins_at(day: date, local_time: time, time_zone: str) -> datetime:
    """Give the moment of a local day and hour, in UTC.

    As RFC 5545 (3.3.5) says: an hour that a clock change leaves out is counted with the offset before it, so 02:30
    becomes 03:30; an hour that comes twice is the first of the two. Python's fold=0 means the same.
    """
    return datetime.combine(day, local_time, ZoneInfo(time_zone)).astimezone(UTC)


def turn_of(facts: SeriesFacts, day: date, turns: int) -> int:
    """Say which of several hours has its turn on a day of the series: the first day of the series has the first.

    Counted by occurrence. A series that meets since nobody knows when is counted from a Monday long ago.
    """
    if turns == 1:
        return 0
    rhythm, anchor = rhythm_of(facts.rule), facts.starts_on or date(1970, 1, 5)
    if rhythm.monthly:
        first, this = anchor.year * 12 + anchor.month - 1, day.year * 12 + day.month - 1
        months = (_days_of_month(rhythm, n // 12, n % 12 + 1) for n in range(first, this + 1, rhythm.interval))
        return sum(anchor <= each < day for days in months for each in days) % turns
    weeks = ((day - timedelta(days=day.weekday())) - (anchor - timedelta(days=anchor.weekday()))).days // 7
    within = [sum(each < of.weekday() for each in rhythm.weekdays) for of in (day, anchor)]
    return (weeks // rhythm.interval * len(rhythm.weekdays) + within[0] - within[1]) % turns


@lru_cache(maxsize=4096)
def _days_of_month(rhythm: Rhythm, year: int, month: int) -> tuple[date, ...]:
    """Give the days of a monthly rhythm in a month."""
    last = calendar.monthrange(year, month)[1]
    days = [date(year, month, each) for each in rhythm.month_days or range(1, last + 1) if each <= last]
    nth = {None: days, -1: days[-7:]}.get(rhythm.nth, days[7 * ((rhythm.nth or 1) - 1) :][:7])
    return tuple(each for each in nth if each.weekday() in rhythm.weekdays)


def sittings_on(facts: SeriesFacts, day: date) -> list[Occurrence]:
    """Give the one or two sittings of a day of the series, each at the hour that has its turn, the first one first."""
    own = SeriesHour(1, 0, facts.local_time, facts.time_zone)
    found = []
    for sitting in (1, 2):
        hours = sorted((each for each in (own, *facts.hours) if each.sitting == sitting), key=lambda each: each.turn)
        if hours:
            hour = hours[turn_of(facts, day, len(hours))]
            moment = begins_at(day + timedelta(days=hour.days_later), hour.local_time, hour.time_zone)
            found.append(Occurrence(day, moment, sitting, hour.time_zone))
    return found


def occurrences(facts: SeriesFacts, first: date, last: date) -> list[Occurrence]:
    """List the occurrences whose local day lies between two days, both included: none while the first week is unknown.

    Two for a day with two sittings. Looks at most five years ahead of `first`.
    """
    end = min([last, first + FARTHEST] + ([facts.ended_on] if facts.ended_on else []))
    found = []
    for day in _days(facts, first):
        if day > end:
            break
        found += sittings_on(facts, day)
    return found


def next_occurrence(facts: SeriesFacts, after: datetime) -> Occurrence | None:
    """Give the first occurrence that begins after a moment; None when there is none."""
    first = after.astimezone(ZoneInfo(facts.time_zone)).date()
    for day in islice(_days(facts, first - timedelta(days=2)), 5):
        if facts.ended_on and day > facts.ended_on:
            break
        coming = [each for each in sittings_on(facts, day) if each.starts_at > after]
        if coming:
            return min(coming, key=lambda each: each.starts_at)
    return None


def _days(facts: SeriesFacts, first: date) -> Iterator[date]:
    """Yield the local days of a series from `first` on."""
    rhythm = rhythm_of(facts.rule)
    if lacks_first_week(facts) or week_of_month_is_open(rhythm):
        return
    # An interval counts from the first week; without one the count may begin anywhere, so close by.
    start = facts.starts_on if facts.starts_on and (rhythm.interval > 1 or facts.starts_on > first) else first
    if rhythm.monthly and rhythm.interval > 1:
        start = start.replace(day=1)
    elif first > start:  # a whole number of intervals later the count is the same, and near
        start += timedelta(weeks=(first - start).days // (7 * rhythm.interval) * rhythm.interval)
    days = [weekday(day, rhythm.nth) if rhythm.nth else weekday(day) for day in rhythm.weekdays]
    made = rrule(
        MONTHLY if rhythm.monthly else WEEKLY,
        dtstart=datetime.combine(start, time()),
        interval=rhythm.interval,
        wkst=calendar.MONDAY,
        byweekday=days,
        bymonthday=list(rhythm.month_days) or None,
        until=datetime(LAST_YEAR, 12, 31),  # noqa: DTZ001  # local days: no zone is meant
    )
    earliest = max(first, facts.starts_on) if facts.starts_on else first
    for moment in made.xafter(datetime.combine(earliest, time()), inc=True):
        yield moment.date()
