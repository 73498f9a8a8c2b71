"""Released waves that have something of everything: parts that are shown and hidden, a change, a ranking, words."""

import random
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from parley.groups.actions.taking_in import PlaceRow, take_in_places
from parley.groups.terms import MemberKind
from parley.ledger.door import action
from parley.ledger.terms import MACHINE
from parley.people.actions.taking_in import PersonRow, take_in_people
from parley.surveys.actions.reading import read_words
from parley.surveys.actions.releasing import keep_release
from parley.surveys.models import OpenAnswer
from parley.surveys.terms.waves import Part
from tests.surveys.made import ITEMS, LONG_AGO, OPEN_FOR, answer, crew, opened, released

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parley.ledger.terms import Actor
    from parley.people.models import Person
    from parley.surveys.models import Wave
    from tests.cast import Cast

WORDS = ("Tell us why, and when.", "Fewer meetings, please.", "More alphas for our clients.", "Answer topics in time.")


def opinions(number: int, *, agree: float, first: str = "", words: bool = False) -> dict[str, Any]:
    """Answer all questions by a draw of one's own: the share who agree, and what comes first, are those given."""
    drawn = random.Random(number)  # noqa: S311 - a draw that is the same each time
    step = {True: lambda: drawn.choice((4, 4, 5)), False: lambda: drawn.choice((1, 2, 3, 3))}
    given: dict[str, Any] = {
        "influence": step[drawn.random() < agree](),
        "why": step[drawn.random() < agree - 0.1](),
        "speak": step[drawn.random() < min(agree + 0.1, 0.99)](),
    }
    turned = list(ITEMS)
    drawn.shuffle(turned)
    if first and drawn.random() < 0.8:
        turned = [first, *(each for each in turned if each != first)]
    given["value"] = turned[:3]
    return given | ({"open": f"{WORDS[number % len(WORDS)]} ({chr(97 + number % 26)})"} if words else {})


def wave_of(cast: "Cast", people: "Sequence[Person]", *, agree: float, **given: Any) -> "Wave":
    """Ask everybody, and let these answer; released."""
    first, words = given.pop("first", ""), given.pop("words", False)
    wave = opened(cast, **given)
    for number, person in enumerate(people):
        answer(wave, person, opinions(number, agree=agree, first=first, words=words and number % 3 == 0))
    return released(wave)


def two_waves(cast: "Cast", many: int = 100, *, words: bool = False) -> "tuple[Wave, Wave]":
    """Give an autumn and a spring that both asked the same company; of it some sixty in a hundred answer."""
    few_of(cast, "Legal", "law")
    people = crew(cast, many)
    autumn = wave_of(cast, people[: many * 6 // 10], agree=0.6)
    at = cast.at + OPEN_FOR + timedelta(days=1)
    spring = wave_of(cast, people[: many * 7 // 10], agree=0.64, first="testing", name="Spring", words=words,
                     opens_at=at, closes_at=at + OPEN_FOR, at=at)  # fmt: skip
    return autumn, spring


def few_of(cast: "Cast", function: str, name: str) -> None:
    """Bring four people of a function into the company, of whom nobody will answer."""
    keys = [f"{name}{number}" for number in range(4)]
    rows = [
        PersonRow(key=key, name=f"{name.title()} Number{n}", email=f"{key}@parley.example", function=function,
                  region="EMEA", time_zone="Europe/London", stated=frozenset())
        for n, key in enumerate(keys)
    ]  # fmt: skip
    now: dict[str, Any] = {"batch": 1, "actor": MACHINE, "at": cast.at - LONG_AGO}
    take_in_people(rows=rows, **now)
    places = [PlaceRow(group=cast.identity.key, person=key, member=MemberKind.CORE) for key in keys]
    take_in_places(rows=places, **now)


@action
def keep_text(*, wave: "Wave", content: dict[str, Any], actor: "Actor", at: datetime) -> None:
    """Release a sealed wave whose text is given, as an import of an older wave does."""
    keep_release(wave=wave, part=Part.FIGURES, content=content, actor=actor, at=at)
    wave.released_at = at
    wave.save(update_fields=["released_at"])


def read_all(cast: "Cast", wave: "Wave", second: "Person", at: Any) -> None:
    """Let Ines and a second of product operations read all words, and show them as they are."""
    for reader in (cast.ines, second):
        for row in OpenAnswer.objects.filter(wave=wave):
            read_words(answer=row, shown=row.words, actor=reader, at=at)
