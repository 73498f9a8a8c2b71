"""Reading one cell: each function gives a value or raises Refused with what to write instead."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar

from parley.clients.rules.domains import domain_of
from parley.exchange.rules.known import Known
from parley.exchange.rules.nearness import suggestion
from parley.exchange.rules.writing import parts_of
from parley.kernel.currencies import currency_of
from parley.kernel.money import money_of
from parley.kernel.refusals import Refused
from parley.kernel.spans import FIRST_YEAR, LAST_YEAR, window_of
from parley.people.rules import known_zones

W = TypeVar("W", bound=StrEnum)
Read = Callable[[str, Known], Any]

LONGEST_TEXT = 100_000
HINTS = {
    "pt": "America/Los_Angeles", "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles",
    "pacific": "America/Los_Angeles", "et": "America/New_York", "est": "America/New_York",
    "edt": "America/New_York", "eastern": "America/New_York", "ct": "America/Chicago", "cst": "America/Chicago",
    "central": "America/Chicago", "mt": "America/Denver", "mountain": "America/Denver", "cet": "Europe/Berlin",
    "cest": "Europe/Berlin", "bst": "Europe/London", "gmt": "Europe/London", "ist": "Asia/Kolkata",
    "jst": "Asia/Tokyo", "kst": "Asia/Seoul", "poland": "Europe/Warsaw", "germany": "Europe/Berlin",
    "japan": "Asia/Tokyo", "india": "Asia/Kolkata", "uk": "Europe/London", "london": "Europe/London",
    "aest": "Australia/Sydney", "sgt": "Asia/Singapore",
}  # fmt: skip  # only said in the sentence that asks: which clock somebody meant is theirs to say


def text(longest: int = LONGEST_TEXT) -> Read:
    """Read a text of several lines, without white space around it."""

    def read(cell: str, known: Known) -> str:
        clean = cell.replace("\r\n", "\n").strip()
        if len(clean) > longest:
            raise Refused(f"This has {len(clean):,} characters of at most {longest:,}. Shorten it, and link the rest.")
        return clean

    return read


def words(longest: int) -> Read:
    """Read a text of one line."""

    def read(cell: str, known: Known) -> str:
        clean = " ".join(cell.split())
        if len(clean) > longest:
            raise Refused(f"This has {len(clean):,} characters of at most {longest}. Shorten it.")
        return clean

    return read


def key(longest: int = 120) -> Read:
    """Read a key: how another system names the thing."""
    return words(longest)


def slug(cell: str, known: Known) -> str:
    """Read the key of a group, which stands in addresses."""
    clean = cell.strip().lower()
    if not re.fullmatch(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", clean) or len(clean) > 60:
        raise Refused("A group’s key stands in addresses: write 1 to 60 small letters, digits and single dashes.")
    return clean


def source(cell: str, known: Known) -> str:
    """Read which system a row comes from."""
    clean = cell.strip()
    if not re.fullmatch(r"[A-Za-z0-9._-]{1,40}", clean):
        raise Refused("A source is one word of at most 40 letters, digits, dots and dashes.")
    return clean


def one_of(kind: type[W]) -> Read:
    """Read a word of a fixed list."""
    names = {member.value: member for member in kind}

    def read(cell: str, known: Known) -> W:
        word = cell.strip().lower().replace(" ", "_").replace("-", "_")
        if word not in names:
            near = suggestion(cell.strip(), set(names))
            raise Refused(f"This is none of {', '.join(names)}.{near if 'mean' in near else ''} "
                          "Write one of them, or say in the mapping file which it means.")  # fmt: skip
        return names[word]

    return read


def several(read: Read) -> Read:
    """Read a list in one cell, parted by semicolons."""

    def read_all(cell: str, known: Known) -> tuple[Any, ...]:
        return tuple(dict.fromkeys(read(part, known) for part in parts_of(cell)))

    return read_all


def domain(cell: str, known: Known) -> str:
    """Read a domain from which a client’s mail comes."""
    return domain_of(cell)


def yes(cell: str, known: Known) -> bool:
    """Read yes or no."""
    word = cell.strip().casefold()
    if word in ("yes", "y", "true", "1", "x"):
        return True
    if word in ("no", "n", "false", "0"):
        return False
    raise Refused("Write yes or no.")


def day(cell: str, known: Known) -> date:
    """Read a day as 2027-03-15."""
    parts = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", cell.strip())
    try:
        found = date(int(parts[1]), int(parts[2]), int(parts[3])) if parts else date.min
    except ValueError:
        found = date.min
    if not FIRST_YEAR - 100 <= found.year <= LAST_YEAR:
        raise Refused("This is not a day. Write it like 2027-03-15.")
    return found


def moment(cell: str, known: Known) -> datetime:
    """Read a moment with its offset, or a day, which begins in UTC."""
    clean = cell.strip()
    try:
        found = datetime.fromisoformat(clean)
    except ValueError:
        raise Refused("This is not a moment. Write it like 2027-03-15T09:30:00+00:00.") from None
    if not FIRST_YEAR - 100 <= found.year <= LAST_YEAR:
        raise Refused(f"A year lies between {FIRST_YEAR - 100} and {LAST_YEAR}. Write such a moment.")
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def hour(cell: str, known: Known) -> time:
    """Read a local hour: 9:00, 14:30, 9am, 9:30 PM."""
    found = re.fullmatch(r"(\d{1,2})(?:[:.h](\d{2}))?(?::00)?\s*([ap])?\.?(?:m\.?)?", cell.strip().casefold())
    if found and (found[2] or found[3]):
        hours, minutes = int(found[1]), int(found[2] or 0)
        if found[3] and 1 <= hours <= 12:
            hours = hours % 12 + (12 if found[3] == "p" else 0)
        elif found[3]:
            hours = 99
        if hours < 24 and minutes < 60:
            return time(hours, minutes)
    raise Refused("This is not an hour of the day. Write it like 14:30.")


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    return {name.casefold(): name for name in known_zones()}


def zone(cell: str, known: Known) -> str:
    """Read a time zone of the IANA list."""
    word = cell.strip()
    if found := _zones().get(word.casefold()):
        return found
    meant = next((HINTS[part] for part in re.findall(r"[a-z]+", word.casefold()) if part in HINTS), "")
    if meant:
        raise Refused(
            "This is not a time zone of the IANA list, which is needed to follow clock changes. If it means "
            f'{meant}, write into the mapping file under words.time_zone: "{word}" = "{meant}".'
        )
    near = suggestion(word, set(_zones().values()), few=0)
    raise Refused(f"This is not a time zone of the IANA list. Write one like Europe/London.{near}")


def number(least: int, most: int) -> Read:
    """Read a whole number between two."""

    def read(cell: str, known: Known) -> int:
        clean = cell.strip()
        if not re.fullmatch(r"-?\d{1,12}", clean) or not least <= int(clean) <= most:
            raise Refused(f"Write a whole number from {least} to {most}.")
        return int(clean)

    return read


def amount(cell: str, known: Known) -> Decimal:
    """Read a sum: 1200000, 1.2m, 1,200,000."""
    return money_of(cell, "EUR").amount


def revenue(cell: str, known: Known) -> Decimal:
    """Read a sum that is not below nothing."""
    found = amount(cell, known)
    if found < 0:
        raise Refused("A yearly revenue cannot be below nothing. Leave it empty when it is unknown.")
    return found


def worth(cell: str, known: Known) -> Decimal:
    """Read what one unit of a currency is worth in another: 0.92."""
    clean = cell.strip()
    if not re.fullmatch(r"\d{1,10}(\.\d{1,8})?", clean):
        raise Refused("Write what one of it is worth with a point and at most eight decimals, as 0.92.")
    return Decimal(clean)


def currency(cell: str, known: Known) -> str:
    """Read the three letters of a currency."""
    return currency_of(cell)


def window(cell: str, known: Known) -> Any:
    """Read a window: Q2 2027, H1 2027, Mar 2027, 2027-03-15, or one to another."""
    return window_of(" ".join(cell.split()))


def email(cell: str, known: Known) -> str:
    """Read an e-mail address."""
    clean = cell.strip().lower()
    if len(clean) > 254 or not re.fullmatch(r"[^@\s\"<>,;]+@[^@\s\"<>,;]+\.[^@\s\"<>,;]+", clean):
        raise Refused("This is not an e-mail address. Write one like name@company.example.")
    return clean


def language(cell: str, known: Known) -> str:
    """Read a language by its code."""
    clean = cell.strip()
    if not re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})?", clean):
        raise Refused("This is not a language. Write its code, for example en, de or ja.")
    return clean


def person(cell: str, known: Known) -> str:
    """Read who is meant."""
    return known.person(cell)


def area(cell: str, known: Known) -> str:
    """Read which group is meant."""
    return known.area(cell)


def region(cell: str, known: Known) -> str:
    """Read a region, which may be new."""
    return known.region(str(words(80)(cell, known)))


def function(cell: str, known: Known) -> str:
    """Read a function, which may be new."""
    return known.function(str(words(80)(cell, known)))


def client(cell: str, known: Known) -> tuple[str, str]:
    """Read which client is meant."""
    return known.client(cell)


def initiative(cell: str, known: Known) -> tuple[str, str]:
    """Read which initiative is meant."""
    return known.initiative(cell)


def insight(cell: str, known: Known) -> tuple[str, str]:
    """Read which insight is meant."""
    return known.insight(cell)


def statement(cell: str, known: Known) -> tuple[str, str]:
    """Read which statement is meant."""
    return known.statement(cell)


def team(cell: str, known: Known) -> tuple[str, Decimal]:
    """Read a team with its team-weeks a quarter: “Consent: 12.5”."""
    name, colon, weeks = cell.rpartition(":")
    if not colon:
        name, weeks = cell, "0"
    if not re.fullmatch(r"\s*\d{1,3}(\.\d)?\s*", weeks) or not name.strip() or len(name) > 120:
        raise Refused("Write a team with its team-weeks a quarter, for example “Consent: 12.5”.")
    return " ".join(name.split()), Decimal(weeks.strip())
