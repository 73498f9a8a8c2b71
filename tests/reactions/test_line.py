"""The line to the mail server: one connection for many mails, and what becomes of them when it does not hold."""

import socket
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from time import monotonic

import pytest
from django.conf import LazySettings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from parley.ledger import outbox
from parley.ledger.models import Pending
from parley.reactions.line import ASKED, MOST, line, one_line
from parley.reactions.worker import PATIENCE, Worker
from tests.cast import Cast
from tests.mailserver import MailServer

pytestmark = pytest.mark.django_db
MANY = 12


def links(cast: Cast, many: int = MANY) -> None:
    """Let so many mails wait for the worker, and nothing else."""
    Pending.objects.all().delete()
    for n in range(many):
        outbox.ensure("mail_sign_in_link", unique_key=f"link:{n}", run_after=timezone.now(),
                      payload={"person": cast.sam.pk, "next_page": ""})  # fmt: skip


def work_off(minutes: int = 0) -> None:
    Worker(clock=lambda: timezone.now() + timedelta(minutes=minutes, seconds=1)).work_off()


def test_mails_in_a_row_go_over_one_connection_that_ends_with_them(cast: Cast, mail_server: MailServer) -> None:
    links(cast)
    work_off()
    assert (len(mail_server.taken), mail_server.connections) == (MANY, 1)
    assert line.backend is None
    links(cast, 1)
    work_off()
    assert mail_server.connections == 2


def test_a_connection_takes_so_many_and_no_more(
    cast: Cast, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST <= 100
    monkeypatch.setattr("parley.reactions.line.MOST", 5)
    links(cast)
    work_off()
    assert (len(mail_server.taken), mail_server.connections) == (MANY, 3)


def test_a_connection_that_ended_while_nobody_wrote_costs_no_mail_a_try(
    cast: Cast, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    links(cast)
    one = Worker.one

    def and_wait_too_long(worker: Worker, *given: object) -> bool:
        done = one(worker, *given)
        if line.backend is not None and len(mail_server.taken) in {3, 7}:
            with suppress(OSError):  # it may have been done
                line.backend.connection.sock.shutdown(socket.SHUT_RDWR)
        return done

    monkeypatch.setattr(Worker, "one", and_wait_too_long)
    work_off()
    assert (len(mail_server.taken), mail_server.connections) == (MANY, 3)
    assert set(mail_server.ids().values()) == {1}
    assert not outbox.waiting("mail_sign_in_link")


def test_a_server_that_fell_silent_is_not_waited_for_twice(
    cast: Cast, mail_server: MailServer, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ASKED + settings.EMAIL_TIMEOUT < PATIENCE
    monkeypatch.setattr("parley.reactions.line.ASKED", 0.2)
    links(cast, 3)
    worker = Worker(clock=lambda: timezone.now() + timedelta(seconds=1))
    with one_line():
        worker.one()
        worker.one()
        assert line.backend.connection.timeout == line.backend.connection.sock.gettimeout() == settings.EMAIL_TIMEOUT
        mail_server.silent = True
        began = monotonic()
        worker.one()
        took = monotonic() - began
    assert took < settings.EMAIL_TIMEOUT / 2
    assert (len(mail_server.taken), mail_server.connections) == (3, 2)


def test_a_line_of_another_kind_is_asked_nothing(cast: Cast, settings: LazySettings) -> None:
    settings.EMAIL_BACKEND = "tests.reactions.test_line.Pigeons"
    Pigeons.carried = 0
    links(cast, 3)
    work_off()
    assert Pigeons.carried == 3
    assert not outbox.waiting("mail_sign_in_link")


class Pigeons(BaseEmailBackend):
    """Somebody else's way to send mails, whose connection is no mail server's."""

    carried = 0
    connection = object()

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        """Take them."""
        Pigeons.carried += len(messages)
        return len(messages)


def test_a_mail_that_is_refused_is_the_trouble_of_no_other(cast: Cast, mail_server: MailServer) -> None:
    links(cast, 4)
    Pending.objects.filter(unique_key="link:1").update(payload={"person": cast.femi.pk, "next_page": ""})
    mail_server.refuses = {str(cast.femi.email): "550 No such mailbox"}
    work_off()
    assert [to for to, _mail in mail_server.taken] == [cast.sam.email] * 3
    assert outbox.waiting("mail_sign_in_link") == 1
    mail_server.refuses = {}
    work_off(minutes=1)
    assert set(mail_server.ids().values()) == {1}
    assert not outbox.waiting("mail_sign_in_link")
