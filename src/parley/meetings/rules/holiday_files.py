"""Reading holidays from a file: an iCalendar (RFC 5545), or a table with a day and a name in each line."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice

from parley.kernel.refusals import Refused
from parley.kernel.spans import FIRST_YEAR, LAST_YEAR
from parley.meetings.rules.calendar_lines import Line, events_in, lines_of
from parley.meetings.rules.yearly import MOST_RULES, days_each_year

MOST_DAYS = 2000
LONGEST_NAME = 120
DAY_HEADS = ("date", "day", "datum", "start", "start date", "startdate", "holiday date")
NAME_HEADS = ("name", "holiday", "title", "summary", "subject", "description", "holiday name", "occasion")
REGION_HEADS = ("region", "applies to", "where")
DAYS = ("%Y-%m-%d", "%Y%m%d", "%d.%m.%Y", "%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y", "%Y/%m/%d")
WRITE = "Write a table with the columns date and name, and perhaps region, or bring an .ics file."
ONE_DAY = timedelta(days=1)
Found = tuple[date, str, str]
Moved = dict[str, set[date]]


def holidays_in(text: str, today: date) -> list[Found]:
    """Read days, names and regions ("" for none) from an iCalendar or CSV text.

    Those of each year are given from the first of this year to the end of the third after it. Raises Refused for what
    is neither, for more than MOST_DAYS days, and for a line that says what is not understood, with its number.
    """
    if "\0" in text:
        raise Refused("This file is no text that can be read. Save it as text in UTF-8, then bring it again.",
                      field="file")  # fmt: skip
    days = _calendar(text, today) if "BEGIN:VCALENDAR" in text[:2000].upper() else _table(text)
    found = list(islice(days, MOST_DAYS + 1))
    if not found:
        raise Refused(f"No holiday was found in this file. {WRITE}", field="file")
    if len(found) > MOST_DAYS:
        raise Refused(f"These are more than {MOST_DAYS} days. Bring fewer of them at once.", field="file")
    return list(dict.fromkeys(found))


def _calendar(text: str, today: date) -> Iterator[Found]:
    events = [[each for each in event if each.value] for event in events_in(lines_of(text))]
    if sum(any(each.name == "RRULE" for each in event) for event in events) > MOST_RULES:
        raise Refused(f"These are more than {MOST_RULES} holidays of each year. Bring fewer at once.", field="file")
    moved: Moved = defaultdict(set)  # occurrences of a yearly event that an event of their own stands for
    for event in events:
        facts = {each.name: each for each in event}
        if "RECURRENCE-ID" in facts and "UID" in facts:
            moved[facts["UID"].value].add(_date_of(facts["RECURRENCE-ID"]))
    for event in events:
        yield from _event(event, moved, today)


def _event(event: list[Line], moved: Moved, today: date) -> Iterator[Found]:
    facts = {each.name: each for each in reversed(event)}
    if "STATUS" in facts and facts["STATUS"].value.upper() == "CANCELLED":
        return
    if "DTSTART" not in facts:
        raise _not_read(event[0], "This event does not say on which day it is.")
    first = _date_of(facts["DTSTART"])
    length = _length(facts, first)
    said = facts["SUMMARY"].value if "SUMMARY" in facts else ""
    name = _name(re.sub(r"\\([,;\\])", r"\1", re.sub(r"\\[nN]", " ", said)))
    starts: Iterator[date] | list[date] = [first]
    if "RRULE" in facts:
        rule = facts["RRULE"]
        try:
            starts = days_each_year(rule.value, first, today)
        except Refused as refused:
            raise _not_read(rule, refused.sentence) from None
    out = {each for line in event if line.name == "EXDATE" for each in _dates_of(line)}
    if "UID" in facts and "RECURRENCE-ID" not in facts:
        out |= moved[facts["UID"].value]
    more = [each for line in event if line.name == "RDATE" for each in _dates_of(line)]
    for start in (*starts, *more):
        if start not in out and FIRST_YEAR <= start.year <= LAST_YEAR:  # of no other year does Parley know
            for later in range(length):
                yield start + later * ONE_DAY, name, ""


def _length(facts: dict[str, Line], first: date) -> int:
    """Give how many days an event takes: it ends before the day named, or within it where an hour is named too."""
    if "DTEND" in facts:
        ends = facts["DTEND"]
        last = _date_of(ends)
        whole = len(ends.value) <= 8 or ends.value[8:].startswith("T000000")
        if last < first:
            raise _not_read(ends, "This event ends before it begins.")
        return max((last - first).days + (not whole), 1)
    if "DURATION" in facts:
        long = facts["DURATION"]
        found = re.fullmatch(r"\+?P(?:(\d{1,3})W|(?:(\d{1,4})D)?(T[0-9HMS]+)?)", long.value.upper())
        if not found:
            raise _not_read(long, f"“{long.value[:40]}” is not a length that Parley can read.")
        weeks, days, hours = found.groups()
        return max(int(weeks or 0) * 7 + int(days or 0) + bool(days and hours), 1)
    return 1


def _dates_of(line: Line) -> list[date]:
    return [_read(each, line) for each in line.value.split(",")]


def _date_of(line: Line) -> date:
    if "RANGE" in line.more:
        raise _not_read(line, "A change of all later years is not understood. Write them as events of their own.")
    return _read(line.value, line)


def _read(said: str, line: Line) -> date:
    found = re.fullmatch(r"(\d{8})(T\d{6}Z?)?", said.strip().upper())
    try:
        return datetime.strptime(found[1] if found else "", "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise _not_read(line, f"“{said[:40]}” is not a day that Parley can read.") from None


def _not_read(line: Line, sentence: str) -> Refused:
    return Refused(f"Line {line.number}: {sentence} Mend that line or take its event out, then bring the file again.",
                   field="file")  # fmt: skip


def _table(text: str) -> Iterator[Found]:
    text = text.removeprefix("\ufeff")
    head = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    try:
        yield from _rows(rows)
    except csv.Error:
        raise Refused("This table cannot be read. Save it as CSV anew, then bring it again.", field="file") from None


def _rows(rows: Iterator[list[str]]) -> Iterator[Found]:
    heads = [each.strip().casefold() for each in next(rows, [])]
    places = [next((heads.index(each) for each in names if each in heads), None)
              for names in (DAY_HEADS, NAME_HEADS, REGION_HEADS)]  # fmt: skip
    if places[0] is None or places[1] is None:
        raise Refused(f"The first line of this file does not name its columns. {WRITE}", field="file")
    for number, row in enumerate(rows, 2):
        cells = [row[place].strip() if place is not None and place < len(row) else "" for place in places]
        if any(cells):
            yield _day(cells[0], number), _name(cells[1]), cells[2]


def _name(said: str) -> str:
    return " ".join(said.split())[:LONGEST_NAME] or "Holiday"


def _day(said: str, row: int) -> date:
    plain = " ".join(said.replace(",", " ").split())
    for form in DAYS:
        try:
            found = datetime.strptime(plain, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if FIRST_YEAR <= found.year <= LAST_YEAR:
            return found
        raise Refused(f"Row {row}: holidays are between {FIRST_YEAR} and {LAST_YEAR}. Mend that day.", field="file")
    raise Refused(f"Row {row}: “{said[:40]}” is not a day Parley can read. Write it like 2027-05-01.", field="file")
