"""A mail that somebody passed on: who wrote it, when, and what it says, in whichever way a mail program shows that."""

import re
from calendar import monthrange
from datetime import date

from parley.notifications.rules.quoting import (
    ALSO,
    FROM,
    LONGEST_LINE,
    MOST_HEADS,
    SENT,
    divides,
    lines_of,
    said_in,
    tidied,
    without_signature,
)
from parley.notifications.terms.letters import Forwarded

ADDRESS = re.compile(r"[^\s<>\"'(),:;\[\]]{1,64}@[^\s<>\"'(),:;\[\]@]{1,255}")
BEGUN = re.compile(
    r"(?:Begin forwarded message|Anfang der weitergeleiteten (?:Nachricht|E-Mail)|Début du message réexpédié"
    r"|転送されたメッセージ|Inicio del mensaje reenviado)\s*[:\uff1a]?",
    re.IGNORECASE,
)
MARK = re.compile(r"\s?[>\uff1e]\s?")
MONTHS = {
    word: n
    for n, words in enumerate(
        ("jan ene", "feb fév", "mar mär märz mrz", "apr avr abr", "may mai", "jun juin", "jul juil", "aug aoû ago",
         "sep", "oct okt", "nov", "dec dez déc dic"), start=1)
    for word in words.split()
}  # fmt: skip
NAMED = re.compile(r"(?P<day>\d{1,2})\.?\s+(?P<month>[^\W\d_]{3,9})\.?,?\s+(?P<year>(?:19|20)\d\d)")
NAMED_FIRST = re.compile(r"(?P<month>[^\W\d_]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)")
YEAR_FIRST = re.compile(r"(?P<year>(?:19|20)\d\d)\s?[-/.年]\s?(?P<month>\d{1,2})\s?[-/.月]\s?(?P<day>\d{1,2})")
DOTTED = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>(?:19|20)\d\d)")
SLASHED = re.compile(r"(?P<one>\d{1,2})/(?P<two>\d{1,2})/(?P<year>(?:19|20)\d\d)")
LAST_MONTH = 12
FEWEST_HEADS = 3
MOST_PASSED_ON = 20  # times that a mail was passed on


def forwarded_in(text: str, *, own: str = "") -> Forwarded | None:
    """Find the mail that was passed on in a text. None where there is none.

    Of several, the first that nobody of the domain `own` wrote: a colleague may have passed it on before.
    """
    lines, first, tried = lines_of(text), None, 0
    for n, line in enumerate(lines):
        begun = divides(line.strip()[:LONGEST_LINE]) or BEGUN.fullmatch(line.strip(" >*")[:LONGEST_LINE])
        heads = _heads(lines, n + 1 if begun else n)
        if heads is None:
            continue
        if (tried := tried + 1) > MOST_PASSED_ON:
            break
        sender, day, end = heads
        found = Forwarded(sender=sender, day=day, text=words_of("\n".join(_unmarked(lines[end:]))))
        if sender and not (own and sender.endswith(f"@{own}")):
            return found
        first = first or found
    return first


def words_of(text: str, *, by: str = "") -> str:
    """Give what the writer `by` of a mail that was passed on says, without what they answer to and their signature.

    Where they wrote nothing of their own, what they quoted.
    """
    return said_in(text, by=by) or "\n".join(tidied(without_signature(lines_of(text), by=by)))


def _heads(lines: list[str], n: int) -> tuple[str, date | None, int] | None:
    """Read the headers of a mail that begin near a line: its sender, its day, and the line below them."""
    n = next((at for at in range(n, min(n + 3, len(lines))) if lines[at].strip(" >*")), len(lines))
    if n == len(lines) or not any(each.match(lines[n][:LONGEST_LINE]) for each in (FROM, SENT, ALSO)):
        return None
    sender, day, named = "", None, False
    for at in range(n, min(n + MOST_HEADS, len(lines))):
        line = lines[at][:LONGEST_LINE]
        if (found := FROM.match(line)) and not named:
            sender, named = _address_in(found["who"]) or _address_in(_next(lines, at)), True
        elif found := SENT.match(line):
            day = day_in(found["when"])
        elif not ALSO.match(line) and not _goes_on(lines[at - 1], line):
            return (sender, day, at) if named and at - n >= FEWEST_HEADS else None
    return None


def _address_in(text: str) -> str:
    found = ADDRESS.search(text.replace("mailto:", " "))
    return found[0].strip(".").lower() if found else ""


def _next(lines: list[str], at: int) -> str:
    """Give the line below, where a long header goes on."""
    below = lines[at + 1][:LONGEST_LINE] if at + 1 < len(lines) else ""
    return below if _goes_on(lines[at], below) else ""


def _goes_on(line: str, below: str) -> bool:
    """Whether a header goes on in the line below it: a long list of recipients, or an address after a long name."""
    return bool(below.strip(" >*")) and (line.endswith((",", ";")) or below[:1].isspace() or below[:1] == "<")


def _unmarked(lines: list[str]) -> list[str]:
    """Take one mark from lines that are all marked as quoted, as Apple Mail passes on what it forwards."""
    saying = [each for each in lines if each.strip()]
    if saying and all(MARK.match(each) for each in saying):
        return [MARK.sub("", each, count=1) for each in lines]
    return lines


def day_in(text: str) -> date | None:
    """Read the day of a mail as mail programs write it. None for none, and where day and month cannot be told apart."""
    said = text[:200]
    for shape in (YEAR_FIRST, NAMED, NAMED_FIRST, DOTTED):
        if found := shape.search(said):
            month = found["month"]
            n = int(month) if month.isdecimal() else MONTHS.get(month.lower()[:4], MONTHS.get(month.lower()[:3], 0))
            if day := _day(int(found["year"]), n, int(found["day"])):
                return day
    if found := SLASHED.search(said):
        one, two, year = int(found["one"]), int(found["two"]), int(found["year"])
        if one > LAST_MONTH or one == two:
            return _day(year, two, one)
        return _day(year, one, two) if two > LAST_MONTH else None
    return None


def _day(year: int, month: int, day: int) -> date | None:
    if not 1 <= month <= LAST_MONTH or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return date(year, month, day)
