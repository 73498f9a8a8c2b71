"""Understanding how often a group meets, as people type it: a rule, perhaps a first day, and what is left over."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from parley.kernel.refusals import Refused
from parley.meetings.rules import settled
from parley.meetings.terms import WEEKDAYS

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8}
NTH = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}
DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?"
NAMED = re.compile(rf"\b({DAY})\b")
STARTS = re.compile(r"\(?\b(?:starting|starts|beginning|begins|from|since)(?:\s+(?:on|from))?\s+(.{4,40}?)(?:\)|;|$)")
FORMATS = ("%Y-%m-%d", "%b %d %Y", "%B %d %Y", "%d %b %Y", "%d %B %Y")
INSTEAD = (
    "Write weekly, biweekly, every 3 weeks, or first Monday of the month; "
    "or give the column rule, for example FREQ=WEEKLY;INTERVAL=2;BYDAY=TU."
)


@dataclass(frozen=True, slots=True)
class Cadence:
    """An RFC 5545 rule, the first day when it was said, and the rest of the words, which nothing was made of."""

    rule: str
    starts_on: date | None
    rest: str


def cadence_of(day: str, frequency: str) -> Cadence:
    """Understand a weekday and a frequency. Which week is open stays open: `starts_on` is then None.

    Raises Refused, naming the column, when one of them cannot be understood.
    """
    said = " ".join(frequency.casefold().split())
    days, starts_on = _days_and_start(" ".join(day.casefold().split()))
    if found := STARTS.search(said):
        starts_on = _date(found[1], "frequency")
        said = (said[: found.start()] + said[found.end() :]).strip()
    if not said:
        raise Refused(f"How often it meets is missing. {INSTEAD}", field="frequency")
    rule, rest = _rule(said, days or ((starts_on.weekday(),) if starts_on else ()))
    if starts_on:
        rule = settled(rule, starts_on)
    return Cadence(rule, starts_on, rest.strip(" ,;.-()"))


def weekday_of(word: str) -> int:
    """Give 0 for Monday to 6 for Sunday, from a name or its beginning."""
    return next(i for i, name in enumerate(WEEKDAYS) if name.casefold()[:3] == word[:3])


def _days_and_start(said: str) -> tuple[tuple[int, ...], date | None]:
    starts_on = None
    if found := STARTS.search(said):
        starts_on = _date(found[1], "day")
        said = said[: found.start()] + said[found.end() :]
    days = tuple(dict.fromkeys(weekday_of(each) for each in NAMED.findall(said)))
    if re.sub(r"\b(?:and|or|every|on)\b", " ", NAMED.sub(" ", said)).strip(" ,;/&+()"):
        raise Refused("This is not a day of the week. Write it like Tuesday.", field="day")
    return days, starts_on


def _date(said: str, field: str) -> date:
    plain = NAMED.sub(" ", said) if re.search(r"\d", NAMED.sub("", said)) else said
    plain = re.sub(r"(\d)(?:st|nd|rd|th)\b", r"\1", plain.replace(",", " ").replace("sept ", "sep "))
    plain = " ".join(plain.split()).strip(" .")
    for form in FORMATS:
        try:
            return datetime.strptime(plain, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise Refused(f"“{said}” is not a day Parley can read. Write it like 2027-03-15.", field=field)


def _rule(said: str, days: tuple[int, ...]) -> tuple[str, str]:
    """Find the first way of saying it that fits the beginning of the words."""
    if found := re.search(rf"\bafter the ({'|'.join(NTH)}) ({DAY})\b", said):
        return _after(said, found, days)
    if found := re.search(rf"\b({'|'.join(NTH)}) (?:({DAY}) )?(?:of|in) (?:the|each|every|a) month\b", said):
        wanted = (weekday_of(found[2]),) if found[2] else days
        if len(wanted) != 1 or (found[2] and days and days != wanted):
            raise Refused("The day and the frequency name different days of the week. Mend one of them.", field="day")
        return f"FREQ=MONTHLY;BYDAY={NTH[found[1]]}{CODES[wanted[0]]}", said[: found.start()] + said[found.end() :]
    if found := re.match(r"(?:every )?month(?:ly)?\b|once a month\b|every month\b", said):
        return f"FREQ=MONTHLY;BYDAY={_codes(days)}", said[found.end() :]
    if found := re.match(
        r"(?P<two>bi-?\s?weekly|fortnightly|every (?:other|second|2nd) week|every fortnight)\b"
        rf"|every (?P<count>\d{{1,2}}|{'|'.join(NUMBERS)}) weeks?\b|(?:weekly|every week|once a week)\b",
        said,
    ):
        count = 2 if found["two"] else int(NUMBERS.get(found["count"] or "", found["count"] or 1))
        named = tuple(dict.fromkeys(weekday_of(each) for each in NAMED.findall(said[found.end() :])))
        interval = f"INTERVAL={count};" if count > 1 else ""
        return f"FREQ=WEEKLY;{interval}BYDAY={_codes(days or named)}", said[found.end() :]
    if (found := re.fullmatch(rf"every ({DAY})", said)) and days in ((), (weekday_of(found[1]),)):
        return f"FREQ=WEEKLY;BYDAY={_codes((weekday_of(found[1]),))}", ""
    raise Refused(f"This is no frequency Parley understands. {INSTEAD}", field="frequency")


def _after(said: str, found: re.Match[str], days: tuple[int, ...]) -> tuple[str, str]:
    """Turn “Wednesday after the fourth Tuesday” into the seven days of the month on one of which it always falls."""
    anchor, nth = weekday_of(found[2]), NTH[found[1]]
    before = tuple(weekday_of(each) for each in NAMED.findall(said[: found.start()]))
    wanted = before[-1:] or days
    if len(wanted) != 1 or (days and days != wanted) or nth == -1:
        raise Refused(f"Which day this is cannot be told. {INSTEAD}", field="frequency")
    later = (wanted[0] - anchor - 1) % 7 + 1
    first = 7 * (nth - 1) + 1 + later
    month_days = ",".join(str(each) for each in range(first, first + 7) if each <= 31)
    return f"FREQ=MONTHLY;BYDAY={CODES[wanted[0]]};BYMONTHDAY={month_days}", ""


def _codes(days: tuple[int, ...]) -> str:
    if not days:
        raise Refused("On which day of the week it meets is missing. Write it like Tuesday.", field="day")
    return ",".join(CODES[each] for each in sorted(days))
