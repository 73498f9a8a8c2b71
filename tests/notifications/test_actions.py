"""Telling people, reading up, and trying parked work again: what changes, and what the ledger says of it."""

import pytest

from parley.kernel.refusals import Refused
from parley.ledger.models import Entry, Pending
from parley.ledger.queries import Told, entry_told
from parley.ledger.terms import MACHINE, Ref
from parley.notifications.actions import read_up, retry_work, tell
from parley.notifications.actions.news import mail_together
from parley.notifications.models import Notice
from parley.notifications.rules import TOGETHER
from parley.notifications.terms import Because, ToTell, notice_ref
from parley.people.terms import person_ref
from parley.topics.actions import answer_topic
from tests.cast import Cast, history
from tests.topics.made import topic

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def an_answer(cast: Cast) -> Told:
    brought = topic(cast, cast.aiko)
    answer_topic(topic=brought, answer="Yes: APPI is covered from January on.", actor=cast.noor, at=cast.at)
    told = entry_told(Entry.objects.latest("pk").pk)
    assert told is not None
    assert told.event.kind == "topic.answered"
    return told


def test_each_is_told_once_however_often_it_is_said(cast: Cast) -> None:
    told = an_answer(cast)
    people = [ToTell(cast.aiko.pk, Because.BROUGHT), ToTell(cast.sam.pk, Because.SUPPORTS)]
    assert tell(told=told, people=people[:1], actor=MACHINE, at=cast.at) == 1
    assert tell(told=told, people=people, actor=MACHINE, at=cast.at) == 1
    assert tell(told=told, people=people, actor=MACHINE, at=cast.at) == 0
    noticed = Notice.objects.filter(entry=told.entry).values_list("person", "because")
    assert dict(noticed) == {cast.aiko.pk: Because.BROUGHT, cast.sam.pk: Because.SUPPORTS}
    assert history(notice_ref(told.entry)) == [f"told 1 person of entry {told.entry}"] * 2


def test_a_notice_keeps_no_word_of_what_it_is_about(cast: Cast) -> None:
    told = an_answer(cast)
    tell(told=told, people=[ToTell(cast.aiko.pk, Because.BROUGHT)], actor=MACHINE, at=cast.at)
    assert {field.name for field in Notice._meta.get_fields()} == {
        "id", "person", "entry", "because", "told_at", "read_at", "mail_after", "mailed_at",
    }  # fmt: skip


def test_only_whom_it_concerns_most_gets_a_mail_and_only_one(cast: Cast) -> None:
    told = an_answer(cast)
    people = [ToTell(cast.aiko.pk, Because.BROUGHT), ToTell(cast.sam.pk, Because.SUPPORTS)]
    for _ in range(2):
        tell(told=told, people=people, actor=MACHINE, at=cast.at)
    work = Pending.objects.filter(task="gather_news")
    assert [each.payload for each in work] == [{"person": cast.aiko.pk}]
    soon = cast.at + TOGETHER
    assert dict(Notice.objects.values_list("person", "mail_after")) == {cast.aiko.pk: soon, cast.sam.pk: None}
    assert [mail_together(person=cast.aiko.pk, actor=MACHINE, at=soon) for _ in range(2)] == [1, 0]
    mails = Pending.objects.filter(task="mail_notice")
    assert [each.payload for each in mails] == [{"person": cast.aiko.pk, "entry": told.entry, "more": []}]
    assert history(person_ref(cast.aiko.pk))[0] == "put 1 notice into a mail"


def test_reading_up_marks_what_was_told_by_then(cast: Cast) -> None:
    told = an_answer(cast)
    tell(told=told, people=[ToTell(cast.aiko.pk, Because.BROUGHT)], actor=MACHINE, at=cast.at)
    read_up(person=cast.aiko, until=cast.at, actor=cast.aiko, at=cast.at)
    cast.aiko.refresh_from_db()
    assert cast.aiko.seen_until == cast.at
    assert Notice.objects.get().read_at == cast.at
    assert history(person_ref(cast.aiko.pk))[:2] == ["read 1 notice", "caught up with what changed"]


def test_an_administrator_tries_parked_work_again_and_nobody_else_does(cast: Cast) -> None:
    work = Pending.objects.create(task="mail_notice", run_after=cast.at, parked=True, trouble="No mail server.")
    with pytest.raises(Refused, match="product operations"):
        retry_work(work=work.pk, actor=cast.femi, at=cast.at)
    retry_work(work=work.pk, actor=cast.ines, at=cast.at)
    work.refresh_from_db()
    assert not work.parked
    assert history(Ref("work", work.pk)) == [f"asked for another try of background work {work.pk}"]
    with pytest.raises(Refused, match="not waiting for you"):
        retry_work(work=work.pk, actor=cast.ines, at=cast.at)
