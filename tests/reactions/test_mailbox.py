"""Replies are read from a mailbox: each is marked once it was handled, and a broken one keeps no other waiting."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from parley.kernel.refusals import Refused
from parley.ledger import outbox
from parley.meetings.models import Reply
from parley.meetings.terms.invitations import Coming
from parley.reactions.mailbox import Address, address_of, read_mailbox
from parley.reactions.periodic import ensure_all
from parley.reactions.worker import Worker
from parley.topics.terms import topic_ref
from parley.voices.models import Comment
from tests.cast import Cast
from tests.notifications.mailed import address, answer
from tests.reactions.imap import AUTHORITY, Mailbox, mailbox_served
from tests.reactions.test_invitations import in_days, reply, sent
from tests.topics.made import topic


@pytest.fixture
def box(settings):
    with mailbox_served() as served:
        settings.EMAIL_MAILBOX = served.url
        yield served


def test_a_mailbox_is_named_by_its_address() -> None:
    found = address_of("imaps://me%40corp.example:p%3Aw@mail.corp.example/Parley%20in")
    assert found == Address("imaps", "mail.corp.example", 993, "me@corp.example", "p:w", "Parley in")
    assert address_of("imap+tls://me:pw@host:1143").folder == "INBOX"
    for bad in ("pop3://me:pw@host", "imaps://host/INBOX", "mail.corp.example"):
        with pytest.raises(Refused, match="names no mailbox"):
            address_of(bad)


@pytest.mark.django_db
@pytest.mark.database
def test_each_mail_is_handled_once_and_marked_after_it(cast: Cast, box: Mailbox) -> None:
    in_days(cast)
    (message,) = sent()["aiko"]
    other, mine = box.receive(b"To: parley@localhost\n\nHello"), box.receive(reply(message, "ACCEPTED"))
    assert read_mailbox(cast.at) == 2
    assert Reply.objects.get().coming is Coming.YES
    assert box.flags == {other: {r"\Seen"}, mine: {r"\Seen"}}
    box.asked.clear()
    assert read_mailbox(cast.at) == 0
    assert box.asked[-2:] == ["UID SEARCH UNSEEN UNFLAGGED", "LOGOUT"]


@pytest.mark.django_db
def test_a_mail_that_breaks_what_reads_it_is_marked_and_the_next_is_read(
    cast: Cast, box: Mailbox, settings, caplog
) -> None:
    in_days(cast)
    (message,) = sent()["aiko"]
    to = address(cast, cast.aiko, topic_ref(topic(cast, cast.aiko).pk))
    settings.ATTACHMENTS = None  # whatever else goes wrong: a mistake of ours
    bad = box.receive(answer(to, files=(("sketch.png", b"any"),)))
    good = box.receive(reply(message, "DECLINED"))
    assert read_mailbox(cast.at) == 1
    assert Reply.objects.get().coming is Coming.NO
    assert box.flags == {bad: {r"\Flagged"}, good: {r"\Seen"}}
    assert "marked in the mailbox" in caplog.text


@pytest.mark.django_db
def test_nothing_is_marked_while_the_database_does_not_answer(cast: Cast, box: Mailbox, caplog) -> None:
    in_days(cast)
    (message,) = sent()["aiko"]

    def away(*_given: object) -> None:
        raise DatabaseError("the database is away")

    uid = box.receive(reply(message, "ACCEPTED"))
    with connection.execute_wrapper(away):
        assert read_mailbox(cast.at) == 0
    assert box.flags == {uid: set()}
    assert "the database is away" in caplog.text
    assert read_mailbox(cast.at) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("hangs_up", ["LOGIN", "SELECT", "UID SEARCH", "UID FETCH", "UID STORE", "LOGOUT"])
def test_a_server_that_hangs_up_anywhere_loses_no_mail_and_doubles_none(
    cast: Cast, box: Mailbox, hangs_up: str
) -> None:
    ref = topic_ref(topic(cast, cast.aiko).pk)
    uids = [box.receive(answer(address(cast, cast.aiko, ref), f"Tokyo asks {n} times a week."))
            for n in range(2)]  # fmt: skip
    box.hangs_up = hangs_up
    read_mailbox(cast.at)
    read_mailbox(cast.at)
    assert not box.hangs_up
    assert box.flags == {uid: {r"\Seen"} for uid in uids}
    assert sorted(Comment.objects.values_list("text", flat=True)) == [f"Tokyo asks {n} times a week." for n in range(2)]


@pytest.mark.django_db
def test_a_server_that_refuses_or_is_away_is_tried_again(cast: Cast, box: Mailbox, settings, caplog) -> None:
    settings.EMAIL_MAILBOX = box.url.replace("quoted", "wrong")
    assert read_mailbox(cast.at) == 0
    settings.EMAIL_MAILBOX = f"{box.url}2"
    assert read_mailbox(cast.at) == 0
    settings.EMAIL_MAILBOX = "imap://me:pw@127.0.0.1:1/INBOX"
    assert read_mailbox(cast.at) == 0
    assert caplog.text.count("is tried again") == 3


@pytest.mark.django_db
@pytest.mark.parametrize("scheme", ["imaps", "imap+tls"])
def test_it_is_read_in_secret(settings, monkeypatch, scheme: str) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(AUTHORITY))
    with mailbox_served(scheme, "here") as box:
        settings.EMAIL_MAILBOX = box.url
        uid = box.receive(b"To: parley@localhost\n\nHello")
        assert read_mailbox(timezone.now()) == 1
    assert box.flags[uid] == {r"\Seen"}
    assert [each for each in box.asked if each in {"STARTTLS", "LOGIN"}] == ["STARTTLS", "LOGIN"][scheme == "imaps" :]


@pytest.mark.parametrize("scheme", ["imaps", "imap+tls"])
@pytest.mark.parametrize(("certificate", "trusted"), [("here", False), ("elsewhere", True)])
def test_a_wrong_certificate_is_said_and_no_password_sent(
    settings, monkeypatch, caplog, scheme: str, certificate: str, *, trusted: bool
) -> None:
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(AUTHORITY))
    with mailbox_served(scheme, certificate) as box:
        settings.EMAIL_MAILBOX = box.url
        box.receive(b"To: parley@localhost\n\nHello")
        assert read_mailbox(timezone.now()) == 0
    assert "LOGIN" not in box.asked
    assert "The certificate of 127.0.0.1 is not trusted" in caplog.text
    assert "is tried again" in caplog.text


def test_a_server_without_secrecy_gets_no_password(settings, caplog) -> None:
    with mailbox_served("imap+tls") as box:
        settings.EMAIL_MAILBOX = box.url
        assert read_mailbox(timezone.now()) == 0
    assert "LOGIN" not in box.asked
    assert "is tried again" in caplog.text
    with pytest.raises(Refused, match="password unprotected"):
        address_of("imap://me:pw@mail.corp.example/INBOX")


@pytest.mark.django_db
def test_the_worker_reads_it_every_two_minutes(cast: Cast, box: Mailbox) -> None:
    uid = box.receive(b"To: parley@localhost\n\nHello")
    ensure_all(at=cast.at)
    now = timezone.now()
    Worker(clock=lambda: now).work_off()
    assert box.flags[uid] == {r"\Seen"}
    more = box.receive(b"To: parley@localhost\n\nHello again")
    Worker(clock=lambda: now + timedelta(minutes=2)).work_off()
    assert box.flags[more] == {r"\Seen"}
    assert not outbox.parked()
