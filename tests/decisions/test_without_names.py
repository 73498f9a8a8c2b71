"""Dissent without a name, and whoever tries to find out whose it is: in rows, ledger, logs, mails and pages."""

import json
import logging
import random
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse

from parley.decisions.actions import (
    dissent,
    dissent_unsigned,
    escalate_decision,
    escalate_due,
    mail_to_decide,
    open_dissents,
    record_agreement,
    settle_decision,
    withdraw_decision,
)
from parley.decisions.models import Decision, DissentOpening, UnsignedDissent
from parley.decisions.queries import (
    Way,
    could_write_unsigned,
    decision_texts,
    facts_of,
    options_of,
    positions_on,
    sign_of_brief,
)
from parley.decisions.rules import MOST_UNSIGNED, takes_unsigned
from parley.decisions.terms import decision_ref
from parley.groups.queries import acting
from parley.kernel.refusals import Refused
from parley.ledger.door import unsigned
from parley.ledger.models import About, Entry, Pending
from parley.ledger.terms import MACHINE
from parley.people.terms import Side
from parley.reactions.deciding import mail_decision
from tests.cast import Cast, history
from tests.decisions.made import REASON, decision
from tests.meetings.test_without_names import everything

pytestmark = [pytest.mark.django_db, pytest.mark.database]
WHY = "The audits moved to autumn, says client number"
NOT_AGREED = "Two want the audits, two want the graph."


def writers(cast: Cast) -> list[Any]:
    return [cast.sam, cast.aiko, cast.noor, cast.femi, cast.ines]


def write(cast: Cast, row: Decision, person: Any, words: str, secret: str = "") -> None:
    dissent_unsigned(decision=row, text=words, secret=secret or f"secret-{person.pk}", actor=person, at=cast.at)


def write_all(cast: Cast, row: Decision) -> list[str]:
    """Everybody writes, one after another; in which order is what somebody curious knows."""
    for n, person in enumerate(writers(cast)):
        write(cast, row, person, f"{WHY} {n}.")
    return [f"{WHY} {n}." for n in range(len(writers(cast)))]


def unsigned_dissents(decision: int) -> list[str]:
    """What of a decision's dissent without a name is opened."""
    opened = [each for each in positions_on(acting(MACHINE), decision) if each.way is Way.UNSIGNED]
    assert {(each.person, each.name, each.side, each.at) for each in opened} <= {(0, "", Side.NEITHER, None)}
    return [each.text for each in opened]


def escalate(cast: Cast, row: Decision) -> None:
    escalate_decision(decision=row, reason=NOT_AGREED, actor=cast.femi, at=cast.at)


def test_a_dissent_without_a_name_has_no_column_for_a_person_a_moment_or_a_number_that_counts_up() -> None:
    fields = UnsignedDissent._meta.get_fields()
    assert {field.name for field in fields} == {"key", "words", "browser", "decision"}
    assert UnsignedDissent._meta.pk.get_internal_type() == "UUIDField"


def test_writing_changes_nothing_but_its_own_row_and_is_answered_like_one_with_a_name(cast: Cast, caplog: Any) -> None:
    row = decision(cast)
    page = reverse("decision", args=[row.pk])
    browsers = [cast.browser(person) for person in writers(cast)]
    for browser in browsers:
        browser.get(page)
    before = everything()
    with caplog.at_level(logging.DEBUG):
        for n, browser in enumerate(browsers):
            typed = {"text": f"{WHY} {n}.", "named": "no"}
            answers = [browser.post(reverse("decision_dissent", args=[row.pk]), typed) for _ in range(2)]
    after = everything()
    assert {table for table in after if after[table] != before[table]} == {UnsignedDissent._meta.db_table}
    rows = after[UnsignedDissent._meta.db_table]
    assert len({each["browser"] for each in rows}) == len(rows) == len(writers(cast)), "sent twice, it is one"
    known = {str(person.pk) for person in writers(cast)} | {person.name for person in writers(cast)}
    assert not [each for each in rows if known & {str(each[name]) for name in ("key", "browser")}]
    assert not [text for text in caplog.messages if WHY in text or "named" in text]
    fresh = cast.browser(cast.sam)
    named = fresh.post(reverse("decision_dissent", args=[row.pk]), {"text": f"{WHY} nine.", "named": "yes"})
    said = [answer.cookies["messages"].value.split(":")[0] for answer in (answers[0], named)]
    assert said[0] == said[1]
    assert (answers[0].status_code, answers[0].url) == (named.status_code, named.url)


def test_nobody_reads_it_or_hears_how_many_there_are_before_it_is_opened(cast: Cast) -> None:
    row = decision(cast)
    sign = sign_of_brief(row)
    empty = {person: shown(cast, row, person) for person in (cast.elena, cast.femi, cast.ines, cast.sam)}
    write_all(cast, row)
    for person, before in empty.items():
        assert shown(cast, row, person) == before
    assert sign_of_brief(row) == sign
    assert not [text for _key, _title, text in decision_texts() if WHY in text]


def shown(cast: Cast, row: Decision, person: Any) -> list[str]:
    """The pages on which a decision is read, without what differs each time."""
    browser = cast.browser(person)
    names = ["decision", "decision_options", "decision_history", *(["deciding"] if person == cast.elena else [])]
    pages = [browser.get(reverse(name, args=[row.pk])).text for name in names]
    return [re.sub(r'(csrfmiddlewaretoken" value|nonce|"entry)[^>]*', "", page) for page in pages]


def test_once_opened_nothing_leads_from_a_dissent_to_whoever_wrote_it(cast: Cast) -> None:
    row = decision(cast)
    words = write_all(cast, row)
    old = set(UnsignedDissent.objects.values_list("key", flat=True))
    newest = Entry.objects.latest("pk").pk
    escalate(cast, row)
    opened = list(UnsignedDissent.objects.all())
    assert sorted(each.words for each in opened) == words == unsigned_dissents(row.pk)
    assert {each.browser for each in opened} == {None}
    assert not old & {each.key for each in opened}
    entries = list(Entry.objects.filter(pk__gt=newest).values("kind", "actor", "data"))
    assert entries[1] == {
        "kind": "decision.dissents_opened", "actor": None, "data": {"decision": row.pk, "dissents": len(words)},
    }  # fmt: skip
    kept = json.dumps([list(model.objects.values()) for model in (Entry, About, Pending)], default=str)
    assert WHY not in kept
    assert "secret-" not in kept
    assert history(decision_ref(row.pk))[0].startswith(f"opened {len(words)} dissents without a name")


def test_the_attacks_find_an_author_before_opening_and_none_after(cast: Cast) -> None:
    """Rows as they lie, and on PostgreSQL the transactions that made them, beside who wrote when: a log has that."""
    hits = tries = 0
    for n in range(12):
        random.seed(n)  # what Python's own generator gives is known; the order must not come from it
        row = decision(cast)
        written = write_all(cast, row)
        assert lying(row, "words") == written, "the attack finds everybody while nothing was opened"
        if connection.vendor == "postgresql":
            assert lying(row, "words", by="xmin::text::bigint") == written
        escalate(cast, row)
        for found in [lying(row, "words"), list(UnsignedDissent.objects.filter(decision=row))]:
            words = [getattr(each, "words", each) for each in found]
            assert sorted(words) == written
            hits += sum(one == other for one, other in zip(words, written, strict=True))
            tries += len(written)
        if connection.vendor == "postgresql":
            assert len(set(lying(row, "xmin::text"))) == 1
    assert hits / tries < 0.5, "a fifth is to be expected by chance"


def lying(row: Decision, column: str, by: str = "") -> list[str]:
    """What the rows of a decision hold in the order in which they lie, or were made."""
    place = by or ("ctid" if connection.vendor == "postgresql" else "rowid")
    table = UnsignedDissent._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE decision_id = %s ORDER BY {place}", [row.pk])  # noqa: S608 - our own
        return [each for (each,) in cursor.fetchall()]


def test_it_is_opened_whenever_the_decision_goes_to_whoever_decides_and_only_once(cast: Cast) -> None:
    ways: list[Any] = [
        lambda row: escalate(cast, row),
        lambda row: record_agreement(decision=row, option=options_of(row)[0], reason=REASON, actor=cast.femi,
                                     at=cast.at),
        lambda row: mail_to_decide(decision=row, actor=cast.femi, at=cast.at),
        lambda row: open_dissents(decision=row, actor=cast.elena, at=cast.at),
        lambda _row: escalate_due(actor=MACHINE, at=cast.at + timedelta(days=9)),
    ]  # fmt: skip
    for way in ways:
        row = decision(cast)
        write(cast, row, cast.sam, f"{WHY} one.")
        way(row)
        assert unsigned_dissents(row.pk) == [f"{WHY} one."]
        with pytest.raises(Refused, match="would be told by its moment"):
            write(cast, row, cast.aiko, f"{WHY} two.")
        dissent(decision=row, text=f"{WHY} three.", actor=cast.aiko, at=cast.at)
    with pytest.raises(Refused, match="Whoever decides opens"):
        open_dissents(decision=decision(cast), actor=cast.sam, at=cast.at)


def test_nobody_decides_before_it_is_read_and_the_decider_writes_none(cast: Cast) -> None:
    row = decision(cast)
    given: dict[str, Any] = {"decision": row, "option": options_of(row)[0], "reason": REASON}
    with pytest.raises(Refused, match="You decide this"):
        write(cast, row, cast.elena, f"{WHY} one.")
    write(cast, row, cast.sam, f"{WHY} one.")
    with pytest.raises(Refused, match="does not say why"):
        settle_decision(
            **given | {"reason": "strategic"}, actor=cast.elena, at=cast.at
        )  # which would tell when it came
    with pytest.raises(Refused, match="nobody has read why"):
        settle_decision(**given, actor=cast.elena, at=cast.at)
    open_dissents(decision=row, actor=cast.elena, at=cast.at)
    settle_decision(**given, actor=cast.elena, at=cast.at)
    other = decision(cast)
    settle_decision(decision=other, option=options_of(other)[0], reason=REASON, actor=cast.elena, at=cast.at)
    assert DissentOpening.objects.filter(decision=other).exists()
    _forget_openings(actor=cast.elena, at=cast.at)  # as of decisions that were settled before there were any
    html = cast.browser(cast.sam).get(reverse("decision", args=[other.pk])).text
    assert "It stands under your name." in html


@unsigned
def _forget_openings(*, actor: Any, at: Any) -> None:
    DissentOpening.objects.all().delete()


def test_a_browser_writes_so_many_and_what_is_withdrawn_is_let_go_of_unread(cast: Cast) -> None:
    row = decision(cast)
    for n in range(MOST_UNSIGNED):
        write(cast, row, cast.sam, f"{WHY} {n}.", secret="mine")
    with pytest.raises(Refused, match="already"):
        write(cast, row, cast.sam, f"{WHY} more.", secret="mine")
    other = decision(cast)
    write(cast, other, cast.sam, f"{WHY} 0.", secret="mine")
    assert len(set(UnsignedDissent.objects.values_list("browser", flat=True))) == MOST_UNSIGNED + 1
    withdraw_decision(decision=row, reason="The regulator answered it for us.", actor=cast.femi, at=cast.at)
    assert UnsignedDissent.objects.get().decision_id == other.pk
    row.refresh_from_db()
    assert not takes_unsigned(facts_of(row), opened=False)


def test_whoever_writes_is_told_what_is_kept_and_by_how_many_it_could_be(cast: Cast) -> None:
    row = decision(cast)
    assert could_write_unsigned(row) == 4, "Sam, Aiko, Femi and Noor: not the decider, nor product operations"
    html = cast.browser(cast.sam).get(reverse("decision", args=[row.pk])).text
    for words in ("Only 4 people could write without a name here", "You cannot change it or take it back",
                  "Nobody reads it until the decision goes to its decider"):  # fmt: skip
        assert words in html
    answer = cast.browser(cast.sam).post(reverse("decision_dissent", args=[row.pk]), {"text": f"{WHY} one."})
    assert answer.status_code == 422
    assert "whether your name stands beside it" in answer.text
    assert f"{WHY} one." in answer.text, "what was typed stays"


def test_the_decider_reads_it_in_the_mail_on_the_one_page_and_side_by_side(cast: Cast) -> None:
    row = decision(cast)
    write_all(cast, row)
    page = cast.browser(cast.elena).get(reverse("deciding", args=[row.pk])).text
    assert "Read first what was written without a name" in page
    sign = sign_of_brief(row)
    answer = cast.browser(cast.elena).post(reverse("decision_dissents_opening", args=[row.pk]), {"one_page": "yes"})
    assert (answer.status_code, answer.url) == (302, reverse("deciding", args=[row.pk]))
    assert sign_of_brief(row) != sign
    for name in ("deciding", "decision_options", "decision"):
        html = cast.browser(cast.elena).get(reverse(name, args=[row.pk])).text
        assert html.count(WHY) == len(writers(cast)), name
        assert "4 people could have written what has no name" in html
    escalate(cast, row)
    mail_decision({"decision": row.pk, "person": cast.elena.pk, "work": 1}, cast.at)
    assert mail.outbox[-1].body.count("Without a name: " + WHY) == len(writers(cast))
    assert [text.count(WHY) for _key, _title, text in decision_texts([row.pk])] == [len(writers(cast))]
