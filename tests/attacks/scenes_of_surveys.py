"""What every attack on a survey starts from: people who answer one after another, and what a page or a row says of it.

An attacker knows from a log of the network who sent at which moment, and holds what can be read: tables, files, pages.
"""

import hashlib
import itertools
import json
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

from parley.surveys.actions import answering
from parley.surveys.models import Sheet
from tests.attacks.weakened import Weakening
from tests.surveys.made import ITEMS, crew, opened

if TYPE_CHECKING:
    from parley.people.models import Person
    from parley.surveys.models import Wave
    from tests.cast import Cast

MANY = 30
BY_CHANCE = 6  # of MANY, in an order of no meaning: one is to be expected, and seven come once in ten thousand times


@dataclass(frozen=True, slots=True)
class Attack:
    """How many people or answers it finds: at most so many here, at least so many in a build without a protection."""

    rule: str
    find: Callable[["Cast"], int]
    weakened: Weakening
    least: int
    most: int = 0


def given_by(number: int) -> dict[str, Any]:
    """Give answers that tell of whoever knows them whose they are, and words that stand in no order."""
    three = next(itertools.islice(itertools.permutations(ITEMS, 3), number % 60, None))
    steps = {"influence": number % 5 + 1, "why": number // 5 % 5 + 1, "speak": number // 25 % 5 + 1}
    return steps | {"value": list(three), "open": word_of(number)}


def word_of(number: int) -> str:
    """Give what somebody writes."""
    return f"{hashlib.sha256(str(number).encode()).hexdigest()[:8]} heliotrope"


def number_of(answers: dict[str, Any]) -> int:
    """Say whose answers these are."""
    return int(answers["influence"] - 1 + 5 * (answers["why"] - 1) + 25 * (answers["speak"] - 1))


@dataclass(frozen=True, slots=True)
class Sent:
    """A wave that people have answered, in the order in which they stand; what their browsers hold."""

    wave: "Wave"
    people: "Sequence[Person]"
    tokens: Sequence[str]


def send(wave: "Wave", person: "Person", number: int) -> str:
    """Answer as a browser does, and give what it holds."""
    now: dict[str, Any] = {"wave": wave, "actor": person, "at": wave.opens_at}
    token = answering.begin_answering(**now)
    answering.begin_sending(token=token, **now)
    answering.hand_in(token=token, answers=given_by(number), **now)
    answering.mark_answered(token=token, **now)
    return token


def sent(cast: "Cast", many: int = MANY, **plan: Any) -> Sent:
    """Open a wave that so many answer, in an order that has nothing to do with who they are."""
    people = crew(cast, many)
    random.Random(7).shuffle(people)  # noqa: S311 - the same in every run
    begin_on_empty_pages()
    wave = opened(cast, **plan)
    return Sent(wave, people, [send(wave, person, number) for number, person in enumerate(people)])


def begin_on_empty_pages() -> None:
    """Leave nothing of earlier tests on PostgreSQL's pages: rows fill such holes in any order, and hide their own."""
    if connection.vendor == "postgresql" and not Sheet.objects.exists():
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE parley_sheet, parley_openanswer")


def rows(query: str, *given: Any) -> list[tuple[Any, ...]]:
    """Read the database itself."""
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return [tuple(row) for row in cursor.fetchall()]


def sheets_by(order: str, wave: int) -> list[int]:
    """Say whose sheets these are, as they lie in some order; what is alike in it stands in any."""
    found = rows(f"SELECT {order}, answers FROM parley_sheet WHERE wave_id = %s", wave)  # noqa: S608 - ours
    random.shuffle(found)
    found.sort(key=lambda row: row[0])
    return [number_of(read(row[1])) for row in found]


def words_by(order: str, wave: int) -> list[str]:
    """Give what was written, as it lies."""
    found = rows(f"SELECT words FROM parley_openanswer WHERE wave_id = %s ORDER BY {order}", wave)  # noqa: S608 - ours
    return [row[0] for row in found]


def read(answers: Any) -> dict[str, Any]:
    """Read what a column of JSON holds, on either database."""
    found: dict[str, Any] = json.loads(answers) if isinstance(answers, str) else answers
    return found


def lying() -> str:
    """Give what tells in which order rows lie."""
    return "100000 * (ctid::text::point)[0] + (ctid::text::point)[1]" if connection.vendor == "postgresql" else "rowid"


def born() -> str:
    """Give what tells which change made a row; SQLite has nothing but where it lies."""
    return "xmin::text::bigint" if connection.vendor == "postgresql" else "rowid"


def alike(one: Sequence[object], other: Sequence[object]) -> int:
    """Count what stands in the same place in both."""
    return sum(a == b for a, b in zip(one, other, strict=False))


def rate_in(page: str) -> str:
    """Give all that a page says of how many have answered."""
    return " ".join(re.findall(r"[^<>]*answered[^<>]*", page))
