"""The line to the mail server: what a worker sends one after another goes over one connection, as long as it holds."""

import smtplib
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from django.core.mail import get_connection

if TYPE_CHECKING:
    from django.core.mail import EmailMultiAlternatives

MOST = 100  # mails over one connection: many servers take no more
ASKED = 3.0  # seconds in which a connection that is kept must answer: the mail waits for a new one besides


class _Line(threading.local):
    """What a thread sends over: nothing is kept unless it asked for that."""

    kept = False
    backend: Any = None
    mails = 0


line = _Line()


@contextmanager
def one_line() -> Iterator[None]:
    """Let the mails that this thread sends meanwhile share a connection, which is made for the first of them."""
    line.kept = True
    try:
        yield
    finally:
        line.kept = False
        _hang_up()


def hand_over(message: "EmailMultiAlternatives") -> None:
    """Hand a mail to the server. After any trouble the next one gets a connection of its own."""
    if not line.kept:
        message.send()
        return
    try:
        message.connection = _connected()
        message.send()
    except BaseException:
        _hang_up()
        raise
    line.mails += 1
    if line.mails >= MOST:
        _hang_up()


def _connected() -> Any:
    if line.backend is not None and not _answers(line.backend):  # it was idle for too long, and not this mail's fault
        _hang_up()
    if line.backend is None:
        line.backend = get_connection()
        line.backend.open()
    return line.backend


def _answers(backend: Any) -> bool:
    called = getattr(backend, "connection", None)
    if not isinstance(called, smtplib.SMTP):  # mails are written into a file, or go out by other means
        return True
    if called.sock is None:
        return False
    usual = called.sock.gettimeout()
    called.sock.settimeout(ASKED)
    try:
        said, _words = called.noop()
        called.sock.settimeout(usual)
    except (smtplib.SMTPException, OSError):
        return False
    return said == 250


def _hang_up() -> None:
    backend, line.backend, line.mails = line.backend, None, 0
    if backend is not None:
        with suppress(smtplib.SMTPException, OSError):  # it may have ended by itself
            backend.close()
