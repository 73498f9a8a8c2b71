"""Sending many mails of a wave: a part at a time, over one connection, each asked for right before it goes."""

import logging
import smtplib
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.mail import get_connection

from parley.ledger.terms import MACHINE
from parley.notifications.rules import when_to_ask
from parley.people.queries import quiet_of
from parley.reactions.wave_mails import WaveMails
from parley.surveys.actions.mailing import mark_mailed
from parley.surveys.queries.mailing import ToMail, still_to_mail
from parley.surveys.rules.reminding import WaveMail

if TYPE_CHECKING:
    from django.core.mail import EmailMultiAlternatives

    from parley.surveys.models import Wave

LOG = logging.getLogger(__name__)
PART_LASTS = 5.0  # seconds, far within the lease of a worker: what else is due comes next
CHUNK = 10  # mails that are marked together: so many may go out again after a crash, under the same Message-IDs
SERVER_DOWN = timedelta(minutes=3)
REFUSED_IN_A_ROW = 20  # of so many addresses none is at fault, but the server or what it thinks of us
REFUSED_PAUSE = timedelta(hours=1)


class ServerDown(Exception):
    """The mail server takes no mail at all at the moment. Says why, without an address."""


@dataclass(slots=True)
class Sending:
    """One part of the mails of a wave: over one connection, each asked for right before it goes, marked in chunks."""

    wave: "Wave"
    mail: WaveMail
    at: datetime
    last_try: bool  # whether an address that is refused for good is given up
    mails: WaveMails = field(init=False)
    refused: list[int] = field(default_factory=list)
    pause: timedelta = timedelta(0)
    began: float = field(default_factory=time.monotonic)
    accepted: list[int] = field(default_factory=list)
    in_a_row: int = 0
    connection: Any = None

    def __post_init__(self) -> None:
        """Ask once what all mails say."""
        self.mails = WaveMails(self.wave, self.mail, self.at)

    def now(self) -> datetime:
        """Give the moment: when this part began and what has passed since."""
        return self.at + timedelta(seconds=time.monotonic() - self.began)

    @property
    def stopped(self) -> bool:
        """Whether the server takes no mail at all."""
        return bool(self.pause)

    def has_time(self) -> bool:
        """Whether this part may go on."""
        return time.monotonic() - self.began < PART_LASTS

    @contextmanager
    def marking(self) -> Iterator[None]:
        """Mark what was taken, whatever happens, and end the connection."""
        try:
            yield
        finally:
            self._mark()
            if self.connection is not None:
                _quietly(self.connection.close)

    def send(self, some: Iterable[ToMail]) -> int | None:
        """Send a bunch; the key of the last one that had its turn if it ended early, None when all had.

        Whoever is left in peace is passed over, without a word that says so.
        """
        reached = None
        for each in some:
            if self.stopped or (reached is not None and not self.has_time()):
                return reached
            if self._may_go(each) and still_to_mail(each.invited, self.mail, self.now()):
                try:
                    self._one(each)
                except ServerDown as trouble:
                    LOG.warning("The mails of wave %s wait for the mail server: %s", self.wave.pk, trouble)
                    self.pause = SERVER_DOWN
                    return each.invited - 1
            reached = each.invited
        return None

    def _may_go(self, each: ToMail) -> bool:
        now = self.now()
        return when_to_ask(now, quiet_of(each.person), self.wave.closes_at) == now

    def _one(self, each: ToMail) -> None:
        code = self._hand_over(self.mails.to(each))
        if code is None:
            self.in_a_row = 0
            self.accepted.append(each.invited)
        else:
            self.refused.append(each.invited)
            self.in_a_row += 1
            if code >= 500 and self.last_try:
                self.accepted.append(each.invited)  # no such address: it is not tried again
        if len(self.accepted) >= CHUNK:
            self._mark()
        if self.in_a_row >= REFUSED_IN_A_ROW:
            self.pause = REFUSED_PAUSE
            LOG.warning("The mails of wave %s wait: the mail server refused %s addresses in a row, the last with %s.",
                        self.wave.pk, REFUSED_IN_A_ROW, code)  # fmt: skip

    def _hand_over(self, message: "EmailMultiAlternatives") -> int | None:
        """Hand a mail to the server; None when it took it, its code when it refuses this one.

        Raises ServerDown without the address, which stands in what the server says.
        """
        try:
            if self.connection is None:
                self.connection = get_connection()
                self.connection.open()
            self.connection.send_messages([message])
        except smtplib.SMTPRecipientsRefused as refusal:
            code = max((code for code, _said in refusal.recipients.values()), default=550)
        except (smtplib.SMTPDataError, smtplib.SMTPNotSupportedError, ValueError) as refusal:
            code = getattr(refusal, "smtp_code", 553)  # 553: an address that cannot be written into a mail
        except (smtplib.SMTPException, OSError) as trouble:
            raise ServerDown(f"{type(trouble).__name__} {getattr(trouble, 'smtp_code', '')}".strip()) from None
        else:
            return None
        if code == 421:
            raise ServerDown("it is about to stop (421)")
        return code

    def _mark(self) -> None:
        if self.accepted:
            mark_mailed(invited=self.accepted, mail=int(self.mail), actor=MACHINE, at=self.now())
            self.accepted.clear()


def _quietly(close: Callable[[], None]) -> None:
    """End a connection that may have ended by itself."""
    try:
        close()
    except (smtplib.SMTPException, OSError):
        LOG.info("The mail server had ended the connection.")
