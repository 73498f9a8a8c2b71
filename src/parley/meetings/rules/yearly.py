"""Days that come each year, from the rule of a calendar's event (RFC 5545, 3.3.10): the fourth Thursday of November."""

import re
from collections.abc import Iterator
from datetime import MAXYEAR, date, datetime
from itertools import islice, takewhile

from dateutil.rrule import rrulestr

from parley.kernel.refusals import Refused

YEARS_AHEAD = 3
MOST_RULES = 200  # of one file
MOST_TIMES = 100
NUMBERS = re.compile(r"[+-]?\d{1,3}(,[+-]?\d{1,3})*")
WEEKDAYS = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)(,([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU))*")
SETS = {"BYMONTH": NUMBERS, "BYMONTHDAY": NUMBERS, "BYDAY": WEEKDAYS, "BYSETPOS": NUMBERS, "BYYEARDAY": NUMBERS}
KNOWN = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", *SETS}
A_CYCLE = 40  # years, in which each day that there can be comes at least once, also across a year such as 2100


def days_each_year(rule: str, start: date, today: date) -> Iterator[date]:
    """Give the days of an event that begins on `start`, from the first of this year to the end of the third after it.

    Raises Refused for a rule that is not of each year, or that names a day no year has.
    """
    parts = _parts(rule)
    first, last = date(today.year, 1, 1), date(today.year + YEARS_AHEAD, 12, 31)
    if "UNTIL" in parts:
        last = min(last, _until(parts["UNTIL"]))
    every, times = int(parts.get("INTERVAL", "1")), parts.get("COUNT")
    begin = start if times else max(start, first)  # what is counted is counted from its beginning
    days = (each for each in _all_days(parts, start, begin.year) if each >= start)
    until = takewhile(lambda each: each <= last, days)
    those = (each for each in until if (each.year - start.year) % every == 0)
    counted = islice(those, int(times)) if times else those
    return (each for each in counted if each >= first)


def _parts(rule: str) -> dict[str, str]:
    pairs = [each.partition("=") for each in rule.upper().strip(";").split(";")]
    parts = {name: value for name, _, value in pairs}
    if parts.get("FREQ") != "YEARLY":
        raise Refused("Only what comes each year is understood.")
    whole = all(re.fullmatch(r"[1-9]\d{0,2}", parts.get(name, "1")) for name in ("INTERVAL", "COUNT"))
    known = len(parts) == len(pairs) and parts.keys() <= KNOWN
    if not (whole and known and int(parts.get("COUNT", "1")) <= MOST_TIMES):
        raise _not_understood(rule)
    if not all(form.fullmatch(parts[name]) for name, form in SETS.items() if name in parts):
        raise _not_understood(rule)
    return parts


def _until(said: str) -> date:
    try:
        return datetime.strptime(said[:8], "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise _not_understood(f"UNTIL={said}") from None


def _all_days(parts: dict[str, str], start: date, year: int) -> Iterator[date]:
    """Yield the days such a rule names from the first of a year on, each year's. Raises Refused when there are none."""
    sets = {name: value for name, value in parts.items() if name in SETS}
    if not sets.keys() & {"BYDAY", "BYMONTHDAY", "BYYEARDAY"}:
        sets |= {"BYMONTH": sets.get("BYMONTH", str(start.month)), "BYMONTHDAY": str(start.day)}
    text = ";".join(["FREQ=YEARLY", *(f"{name}={value}" for name, value in sets.items())])
    try:
        # A rule that no year fulfils is looked for until the last of all years, so first close to that one.
        possible = next(iter(rrulestr(text, dtstart=datetime(MAXYEAR - A_CYCLE, 1, 1))), None)  # noqa: DTZ001 - a day
        found = rrulestr(text, dtstart=datetime(year, 1, 1))  # noqa: DTZ001 - a day has no zone
    except ValueError:
        raise _not_understood(text) from None
    if possible is None:
        raise Refused("No year has such a day.")
    return (each.date() for each in found)


def _not_understood(rule: str) -> Refused:
    return Refused(f"“{rule[:80]}” is not understood.")
