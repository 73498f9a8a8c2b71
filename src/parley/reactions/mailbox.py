"""The mailbox to which people and calendars answer, read over IMAP: each mail is taken, then marked.

A mail that is refused was handled too. One that breaks is marked for a person, stays unread and keeps no other waiting.
When the database or the mail server does not answer, what is left stays as it is, for the next time.
"""

import imaplib
import logging
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import DatabaseError

from parley.kernel.refusals import Refused
from parley.notifications.terms.letters import MOST_READ, LeftAlone
from parley.reactions.replies import take_mail

log = logging.getLogger(__name__)

TIMEOUT = 15  # seconds for one answer of the server
MOST_AT_ONCE = 100  # mails, and
LASTS = 60.0  # seconds, so that reading them ends well before its lease does: the rest comes next time
PORTS = {"imaps": 993, "imap+tls": 143, "imap": 143}
OWN = {"127.0.0.1", "::1", "localhost"}  # this machine itself
SEEN, BROKEN = r"(\Seen)", r"(\Flagged)"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a mailbox is, and as whom it is read. `scheme` is imaps, imap+tls or imap."""

    scheme: str
    host: str
    port: int
    user: str
    password: str
    folder: str


def address_of(url: str) -> Address:
    """Read imaps://user:password@host:993/INBOX. Raises Refused for what is no such address."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname or not parts.username:
        raise Refused("This names no mailbox. Write it like imaps://user:password@host/INBOX.")
    if parts.scheme == "imap" and parts.hostname not in OWN:
        raise Refused("This address sends the password unprotected. Write imaps:// or imap+tls:// instead.")
    return Address(
        scheme=parts.scheme,
        host=parts.hostname,
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
    )


def read_mailbox(at: datetime) -> int:
    """Take what came into the mailbox; how many mails were handled. Nothing where no mailbox is set."""
    if not settings.EMAIL_MAILBOX:
        return 0
    handled = 0
    try:
        with _opened(address_of(settings.EMAIL_MAILBOX)) as box:
            begun = time.monotonic()
            for uid in _waiting(box):
                handled += _handle(box, uid, at)
                if time.monotonic() - begun > LASTS:
                    break
    except (imaplib.IMAP4.error, OSError, DatabaseError, Refused) as trouble:
        log.warning("The mailbox of replies cannot be read, and is tried again: %s", trouble)
    return handled


@contextmanager
def _opened(address: Address) -> Iterator[imaplib.IMAP4]:
    with _connected(address) as box:
        box.login(address.user, address.password)
        _must(box.select(_quoted(address.folder)))
        yield box


def _connected(address: Address) -> imaplib.IMAP4:
    """Call the server, in secret unless it is this machine. Raises Refused when its certificate is not trusted."""
    secure = ssl.create_default_context()
    try:
        if address.scheme == "imaps":
            return imaplib.IMAP4_SSL(address.host, address.port, ssl_context=secure, timeout=TIMEOUT)
        box = imaplib.IMAP4(address.host, address.port, timeout=TIMEOUT)
        if address.scheme == "imap+tls":
            try:
                box.starttls(secure)
            except BaseException:
                with suppress(OSError):  # the socket is closed already when it was the certificate
                    box.shutdown()
                raise
    except ssl.SSLCertVerificationError as trouble:
        raise Refused(
            f"The certificate of {address.host} is not trusted ({trouble.verify_message}), so no password was sent. "
            "Renew it, or name its authority in SSL_CERT_FILE."
        ) from trouble
    return box


def _waiting(box: imaplib.IMAP4) -> list[str]:
    """Give the mails that nobody has read and that broke nothing before, the oldest first."""
    (found, *_rest) = _must(box.uid("SEARCH", "UNSEEN", "UNFLAGGED"))
    return (found or b"").decode().split()[:MOST_AT_ONCE]


def _handle(box: imaplib.IMAP4, uid: str, at: datetime) -> bool:
    """Take one mail, and mark it once that is done; whether it was."""
    answer = _must(box.uid("FETCH", uid, f"(BODY.PEEK[]<0.{MOST_READ + 1}>)"))
    mail = next((part[1] for part in answer if isinstance(part, tuple)), None)
    if mail is None:  # somebody else has taken it out meanwhile
        return False
    try:
        log.info("%s", take_mail(mail, at=at))
    except LeftAlone as alone:
        log.info("A mail is not counted: %s", alone.sentence)
    except (DatabaseError, Refused):
        raise
    except Exception:
        log.exception("A mail could not be read. It is marked in the mailbox: look at it there.")
        _must(box.uid("STORE", uid, "+FLAGS.SILENT", BROKEN))
        return False
    _must(box.uid("STORE", uid, "+FLAGS.SILENT", SEEN))
    return True


def _must(answer: tuple[str, list[Any]]) -> list[Any]:
    """Give what the server says. Raises the library's error when it says no."""
    status, said = answer
    if status != "OK":
        raise imaplib.IMAP4.error(f"the server says {said!r}")
    return said


def _quoted(folder: str) -> str:
    escaped = folder.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
