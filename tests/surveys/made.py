"""Waves made through actions: a company large enough to be asked, and people who answer."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from parley.groups.actions.taking_in import PlaceRow, take_in_places
from parley.groups.terms import MemberKind
from parley.ledger.door import unsigned
from parley.ledger.terms import MACHINE, Actor
from parley.people.actions.taking_in import PersonRow, take_in_people
from parley.people.models import Person
from parley.people.queries import people_by_key
from parley.reactions.surveys import count
from parley.surveys.actions.answering import begin_answering, hand_in, mark_answered
from parley.surveys.actions.closing import seal_wave
from parley.surveys.actions.opening import open_wave
from parley.surveys.actions.planning import plan_wave

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parley.surveys.models import Wave
    from tests.cast import Cast

LONG_AGO = timedelta(days=60)
OPEN_FOR = timedelta(days=10)
FUNCTIONS = ("client-services", "account-management", "product-management", "sales")
ITEMS = ("roadmap", "vision", "feedback", "execution", "testing")


@unsigned
def keep_awake(*, actor: Actor, at: datetime) -> None:
    """Let everybody be mailed at any hour, so that tests hold at any."""
    Person.objects.update(quiet_from=time(0), quiet_until=time(0))


def crew(cast: "Cast", many: int, *, ago: timedelta = LONG_AGO, name: str = "crew") -> "list[Person]":
    """Bring so many people into the company and, by turns, into its two groups, that long ago, as an import does."""
    now: dict[str, Any] = {"batch": 1, "actor": MACHINE, "at": cast.at - ago}
    keys = [f"{name}{number}" for number in range(many)]
    rows = [
        PersonRow(
            key=key,
            name=f"{name.title()} Number{number}",
            email=f"{key}@parley.example",
            function=FUNCTIONS[number % len(FUNCTIONS)].replace("-", " ").capitalize(),
            region=("EMEA", "APAC", "AMER")[number // 2 % 3],
            time_zone=("Europe/London", "Asia/Tokyo", "America/New_York")[number // 2 % 3],
            stated=frozenset(),
        )
        for number, key in enumerate(keys)
    ]
    take_in_people(rows=rows, **now)
    keep_awake(actor=MACHINE, at=cast.at)
    areas = (cast.identity.key, cast.reporting.key)
    places = [PlaceRow(group=areas[n % 2], person=key, member=MemberKind.CORE) for n, key in enumerate(keys)]
    take_in_places(rows=places, **now)
    there = people_by_key(keys)
    return [there[key] for key in keys]


def planned(cast: "Cast", **given: Any) -> "Wave":
    """Plan a wave by product operations that opens at once, of all groups unless told otherwise."""
    facts: dict[str, Any] = {"name": "Autumn", "opens_at": cast.at, "closes_at": cast.at + OPEN_FOR}
    return plan_wave(**facts | {"actor": cast.ines, "at": cast.at} | given)


def later(cast: "Cast", times: int = 1) -> dict[str, Any]:
    """Give the days of a wave after so many others, as nobody is asked by two at once."""
    return {"opens_at": cast.at + times * OPEN_FOR, "closes_at": cast.at + (times + 1) * OPEN_FOR}


def opened(cast: "Cast", **given: Any) -> "Wave":
    """Plan a wave and open it."""
    wave = planned(cast, **given)
    open_wave(wave=wave, actor=MACHINE, at=wave.opens_at)
    wave.refresh_from_db()
    return wave


def answers(number: int, words: str = "") -> dict[str, Any]:
    """Answer every question, otherwise for each number."""
    turned = [ITEMS[(number + n) % len(ITEMS)] for n in range(3)]
    given = {"influence": number % 5 + 1, "why": (number + 2) % 5 + 1, "speak": (number + 3) % 5 + 1, "value": turned}
    return given | ({"open": words} if words else {})


def answer(wave: "Wave", person: "Person", given: dict[str, Any]) -> str:
    """Answer as somebody, from a browser of their own; the token it holds."""
    now = {"actor": person, "at": wave.opens_at}
    token = begin_answering(wave=wave, **now)
    hand_in(wave=wave, token=token, answers=given, **now)
    mark_answered(wave=wave, token=token, **now)
    return token


def answered(wave: "Wave", people: "Sequence[Person]", words: str = "") -> list[str]:
    """Let everybody answer, each otherwise; the tokens of their browsers."""
    return [answer(wave, person, answers(n, f"{words} {n}" if words else "")) for n, person in enumerate(people)]


def sealed(wave: "Wave") -> "Wave":
    """Close and seal a wave at its hour."""
    seal_wave(wave=wave, actor=MACHINE, at=wave.closes_at)
    wave.refresh_from_db()
    return wave


def released(wave: "Wave") -> "Wave":
    """Close, seal and count a wave, and release its figures."""
    count({"wave": sealed(wave).pk}, wave.closes_at)
    wave.refresh_from_db()
    return wave
