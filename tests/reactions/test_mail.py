"""Mail: to the right person, in their zone, with nothing they may not see, and with no header of somebody's making."""

from datetime import timedelta
from email import policy
from email.parser import BytesParser

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone

from parley.ledger import outbox
from parley.ledger.models import Pending
from parley.ledger.queries import entry_told
from parley.ledger.terms import MACHINE
from parley.notifications.actions import read_up, tell
from parley.notifications.models import Notice
from parley.notifications.rules import TOGETHER
from parley.notifications.terms import Because, ToTell
from parley.people.actions import ask_for_link, change_person, note_leaving
from parley.people.terms import person_ref
from parley.reactions import mail as mails
from parley.reactions.news import gather, mail_news
from parley.reactions.table import react
from parley.reactions.worker import Worker
from parley.topics.actions import answer_topic
from tests.cast import Cast, history
from tests.reactions.later import work_off
from tests.topics.made import topic

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def an_answer(cast: Cast, title: str = "Does consent cover Japan?") -> None:
    """A topic of Aiko's is answered, and she is told; the mail still waits."""
    brought = topic(cast, cast.aiko, title)
    answer_topic(topic=brought, answer="Yes: APPI is covered from January on.", actor=cast.noor, at=cast.at)
    react_only(cast)


def react_only(cast: Cast) -> None:
    """Let people be told, while the mails still wait."""
    for work in list(Pending.objects.filter(task="react").order_by("pk")):
        react(work.payload, timezone.now())
        work.delete()


def sent() -> list[mail.EmailMessage]:
    work_off()
    assert not outbox.parked()
    return mail.outbox


def test_who_brought_a_topic_reads_its_answer(cast: Cast) -> None:
    an_answer(cast)
    (message,) = sent()
    assert message.to == ["aiko@parley.example"]
    assert message.subject == "Your topic has its answer: Does consent cover Japan?"
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    assert "Hello Aiko Tanaka," in message.body
    assert f"{settings.PUBLIC_URL}/topics/" in message.body


def test_a_mail_that_is_sent_again_bears_the_same_message_id(cast: Cast) -> None:
    an_answer(cast)
    later = timezone.now() + TOGETHER
    gather(Pending.objects.get(task="gather_news").payload, later)
    payload = Pending.objects.get(task="mail_notice").payload
    mail_news(payload, later)
    mail_news(payload, later)
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_what_somebody_has_read_is_not_mailed(cast: Cast) -> None:
    an_answer(cast)
    read_up(person=cast.aiko, until=timezone.now(), actor=cast.aiko, at=timezone.now())
    assert sent() == []


def test_nothing_goes_to_a_leaver(cast: Cast) -> None:
    an_answer(cast)
    note_leaving(person=cast.aiko, on=cast.at.date(), actor=MACHINE, at=cast.at)
    assert sent() == []


def test_nothing_is_said_of_what_the_reader_may_not_see(cast: Cast) -> None:
    an_answer(cast)
    told = entry_told(Notice.objects.latest("pk").entry_id)
    assert told
    tell(told=told, people=[ToTell(cast.omar.pk, Because.BROUGHT)], actor=MACHINE, at=timezone.now())
    assert [message.to for message in sent()] == [["aiko@parley.example"]]


def test_a_title_or_a_name_cannot_add_a_header_or_break_the_text(cast: Cast) -> None:
    change_person(person=cast.aiko, name="Aiko <b>T</b>", function=cast.aiko.function, region=cast.apac,
                  time_zone="Asia/Tokyo", language="en", actor=MACHINE, at=cast.at)  # fmt: skip
    mails.send(
        cast.aiko,
        "Answered\r\nBcc: everybody@parley.example\n: ✉ Überblick",
        "notice",
        {"name": cast.aiko.name, "title": "<script>&"}
        | dict.fromkeys(("opening", "prose", "reason", "when", "by", "link", "cut", "files"), ""),
        about="notice-1-1",
    )
    (message,) = mail.outbox
    read = BytesParser(policy=policy.default).parsebytes(message.message().as_bytes())
    assert read["Bcc"] is None
    assert read["Subject"].strip() == "Answered Bcc: everybody@parley.example : ✉ Überblick"
    plain, html = read.get_body(("plain",)), read.get_body(("html",))
    assert plain
    assert html
    assert "<script>&" in plain.get_content()
    assert "&lt;script&gt;&amp;" in html.get_content()
    assert "Aiko &lt;b&gt;" in html.get_content()


def test_a_link_by_mail_signs_in_the_one_who_asked(cast: Cast) -> None:
    Pending.objects.all().delete()
    ask_for_link(email="AIKO@parley.example", next_page="/topics/", actor=MACHINE, at=timezone.now())
    (message,) = sent()
    assert message.to == ["aiko@parley.example"]
    address = next(line for line in message.body.splitlines() if line.startswith("http"))
    path = address.removeprefix(settings.PUBLIC_URL)
    browser = Client()
    assert "Aiko Tanaka" in browser.get(path).content.decode()
    answer = browser.post(path)
    assert (answer.status_code, answer["Location"]) == (302, "/topics/")
    assert "30 minutes" in message.body


def test_two_links_are_two_mails_and_one_asked_for_twice_at_once_is_one(cast: Cast) -> None:
    Pending.objects.all().delete()
    now = timezone.now()
    for at in (now, now, now - timedelta(minutes=2)):
        ask_for_link(email="aiko@parley.example", actor=MACHINE, at=at)
    assert "a link to sign in" not in history(person_ref(cast.aiko.pk))[0]
    first, second = sent()
    links = [line for line in history(person_ref(cast.aiko.pk)) if "a link to sign in" in line]
    assert links == [f"sent {person_ref(cast.aiko.pk).mark} a link to sign in"] * 2
    assert first.extra_headers["Message-ID"] != second.extra_headers["Message-ID"]


def test_mail_that_cannot_be_sent_waits_and_is_not_lost(cast: Cast, settings) -> None:
    Pending.objects.all().delete()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    ask_for_link(email="aiko@parley.example", actor=MACHINE, at=timezone.now())
    Worker().work_off()
    row = Pending.objects.get(task="mail_sign_in_link")
    assert "refused" in row.trouble.lower()
    assert timezone.now() < row.run_after < timezone.now() + timedelta(minutes=1)
