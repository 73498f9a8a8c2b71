"""Holidays: read from a calendar or table file, and what to do with a meeting that falls on one."""

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from parley.kernel.refusals import Refused
from parley.meetings.rules.rhythm import begins_at
from parley.meetings.terms.hours import HolidayClash, HolidayFacts, OnHoliday, Place

MOST_DAYS = 2000
NEAR = 6  # days, within which a meeting on a holiday may move
HALF = 0.5  # of those who come: when so many are off, the meeting is skipped or moved
DAY_HEADS = ("date", "day", "datum", "start", "start date", "startdate", "holiday date")
NAME_HEADS = ("name", "holiday", "title", "summary", "subject", "description", "holiday name", "occasion")
REGION_HEADS = ("region", "applies to", "where")
DAYS = ("%Y-%m-%d", "%Y%m%d", "%d.%m.%Y", "%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y", "%Y/%m/%d")
WRITE = "Write a table with the columns date and name, and perhaps region, or bring an .ics file."


def holidays_in(text: str) -> list[tuple[date, str, str]]:
    """Read days, names and regions ("" for none) from an iCalendar or CSV text. Raises Refused for what is neither."""
    found = _calendar(text) if "BEGIN:VCALENDAR" in text[:2000].upper() else _table(text)
    if not found:
        raise Refused(f"No holiday was found in this file. {WRITE}", field="file")
    if len(found) > MOST_DAYS:
        raise Refused(f"This file has more than {MOST_DAYS} days. Bring fewer years at once.", field="file")
    return list(dict.fromkeys(found))


def _calendar(text: str) -> list[tuple[date, str, str]]:
    lines = re.sub(r"\r?\n[ \t]", "", text).splitlines()
    found: list[tuple[date, str, str]] = []
    event: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        word = name.partition(";")[0].strip().upper()
        if line.strip().upper() == "BEGIN:VEVENT":
            event = {}
        elif line.strip().upper() == "END:VEVENT":
            found += _event(event)
        else:
            event.setdefault(word, value.strip())
    return found


def _event(event: dict[str, str]) -> list[tuple[date, str, str]]:
    if event.get("STATUS", "").upper() == "CANCELLED" or not event.get("DTSTART"):
        return []
    first = _day(event["DTSTART"][:8])
    ends = event.get("DTEND", "")
    last = _day(ends[:8]) - timedelta(days=1) if ends else first
    name = re.sub(r"\\([,;\\])", r"\1", event.get("SUMMARY", "")).strip()[:120] or "Holiday"
    starts = [first]
    if "FREQ=YEARLY" in event.get("RRULE", "").upper() and "BYDAY" not in event["RRULE"].upper():
        starts = [each for years in range(60) if (each := _years_later(first, years))]
    length = min(max((last - first).days, 0), 31)
    return [(start + timedelta(days=n), name, "") for start in starts for n in range(length + 1)]


def _years_later(day: date, years: int) -> date | None:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return None


def _table(text: str) -> list[tuple[date, str, str]]:
    text = text.removeprefix("\ufeff")
    head = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=head.count))
    heads = [each.strip().casefold() for each in next(rows, [])]
    places = [next((heads.index(each) for each in names if each in heads), None)
              for names in (DAY_HEADS, NAME_HEADS, REGION_HEADS)]  # fmt: skip
    if places[0] is None or places[1] is None:
        raise Refused(f"The first line of this file does not name its columns. {WRITE}", field="file")
    found = []
    for row in rows:
        cells = [row[place].strip() if place is not None and place < len(row) else "" for place in places]
        if any(cells):
            found.append((_day(cells[0]), cells[1][:120] or "Holiday", cells[2]))
    return found


def _day(said: str) -> date:
    plain = " ".join(said.replace(",", " ").split())
    for form in DAYS:
        try:
            return datetime.strptime(plain, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise Refused(f"“{said[:40]}” is not a day Parley can read. Write it like 2027-05-01.", field="file")


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


def holiday_words(holidays: Iterable[HolidayFacts]) -> str:
    """Name holidays: “Thanksgiving in AMER and Labour Day”."""
    return " and ".join(
        dict.fromkeys(f"{each.name} in {each.region_name}" if each.region_name else each.name for each in holidays)
    )
