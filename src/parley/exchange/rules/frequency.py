"""Understanding how often a group meets, as people type it: a rule, perhaps a first day, and what is left over."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from parley.kernel.refusals import Refused
from parley.meetings.rules import settled
from parley.meetings.terms import WEEKDAYS

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NUMBERS = {"second": 2, "2nd": 2, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8}
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
    if re.sub(r"\b(?:and|or|every|on)\b", " ", NAMED.sub(" ", said)).strip(" ,;/&+()."):
        raise Refused("This is not a day of the week. Write it like Tuesday.", field="day")
    return days, starts_on


def _date(said: str, field: str) -> date:
    plain = NAMED.sub(" ", said) if re.search(r"\d", NAMED.sub("", said)) else said
    plain = re.sub(r"(\d)(?:st|nd|rd|th)\b", r"\1", re.sub(r",|\.(?=\s|$)", " ", plain).replace("sept ", "sep "))
    plain = " ".join(plain.split()).strip(" .")
    for form in FORMATS:
        try:
            return datetime.strptime(plain, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise Refused(f"“{said}” is not a day Parley can read. Write it like 2027-03-15.", field=field)


def _rule(said: str, days: tuple[int, ...]) -> tuple[str, str]:
    """Find the one way of saying it that these words hold. Two ways in one text are asked about."""
    if found := re.search(rf"\bafter the ({'|'.join(NTH)}) ({DAY})\b", said):
        return _after(said, found, days)
    found_all = [(match, make) for pattern, make in WAYS for match in [pattern.search(said)] if match]
    if not found_all:
        raise Refused(f"This is no frequency Parley understands. {INSTEAD}", field="frequency")
    found, make = found_all[0]
    rest = said[: found.start()] + said[found.end() :]
    if any(pattern.search(rest) for pattern, _ in WAYS) or (make is _nth and re.search(rf"\b(?:{NTHS})\b", rest)):
        raise Refused(f"This says more than one frequency. Write one row for each. {INSTEAD}", field="frequency")
    named = tuple(dict.fromkeys(weekday_of(each) for each in NAMED.findall(found["day"] or rest)))
    if found["day"] and days and set(days) != set(named):
        raise Refused("The day and the frequency name different days of the week. Mend one of them.", field="day")
    return make(found, named if found["day"] else days or named), rest


def _weekly(found: re.Match[str], days: tuple[int, ...]) -> str:
    said = found.groupdict().get("count")
    count = 2 if said is None and "every" not in found[0] else int(NUMBERS.get(said or "", said or 2))
    return f"FREQ=WEEKLY;{f'INTERVAL={count};' if count > 1 else ''}BYDAY={_codes(days)}"


def _nth(found: re.Match[str], days: tuple[int, ...]) -> str:
    if len(days) != 1:
        raise Refused(f"Which day of the week this is cannot be told. {INSTEAD}", field="day")
    return f"FREQ=MONTHLY;BYDAY={NTH[found['nth']]}{_codes(days)}"


def _monthly(found: re.Match[str], days: tuple[int, ...]) -> str:
    months = {"quarterly": 3, "quarter": 3}.get(found["months"], 1)
    return f"FREQ=MONTHLY;{f'INTERVAL={months};' if months > 1 else ''}BYDAY={_codes(days)}"


NTHS = "|".join(NTH)
MONTH = r"(?:(?:of|in) )?(?:(?:the|each|every|a) )?month"
WAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], tuple[int, ...]], str]], ...] = (
    (re.compile(rf"\b(?:{MONTH}|monthly),?(?: -)?(?: on)? \(?(?:the )?(?P<nth>{NTHS}) (?P<day>{DAY})\b"), _nth),
    (re.compile(rf"(?<!every )\b(?P<nth>{NTHS}) (?P<day>{DAY})(?: {MONTH}|,? monthly)?\b"), _nth),
    (re.compile(rf"(?<!every )\b(?P<nth>{NTHS})(?P<day>) {MONTH}\b"), _nth),
    (re.compile(r"\bbi-?\s?weekly\b(?P<day>)|\bfortnightly\b|\bevery fortnight\b"), _weekly),
    (re.compile(rf"\b(?:every other|alternate) (?:weeks?\b|(?P<day>{DAY})\b)"), _weekly),
    (re.compile(rf"\bevery (?P<count>\d{{1,2}}|{'|'.join(NUMBERS)}) weeks?\b(?P<day>)"), _weekly),
    (re.compile(r"(?<!bi)(?<!bi[- ])\b(?:weekly|every week|once a week)\b(?P<day>)"),
     lambda found, days: f"FREQ=WEEKLY;BYDAY={_codes(days)}"),
    (re.compile(rf"\bevery (?P<day>{DAY})\b"), lambda found, days: f"FREQ=WEEKLY;BYDAY={_codes(days)}"),
    (re.compile(r"\bevery weekday\b(?P<day>)"), lambda found, days: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    (re.compile(r"(?<!bi)(?<!bi[- ])\b(?P<months>monthly|once a month|every month|quarterly|every quarter)\b(?P<day>)"),
     _monthly),
)  # fmt: skip


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
