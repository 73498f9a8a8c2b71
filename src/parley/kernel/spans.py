"""Spans of time as people promise them: a day, a month, a quarter, a half, a year."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from parley.kernel.refusals import Refused

FIRST_YEAR, LAST_YEAR = 2000, 2100


class Grain(StrEnum):
    """How exactly a window is said, finest first."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


GRAINS = tuple(Grain)


@dataclass(frozen=True, slots=True)
class Window:
    """From `first` to `last`, both days included."""

    first: date
    last: date

    @property
    def grain(self) -> Grain:
        """The finest word that says this window; a window that fits none counts by its length in days."""
        for grain, days in ((Grain.DAY, 1), (Grain.MONTH, 31), (Grain.QUARTER, 92), (Grain.HALF, 184)):
            if (self.last - self.first).days < days:
                return grain
        return Grain.YEAR

    def __str__(self) -> str:
        return _words(self)


@lru_cache(maxsize=4096)
def _words(window: Window) -> str:
    return " to ".join(_word(day, grain) for day, grain in _ends(window))


def _ends(window: Window) -> list[tuple[date, Grain]]:
    """Give the one span that a window is, by a day in it and its grain, or the two at its ends."""
    first, last = window.first, window.last
    for grain in reversed(GRAINS):
        if _around(first, grain) == window:
            return [(first, grain)]
    starts = (g for g in reversed(GRAINS) if _around(first, g).first == first and _around(first, g).last < last)
    ends = (g for g in reversed(GRAINS) if _around(last, g).last == last and _around(last, g).first > first)
    return [(first, next(starts, Grain.DAY)), (last, next(ends, Grain.DAY))]


def _around(day: date, grain: Grain) -> Window:
    """Give the window of that grain that holds `day`."""
    months = {Grain.DAY: 0, Grain.MONTH: 1, Grain.QUARTER: 3, Grain.HALF: 6, Grain.YEAR: 12}[grain]
    if not months:
        return Window(day, day)
    first_month = (day.month - 1) // months * months + 1
    last_month = first_month + months - 1
    return Window(
        date(day.year, first_month, 1), date(day.year, last_month, calendar.monthrange(day.year, last_month)[1])
    )


def _word(day: date, grain: Grain) -> str:
    match grain:
        case Grain.DAY:
            return f"{day.day} {day:%b %Y}"
        case Grain.MONTH:
            return f"{day:%b %Y}"
        case Grain.QUARTER:
            return f"Q{(day.month + 2) // 3} {day.year}"
        case Grain.HALF:
            return f"H{1 if day.month <= 6 else 2} {day.year}"
        case Grain.YEAR:
            return str(day.year)


ORDINALS = ("first", "second", "third", "fourth")


def spoken(window: Window) -> str:
    """Say a window as people say it to clients: first half of 2027, March to May 2027, 15 March 2027. Never “H1”."""
    ends = _ends(window)
    if len(ends) == 2:
        (first, grain), (last, other) = ends
        same = grain is other and first.year == last.year
        if same and grain is Grain.MONTH:
            return f"{first:%B} to {_spoken(last, grain)}"
        if same and grain is Grain.QUARTER:
            return f"{ORDINALS[(first.month - 1) // 3]} to {_spoken(last, grain)}"
    return " to ".join(_spoken(day, grain) for day, grain in ends)


def spoken_day(day: date) -> str:
    """Say a day in full, so that no reader takes the month for the day: 9 November 2026."""
    return _spoken(day, Grain.DAY)


def _spoken(day: date, grain: Grain) -> str:
    match grain:
        case Grain.DAY:
            return f"{day.day} {day:%B} {day.year}"
        case Grain.MONTH:
            return f"{day:%B} {day.year}"
        case Grain.QUARTER:
            return f"{ORDINALS[(day.month - 1) // 3]} quarter of {day.year}"
        case Grain.HALF:
            return f"{ORDINALS[(day.month - 1) // 6]} half of {day.year}"
        case Grain.YEAR:
            return str(day.year)


def quarter_of(day: date) -> Window:
    """Give the calendar quarter that holds `day`."""
    return _around(day, Grain.QUARTER)


def next_quarters(day: date, count: int) -> list[Window]:
    """Give the quarter of `day` and those after it, `count` in all."""
    quarters = [quarter_of(day)]
    while len(quarters) < count:
        quarters.append(quarter_of(quarters[-1].last + timedelta(days=1)))
    return quarters


def window_of(text: str) -> Window:
    """Read a window as people write it, or two of them joined by " to ".

    Q2 2027, 2027-Q2, H1 2027, Mar 2027, 2027-03, 2027, 15 Mar 2027 and 2027-03-15 are understood.
    Raises Refused when it cannot be understood.
    """
    if " to " in text:
        first, last = (window_of(part) for part in text.split(" to ", 1))
        if last.last < first.first:
            raise Refused(f"“{text}” ends before it begins. Write the earlier part first.", field="window")
        return Window(first.first, last.last)
    return _around(*_day_and_grain(text.strip()))


def _day_and_grain(text: str) -> tuple[date, Grain]:
    try:
        if found := re.fullmatch(r"(?:[QH](\d)[ -]?(\d{4}))|(?:(\d{4})[ -]?([QH])(\d))", text, re.IGNORECASE):
            number = int(found[1] or found[5])
            letter = (text[0] if found[1] else found[4]).upper()
            months = 3 if letter == "Q" else 6
            return _checked(int(found[2] or found[3]), (number - 1) * months + 1, 1), (
                Grain.QUARTER if letter == "Q" else Grain.HALF
            )
        if found := re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", text):
            grain = Grain.DAY if found[3] else Grain.MONTH if found[2] else Grain.YEAR
            return _checked(int(found[1]), int(found[2] or 1), int(found[3] or 1)), grain
        if found := re.fullmatch(r"(?:(\d{1,2}) )?([A-Za-z]{3,9}) (\d{4})", text):
            names = [name.lower() for name in calendar.month_abbr]
            month = names.index(found[2][:3].lower())
            return _checked(int(found[3]), month, int(found[1] or 1)), Grain.DAY if found[1] else Grain.MONTH
    except ValueError:
        pass
    raise Refused(
        f"“{text}” is not a window of time. Write it like Q2 2027, H1 2027, Mar 2027 or 2027-03-15.", field="window"
    )


def _checked(year: int, month: int, day: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(year)
    return date(year, month, day)


def later_by(before: Window, after: Window) -> int:
    """Count the days by which `after` ends later than `before`; negative when it ends earlier."""
    return (after.last - before.last).days


def today_of(actor: object, at: datetime) -> date:
    """Give the day it is for whoever acts: a person's own day, by their time zone; for Parley itself the day in UTC."""
    return at.astimezone(ZoneInfo(getattr(actor, "time_zone", "") or "UTC")).date()
