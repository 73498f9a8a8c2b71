"""A mail server that is down: nothing is lost or parked, other work goes on, and nobody is flooded afterwards."""

import smtplib
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.utils import timezone

from parley.ledger import outbox
from parley.ledger.door import unsigned
from parley.ledger.models import Pending
from parley.ledger.outbox import GIVES_UP, PAUSES
from parley.ledger.terms import MACHINE, Actor
from parley.notifications.models import Notice
from parley.notifications.models.digests import StopLink
from parley.notifications.rules import TOGETHER
from parley.people.actions import ask_for_link
from parley.people.models import Person
from parley.reactions.news import gather, gather_held
from parley.reactions.table import react
from parley.reactions.tasks import TASKS, How, Task
from parley.reactions.worker import Worker, is_server_down
from parley.topics.actions import answer_topic
from tests.cast import Cast
from tests.mailserver import MailServer
from tests.own_database import play
from tests.topics.made import topic

pytestmark = [pytest.mark.django_db]


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = timezone.now()

    def __call__(self) -> Any:
        return self.at


@pytest.fixture
def server(settings: LazySettings) -> MailServer:
    """A mail server that is not there yet."""
    down = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", down.port, 2
    return down


def answers(cast: Cast, many: int, at: Any) -> None:
    """Topics of Aiko's are answered, and she is told; the mails wait."""
    for n in range(many):
        brought = topic(cast, cast.aiko, f"Does consent cover market {n}?")
        answer_topic(topic=brought, answer=f"Yes: from January on, number {n}.", actor=cast.noor, at=at)
    for work in list(Pending.objects.filter(task="react").order_by("pk")):
        react(work.payload, at)
        work.delete()


@unsigned
def tell_each(people: Sequence[Person], entry: int, *, actor: Actor, at: datetime) -> None:
    """Tell some people of an entry, to be mailed at once."""
    Notice.objects.filter(entry=entry).delete()
    Notice.objects.bulk_create(
        Notice(person=each, entry_id=entry, because="brought", told_at=at, mail_after=at) for each in people
    )


def ours() -> Any:
    return Pending.objects.filter(task="mail_notice")


@pytest.mark.database
def test_an_hour_without_a_mail_server_loses_nothing_and_floods_nobody(cast: Cast, server: MailServer) -> None:
    clock = Clock()
    answers(cast, 5, clock.at)
    worker = Worker(clock=clock)
    for _minute in range(60):
        worker.work_off()
        clock.at += timedelta(minutes=1)
    assert ours().count() == 1
    assert not outbox.parked()
    assert StopLink.objects.count() == 1, "one mail has one way out, however often it was tried"
    with server.running():
        for _minute in range(10):
            clock.at += timedelta(minutes=1)
            worker.work_off()
    assert not ours().exists()
    [(to, letter)] = server.taken
    assert to == cast.aiko.email
    text = letter.as_string()
    assert text.count("number") >= 5
    assert Notice.objects.filter(person=cast.aiko, entry__kind="topic.answered").count() == 5


def test_a_crash_between_sending_and_marking_sends_the_same_mail_again(cast: Cast, server: MailServer) -> None:
    clock = Clock()
    answers(cast, 3, clock.at)
    clock.at += TOGETHER
    gather({"person": cast.aiko.pk}, clock.at)
    [row] = ours().values()
    with server.running():
        worker = Worker(clock=clock)
        worker.work_off()
        Pending.objects.create(**{**row, "lease": 0})
        worker.work_off()
    assert len(server.taken) == 2
    assert len(server.ids()) == 1


def test_a_server_that_hangs_up_before_it_says_yes_gets_each_mail_once_more_at_most(
    cast: Cast, server: MailServer
) -> None:
    clock = Clock()
    people = [cast.sam, cast.aiko, cast.noor, cast.femi]
    for person in people[:3]:
        answer_topic(topic=topic(cast, person, f"Does consent cover {person.name}?"), answer="Yes: from January on.",
                     actor=cast.noor if person != cast.noor else cast.femi, at=clock.at)  # fmt: skip
    ask_for_link(email=str(cast.femi.email), actor=MACHINE, at=clock.at)
    server.drops = {str(person.email) for person in people}
    with server.running():
        for _minute in range(20):
            Worker(clock=clock).work_off()
            clock.at += timedelta(minutes=1)
    assert not server.drops
    assert {to for to, _mail in server.taken} >= {str(person.email) for person in people}
    assert set(server.ids().values()) == {2}, "each came, its answer was lost, and it came again under the same id"
    assert not any(outbox.waiting(each) for each in ("mail_notice", "mail_sign_in_link", "gather_news"))
    assert not outbox.parked()


def test_nobody_else_waits_for_a_server_that_takes_the_call_and_says_nothing(own_database: str, tmp_path: Path) -> None:
    found = play("tests.reactions.scenes", "dead", own_database, tmp_path)
    assert not found["hung up"], "the worker waited for the server all the time"
    assert found["answers"] == [200, 200], found
    assert found["calls"] <= 2, "one mail of each thread meets the silence"
    assert found["wait"] == 2


def test_other_work_goes_on_while_mail_waits(cast: Cast, server: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    Pending.objects.all().delete()
    done: list[Any] = []
    monkeypatch.setitem(TASKS, "whole", Task(lambda payload, at: done.append(at)))
    for email in (cast.sam.email, cast.aiko.email, cast.noor.email):
        ask_for_link(email=email, actor=MACHINE, at=timezone.now())
    clock = Clock()
    outbox.ensure("whole", unique_key="whole", run_after=clock.at)
    Worker(clock=clock).work_off()
    assert done
    mails = Pending.objects.filter(task="mail_sign_in_link").order_by("pk")
    assert [bool(each.trouble) for each in mails] == [True, False, False]  # one asked, and the others wait with it
    assert {each.attempts for each in mails} == {0}
    assert {each.run_after > clock.at for each in mails} == {True}


def test_who_is_refused_is_not_taken_for_a_server_that_is_down() -> None:
    assert is_server_down(ConnectionRefusedError())
    assert is_server_down(TimeoutError())
    assert is_server_down(smtplib.SMTPServerDisconnected())
    assert is_server_down(smtplib.SMTPAuthenticationError(535, b"no"))
    assert not is_server_down(smtplib.SMTPRecipientsRefused({}))
    assert not is_server_down(smtplib.SMTPDataError(554, b"spam"))
    assert not is_server_down(ValueError())


def test_mail_waits_two_days_for_its_server_before_somebody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def down(payload: dict[str, Any], at: Any) -> None:
        raise ConnectionRefusedError

    Pending.objects.all().delete()
    monkeypatch.setitem(TASKS, "mail_it", Task(down, How.OUTSIDE))
    clock = Clock()
    outbox.ensure("mail_it", unique_key="it", run_after=clock.at)
    pauses = []
    while not outbox.parked():
        begun = clock.at
        Worker(clock=clock).work_off()
        due = outbox.next_due()
        pauses.append(((due or begun) - begun).total_seconds())
        clock.at = due or begun
    assert pauses[:3] == [5, 5, 5]
    assert max(pauses) == 120
    assert sum(pauses) >= GIVES_UP.total_seconds() - 120
    assert "ConnectionRefusedError" in outbox.parked()[0].trouble


@pytest.mark.database
def test_a_mail_at_which_the_server_hangs_up_keeps_no_other_waiting_and_is_parked(
    cast: Cast, server: MailServer
) -> None:
    Pending.objects.all().delete()
    clock, others = Clock(), [cast.sam.email, cast.noor.email, cast.omar.email]
    server.hangs_up.add(str(cast.aiko.email))
    for email in (cast.aiko.email, *others):
        ask_for_link(email=str(email), actor=MACHINE, at=clock.at)
    worker = Worker(clock=clock)
    with server.running():
        for _look in range(3):
            worker.work_off()
            clock.at += timedelta(seconds=6)
        assert [to for to, _letter in server.taken] == others
        for hour in range(1, 30):
            clock.at += timedelta(hours=1)
            ask_for_link(email=str(cast.sam.email), actor=MACHINE, at=clock.at)
            for _look in range(2):
                worker.work_off()
                clock.at += timedelta(minutes=3)
            assert len(server.taken) == len(others) + hour
    [parked] = outbox.parked()
    assert parked.trouble.startswith("SMTPServerDisconnected")
    assert server.asked[str(cast.aiko.email)] < 2 * len(PAUSES) + 5


def links(clock: Clock, *people: Person) -> Any:
    for person in people:
        ask_for_link(email=str(person.email), actor=MACHINE, at=clock.at)
    return Pending.objects.filter(task="mail_sign_in_link").order_by("pk")


def test_a_server_that_falls_silent_costs_one_mail_one_try(cast: Cast, server: MailServer) -> None:
    Pending.objects.all().delete()
    clock = Clock()
    worker = Worker(clock=clock)
    with server.running():
        links(clock, cast.sam)
        worker.work_off()
    rows = links(clock, cast.aiko, cast.noor, cast.omar, cast.elena)
    worker.work_off()
    assert [(each.attempts, bool(each.trouble)) for each in rows.all()] == [
        (1, True), (0, True), (0, False), (0, False),
    ]  # fmt: skip
    for _minute in range(20):
        clock.at += timedelta(minutes=1)
        worker.work_off()
    assert [(each.attempts, bool(each.trouble)) for each in rows.all()] == [
        (1, True), (0, True), (0, True), (0, True),
    ], "each asks in its turn"  # fmt: skip


def test_work_that_finds_nothing_to_send_says_nothing_of_the_server(cast: Cast, server: MailServer) -> None:
    Pending.objects.all().delete()
    clock = Clock()
    outbox.ensure("mail_sign_in_link", unique_key="nobody", run_after=clock.at, payload={"person": 0, "next_page": ""})
    rows = links(clock, cast.aiko, cast.noor)
    Worker(clock=clock).work_off()
    assert [each.attempts for each in rows.all()] == [0, 0]


def test_nothing_is_gathered_while_a_mail_waits_for_the_server(cast: Cast, server: MailServer) -> None:
    clock = Clock()
    answers(cast, 2, clock.at)
    clock.at += TOGETHER
    gather({"person": cast.aiko.pk}, clock.at)
    assert ours().count() == 1
    answers(cast, 1, clock.at)
    Pending.objects.filter(task="gather_news").delete()
    clock.at += 2 * TOGETHER
    gather_held(clock.at)
    assert not outbox.waiting("gather_news"), "in an outage that would be everybody, every five minutes"
    ours().delete()
    gather_held(clock.at)
    gather_held(clock.at)
    assert [each.payload for each in Pending.objects.filter(task="gather_news")] == [{"person": cast.aiko.pk}]


def test_whoever_is_left_in_peace_no_more_is_seen_to_in_the_same_queries_however_many_they_are(
    cast: Cast, server: MailServer, django_assert_num_queries: Any
) -> None:
    clock = Clock()
    answers(cast, 1, clock.at)
    told = Notice.objects.filter(mail_after__isnull=False).first()
    assert told is not None
    for people in ([cast.aiko], [cast.aiko, cast.sam, cast.noor, cast.femi]):
        tell_each(people, told.entry_id, actor=MACHINE, at=clock.at)
        Pending.objects.all().delete()
        with django_assert_num_queries(4):
            gather_held(clock.at + TOGETHER)
        assert outbox.waiting("gather_news") == len(people)
