"""Whoever reads the database after a survey was sealed finds nobody's answers, whatever else they know (R2, R11).

| attack | rule | the build in which it succeeds |
|---|---|---|
| by_transactions | R2, T1 | neither sheets nor people are written anew at the sealing |
| by_place | R2, T2 | no shuffle |
| by_key | R2, T3 | keys that count up, and stay |
| by_dumps_of_each_answer | R2, T4 | sheets are not written anew |
| by_token | R2, T4 | sheets are not written anew |
| by_who_answered | R2 | people are not written anew |
| by_who_was_mailed | R3 | people are not written anew |
| by_mails_that_wait | R2, R3 | mails stay in the outbox |
| by_ledger | R2, T5 | an entry for every answer |
| by_searching_all_tables | R2, T5 | work that waits and names who wrote |
| by_log | R2, T5 | a line of a log for every answer |
| by_parts_of_a_few | R2 | sheets say where they were counted, after they were |
| by_words_beside_steps | R11 | words stay with the sheet |
| by_order_of_words | R11 | no shuffle |
"""

import contextlib
import logging
import re
from collections import Counter

import pytest
from django.db import connection

from parley.kernel.refusals import Refused
from parley.ledger import outbox
from parley.ledger.terms import MACHINE
from parley.reactions import surveys as reactions
from parley.surveys.actions.mailing import mark_mailed
from parley.surveys.queries.answering import receipt_of
from tests.attacks import weakened as weak
from tests.attacks.scenes_of_surveys import (
    BY_CHANCE,
    MANY,
    Attack,
    alike,
    born,
    lying,
    number_of,
    read,
    rows,
    send,
    sent,
    sheets_by,
    word_of,
    words_by,
)
from tests.cast import Cast
from tests.meetings.test_without_names import everything
from tests.surveys.made import crew, opened, released, sealed

pytestmark = [pytest.mark.django_db, pytest.mark.database]
SENT = list(range(MANY))


def by_transactions(cast: Cast) -> int:
    """Hold the transactions that made sheets beside those that marked people; on SQLite a log of the network."""
    scene = sent(cast)
    sealed(scene.wave)
    who = [person.pk for person in scene.people]
    if connection.vendor == "postgresql":
        marked = rows(f"SELECT person_id, {born()} FROM parley_invited WHERE person_id = ANY(%s)", who)  # noqa: S608
        people = [person for person, _ in sorted(marked, key=lambda row: row[1])]
    else:
        people = who
    found = sheets_by(born(), scene.wave.pk)
    return alike([scene.people[number].pk for number in found], people)


def by_place(cast: Cast) -> int:
    """Read sheets as they lie, sealed and then counted, beside a log of the network."""
    scene = sent(cast)
    sealed(scene.wave)
    once = alike(sheets_by(lying(), scene.wave.pk), SENT)
    reactions.count({"wave": scene.wave.pk}, scene.wave.closes_at)
    return max(once, alike(sheets_by(lying(), scene.wave.pk), SENT))


def by_key(cast: Cast) -> int:
    """Put sheets into the order of their keys."""
    scene = sent(cast)
    sealed(scene.wave)
    return alike(sheets_by("key", scene.wave.pk), SENT)


def by_dumps_of_each_answer(cast: Cast) -> int:
    """Copy the database after each answer, which tells whose key is whose; then look the keys up, sealed."""
    people = crew(cast, MANY)
    wave, known = opened(cast), dict[object, int]()
    for number, person in enumerate(people):
        send(wave, person, number)
        new = {row[0] for row in rows("SELECT key FROM parley_sheet")} - known.keys()
        assert len(new) == 1, "while it is open, this attack finds everybody"
        known[new.pop()] = number
    sealed(wave)
    found = rows("SELECT key, answers FROM parley_sheet")
    return sum(known.get(key) == number_of(read(given)) for key, given in found)


def by_token(cast: Cast) -> int:
    """Take what a browser holds, and look for its sheet; until the sealing that finds it."""
    scene = sent(cast)
    hashes = {receipt_of(scene.wave.pk, token) for token in scene.tokens}
    assert len(hashes & {row[0] for row in rows("SELECT receipt FROM parley_sheet")}) == MANY
    sealed(scene.wave)
    return len(hashes & {row[0] for row in rows("SELECT receipt FROM parley_sheet")})


def by_who_answered(cast: Cast) -> int:
    """List who has answered and who has not."""
    scene = sent(cast)
    sealed(scene.wave)
    return len(rows("SELECT person_id FROM parley_invited WHERE answered OR ballot IS NOT NULL"))


def by_who_was_mailed(cast: Cast) -> int:
    """Take those who were not reminded for those who had answered."""
    people = crew(cast, MANY)
    wave = opened(cast)
    for number, person in enumerate(people[: MANY // 2]):
        send(wave, person, number)
    waiting = [row[0] for row in rows("SELECT id FROM parley_invited WHERE NOT answered")]
    mark_mailed(invited=waiting, mail=2, actor=MACHINE, at=cast.at)
    sealed(wave)
    mailed = {row[0] for row in rows("SELECT person_id FROM parley_invited WHERE mailed < 2")}
    everybody = len(rows("SELECT person_id FROM parley_invited"))
    return len(mailed & {person.pk for person in people}) if len(mailed) < everybody else 0


def by_mails_that_wait(cast: Cast) -> int:
    """Read how far reminders have come, from work that was left."""
    wave = sent(cast, 12).wave
    for zone in ("Europe/London", "Asia/Tokyo"):
        outbox.ensure("remind_wave", unique_key=f"remind_wave:{wave.pk}:2:{zone}", run_after=cast.at,
                      payload={"wave": wave.pk, "mail": 2, "zone": zone, "after": 7})  # fmt: skip
    sealed(wave)
    with contextlib.suppress(RuntimeError):  # no sweep inside a test's transaction; it comes after
        reactions.sweep({"wave": wave.pk}, wave.closes_at)
    return len(rows("SELECT id FROM parley_pending WHERE task LIKE '%%mail_wave%%' OR task = 'remind_wave'"))


def by_ledger(cast: Cast) -> int:
    """Count what the ledger and what waits say for each answer: its moment is what a sheet lacks."""
    people = crew(cast, MANY)
    wave = opened(cast)
    tables = ("parley_entry", "parley_about", "parley_pending", "parley_reason")
    before = [len(rows(f"SELECT 1 FROM {table}")) for table in tables]  # noqa: S608 - ours
    for number, person in enumerate(people):
        send(wave, person, number)
    return len(rows("SELECT 1 FROM parley_entry")) - before[0] + len(rows("SELECT 1 FROM parley_about")) - before[1]


def by_searching_all_tables(cast: Cast) -> int:
    """Look through every row of every table for what somebody wrote and for who they are."""
    scene = sent(cast)
    released(scene.wave)
    found = set()
    for table in everything().values():
        for row in table:
            said = str({name: value for name, value in row.items() if name not in {"wave_id", "key"}})
            for number, person in enumerate(scene.people):
                if word_of(number) in said and re.search(rf"\b{person.pk}\b|{person.name}|{person.email}", said):
                    found.add(number)
    return len(found)


def by_log(cast: Cast) -> int:
    """Read the log, at its most talkative, for names and words; some answers are refused on the way."""
    kept: list[str] = []
    handler = logging.Handler(logging.DEBUG)
    handler.emit = lambda record: kept.append(record.getMessage())  # type: ignore[method-assign]
    root, level = logging.getLogger(), logging.getLogger().level
    loggers = [root, logging.getLogger("parley")]
    for each in loggers:
        each.addHandler(handler)
        each.setLevel(logging.DEBUG)
    try:
        scene = sent(cast, 12)
        for number, person in enumerate(scene.people):
            with contextlib.suppress(Refused):
                send(scene.wave, person, number)
        sealed(scene.wave)
    finally:
        for each in loggers:
            each.removeHandler(handler)
        root.setLevel(level)
        logging.getLogger("parley").setLevel(logging.INFO)
    text = "\n".join(line for line in kept if "SELECT" not in line and "INSERT" not in line)
    return sum(person.name in text or word_of(number) in text for number, person in enumerate(scene.people))


def by_parts_of_a_few(cast: Cast) -> int:
    """Hold where a sheet is counted beside who was asked there: of a part of one, it names them."""
    scene = sent(cast)
    released(scene.wave)
    where = '"group", region, "function"'
    there = Counter(rows(f"SELECT {where} FROM parley_invited"))  # noqa: S608 - ours
    sheets = rows(f"SELECT {where} FROM parley_sheet")  # noqa: S608 - ours
    return sum(any(sheet) and there[sheet] < 5 for sheet in sheets)


def by_words_beside_steps(cast: Cast) -> int:
    """Read scores and words from one row: whoever is known by how they write is known by what they scored."""
    scene = sent(cast)
    sealed(scene.wave)
    return sum("heliotrope" in str(read(given)) for (given,) in rows("SELECT answers FROM parley_sheet"))


def by_order_of_words(cast: Cast) -> int:
    """Lay words beside sheets, as both lie: rows that were split in one order are put together again."""
    scene = sent(cast)
    sealed(scene.wave)
    words = [word_of(number) for number in sheets_by(lying(), scene.wave.pk)]
    return alike(words, words_by(lying(), scene.wave.pk))


def nothing_is_written_anew(patch: pytest.MonkeyPatch) -> None:
    weak.no_sealing_of_sheets(patch)
    weak.no_sealing_of_people(patch)


ATTACKS = (
    Attack("R2 T1", by_transactions, nothing_is_written_anew, MANY, BY_CHANCE),
    Attack("R2 T2", by_place, weak.no_shuffle, MANY, BY_CHANCE),
    Attack("R2 T3", by_key, weak.keys_that_count, MANY, BY_CHANCE),
    Attack("R2 T4", by_dumps_of_each_answer, weak.no_sealing_of_sheets, MANY),
    Attack("R2 T4", by_token, weak.no_sealing_of_sheets, MANY),
    Attack("R2", by_who_answered, weak.no_sealing_of_people, MANY),
    Attack("R3", by_who_was_mailed, weak.no_sealing_of_people, MANY // 2),
    Attack("R2 R3", by_mails_that_wait, weak.mails_stay_in_the_outbox, 2),
    Attack("R2 T5", by_ledger, weak.a_trace_in_the_ledger, MANY),
    Attack("R2 T5", by_searching_all_tables, weak.a_trace_in_the_outbox, MANY),
    Attack("R2 T5", by_log, weak.a_log_of_answers, 12),
    Attack("R2", by_parts_of_a_few, weak.cuts_stay, 10),
    Attack("R11", by_words_beside_steps, weak.words_stay_with_the_sheet, MANY),
    Attack("R11", by_order_of_words, weak.no_shuffle, MANY, BY_CHANCE),
)
every_attack = pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.find.__name__)


@every_attack
def test_it_finds_nobody(attack: Attack, cast: Cast) -> None:
    assert attack.find(cast) <= attack.most


@every_attack
def test_it_finds_people_in_a_build_without_that_protection(
    attack: Attack, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    attack.weakened(monkeypatch)
    assert attack.find(cast) >= attack.least
