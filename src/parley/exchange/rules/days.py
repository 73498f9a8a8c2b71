"""Days as other tools write them: with figures in either order, with names of months, with an hour behind them."""

import re
from collections.abc import Iterable
from datetime import date

from parley.exchange.terms.intake import MOST_REMEMBERED, DayOrder, Fact
from parley.kernel.refusals import Refused
from parley.kernel.spans import FIRST_YEAR

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ELSEWHERE = {"mai": 5, "mae": 3, "mär": 3, "okt": 10, "dez": 12, "sept": 9}  # as German writes them
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$", re.ASCII)
DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?:[ ,T].*)?$", re.ASCII)
FIGURES = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?:[ ,T].*)?$", re.ASCII)
DAY_NAMED = re.compile(
    r"(?:\w+,? )?(\d{1,2})(?:st|nd|rd|th|\.)?[ /-]([^\W\d]{3,9})\.?,?[ /-](\d{4}|\d{2})(?:[ ,T].*)?$"
)
MONTH_NAMED = re.compile(r"(?:\w+,? )?([^\W\d]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:[ ,T].*)?$")
LONGEST_DAY = 40  # of the characters by which a cell is known again
SHAPES = "Write it like 2027-03-15."


def day_of(text: str, order: DayOrder | None) -> date:
    """Read a day. Raises Refused when it is none, or when it could be two days and nothing says which."""
    clean = text.strip()
    if found := ISO.match(clean):
        return _day(found[1], found[2], found[3])
    if found := DOTTED.match(clean):
        return _day(found[3], found[2], found[1])
    if found := FIGURES.match(clean):
        return _of_figures(found, order)
    if (found := DAY_NAMED.match(clean)) and (month := _month(found[2])):
        return _day(found[3], str(month), found[1])
    if (found := MONTH_NAMED.match(clean)) and (month := _month(found[1])):
        return _day(found[3], str(month), found[2])
    if clean.isdigit():
        raise Refused(f"A number is no day. Let the spreadsheet show this column as dates. {SHAPES}")
    raise Refused(f"This is not a day. {SHAPES}")


def _of_figures(found: "re.Match[str]", order: DayOrder | None) -> date:
    first, second = int(found[1]), int(found[2])
    if first == second:
        return _day(found[3], found[1], found[2])
    if first > 12 or second > 12:
        month, day = (found[2], found[1]) if first > 12 else (found[1], found[2])
        return _day(found[3], month, day)
    if order is None:
        raise Refused("This could be two days, and no row of the file shows which. Say whether the day or the month "
                      "comes first.")  # fmt: skip
    month, day = (found[1], found[2]) if order is DayOrder.MONTH_FIRST else (found[2], found[1])
    return _day(found[3], month, day)


def order_of(texts: Iterable[str]) -> DayOrder | None:
    """Say which order the days of a column are in, by those that can be read in one only; None when none tells.

    Raises Refused when some can be read in one order only, and some in the other.
    """
    seen: dict[DayOrder, str] = {}
    for text in texts:
        if found := FIGURES.match(text.strip()):
            first, second = int(found[1]), int(found[2])
            if first > 12 >= second:
                seen.setdefault(DayOrder.DAY_FIRST, text)
            elif second > 12 >= first:
                seen.setdefault(DayOrder.MONTH_FIRST, text)
            if len(seen) > 1:
                raise Refused(f"Days of this column are in two orders: “{seen[DayOrder.DAY_FIRST]}” and "
                              f"“{seen[DayOrder.MONTH_FIRST]}”. Write all of them like 2027-03-15.")  # fmt: skip
    return next(iter(seen), None)


def _month(name: str) -> int:
    word = name.casefold()
    if word in ELSEWHERE or word[:3] in ELSEWHERE:
        return ELSEWHERE.get(word) or ELSEWHERE[word[:3]]
    return MONTHS.index(word[:3]) + 1 if word[:3] in MONTHS else 0


def _day(year: str, month: str, day: str) -> date:
    try:
        found = date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        raise Refused(f"There is no such day. {SHAPES}") from None
    if found.year < FIRST_YEAR:
        raise Refused(f"This is before the year {FIRST_YEAR}. Write a day from then on.")
    return found


class Days:
    """Reads the days on which something was said, and remembers what each cell means: a file has few of them."""

    def __init__(self, order: DayOrder | None, latest: date) -> None:
        self._order, self._latest = order, latest
        self._read: dict[str, str | Refused] = {}

    def read(self, text: str) -> str:
        """Give a day as it is kept: 2027-03-31. Raises Refused, at the column of days."""
        found = self._read.get(text[:LONGEST_DAY])
        if found is None:
            try:
                found = self._new(text)
            except Refused as trouble:
                found = trouble
            if len(self._read) > MOST_REMEMBERED:
                self._read.clear()
            self._read[text[:LONGEST_DAY]] = found
        if isinstance(found, Refused):
            raise found
        return found

    def _new(self, text: str) -> str:
        if not text:
            raise Refused("Every row needs a day: when the client said it. Write one.", field=Fact.SAID_ON)
        try:
            day = day_of(text, self._order)
        except Refused as trouble:
            raise Refused(trouble.sentence, field=Fact.SAID_ON) from None
        if day > self._latest:
            raise Refused("They cannot have said it on a day that has not come. Mend it.", field=Fact.SAID_ON)
        return day.isoformat()
