"""The sample's surveys: a wave in spring that is released, read and followed by a topic, and one that is open now."""

from datetime import datetime, timedelta
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING, Any

from parley.exchange.actions.past_waves import import_past_totals
from parley.exchange.terms import Source
from parley.ledger import outbox
from parley.ledger.terms import MACHINE
from parley.people.terms import SAMPLE_ADMINISTRATOR, Side
from parley.seeds.stage import STORY, Telling
from parley.surveys.actions.answering import begin_answering, hand_in, mark_answered
from parley.surveys.actions.closing import seal_wave
from parley.surveys.actions.following import follow_result
from parley.surveys.actions.opening import open_wave
from parley.surveys.actions.planning import plan_wave
from parley.surveys.actions.reading import read_words
from parley.surveys.actions.releasing import release_figures
from parley.surveys.queries.counting import what_was_answered
from parley.surveys.queries.reading import one_to_read
from parley.surveys.rules.counting import counted
from parley.surveys.terms.waves import SPEAK, VALUE, WHY
from parley.topics.actions import answer_topic

if TYPE_CHECKING:
    from parley.people.models import Person
    from parley.surveys.models import Wave

LEANS = {Side.BUSINESS: 0.62, Side.PRODUCT: 0.82, Side.NEITHER: 0.85}  # who is likely to agree
MATTERS = {"feedback": 5, "roadmap": 4, "testing": 3, "execution": 2, "vision": 1}  # how often it comes first
LAST_YEAR, SPRING, AUTUMN = 375, 196, 5  # days ago on which each opened
LASTS = timedelta(days=11)


def tell_surveys(telling: Telling) -> None:
    """Let product operations ask twice, and most of the groups’ people answer."""
    random = Random(67)  # noqa: S311 - the same story each time
    _bring_last_year_in(telling)
    spring = _asked(telling, "Spring", telling.ago(SPRING, 8))
    _answered(telling, spring, random, share=0.75, words=STORY["said_in_surveys"])
    seal_wave(wave=spring, actor=MACHINE, at=spring.closes_at)
    release_figures(wave=spring, content=counted(what_was_answered(spring)), actor=MACHINE, at=spring.closes_at)
    for reader in (telling.people[SAMPLE_ADMINISTRATOR], telling.people["mei"]):
        while (each := one_to_read(spring, reader.pk)) is not None:
            read_words(answer=each, shown=each.words, actor=reader, at=spring.closes_at)
    topic = follow_result(
        wave=spring, question=WHY, cell=(("side", Side.BUSINESS.value),), area=telling.areas["identity"],
        title="Say why before the minutes are out", owner=telling.people["femi"],
        actor=telling.people[SAMPLE_ADMINISTRATOR],
        why="Fewer on the business side than on the product side understand why decisions are made: they read the "
        "reason days later, when clients have asked already.", at=spring.closes_at + timedelta(days=4),
    )  # fmt: skip
    answer_topic(
        topic=topic, actor=telling.people["noor"], at=spring.closes_at + timedelta(days=12),
        answer="The reason is mailed when a decision is published, to everybody it concerns.",
    )  # fmt: skip
    autumn = _asked(telling, "Autumn", telling.ago(AUTUMN, 8))
    _answered(telling, autumn, random, share=0.35, words=())
    outbox.drop("mail_wave", "sweep_wave")


def _bring_last_year_in(telling: Telling) -> None:
    """Bring in what was found a year ago with another tool, as totals."""
    opened, closed = (f"{telling.ago(days):%Y-%m-%d}" for days in (LAST_YEAR, LAST_YEAR - 11))
    head = "wave,opened,closed,question,cut,value,agree,answered,invited"
    of_wave = f"Autumn {telling.ago(LAST_YEAR).year},{opened},{closed}"
    lines = [head, *(f"{of_wave},{line}" for line in STORY["last_years_survey"])]
    source = Source("totals.csv", lambda: BytesIO("\n".join(lines).encode()))
    import_past_totals(source=source, actor=telling.people[SAMPLE_ADMINISTRATOR], at=telling.ago(LAST_YEAR - 30))


def _asked(telling: Telling, name: str, opens_at: datetime) -> "Wave":
    ines = telling.people[SAMPLE_ADMINISTRATOR]
    wave = plan_wave(
        name=f"{name} {opens_at.year}", opens_at=opens_at, closes_at=opens_at + LASTS, actor=ines,
        at=opens_at - timedelta(hours=20),
    )  # fmt: skip
    open_wave(wave=wave, actor=MACHINE, at=opens_at)
    wave.refresh_from_db()
    return wave


def _answered(telling: Telling, wave: "Wave", random: Random, *, share: float, words: Any) -> None:
    said = list(words)
    people = {person.pk: person for members in telling.members.values() for person in members}
    for person in people.values():
        if person.is_active and random.random() < share:
            _answer(wave, person, _given(person, random, said.pop() if said and random.random() < 0.5 else ""))


def _given(person: "Person", random: Random, words: str) -> dict[str, Any]:
    lean = LEANS[person.side]
    given: dict[str, Any] = {
        key: random.choice((4, 4, 5)) if random.random() < lean + more else random.choice((1, 2, 2, 3))
        for key, more in (("influence", 0.0), (WHY, -0.05), (SPEAK, 0.1))
    }
    top: list[str] = []
    while len(top) < 3:
        (one,) = random.choices(list(MATTERS), weights=list(MATTERS.values()))
        top += [one] if one not in top else []
    return given | {VALUE: top} | ({"open": words} if words else {})


def _answer(wave: "Wave", person: "Person", given: dict[str, Any]) -> None:
    now: dict[str, Any] = {"wave": wave, "actor": person, "at": wave.opens_at + timedelta(days=1)}
    token = begin_answering(**now)
    hand_in(token=token, answers=given, **now)
    mark_answered(token=token, **now)
