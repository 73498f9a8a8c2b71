"""The worker: takes one piece of work after another from the outbox; a thread beside the server, or a process alone.

A second thread takes only what somebody waits for before a screen, so that no work that lasts stands before that.

A piece of work is leased, so that a worker that dies loses nothing: it becomes due again. Its effects in the database
and the end of the work are one transaction, and the lease is asked first (a fence), so that nothing is done twice.
Mail cannot be taken back: it is sent outside any transaction, at least once, always under the same Message-ID.
"""

import logging
import smtplib
import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import DatabaseError, close_old_connections, connections, transaction
from django.utils import timezone

from parley.ledger import outbox
from parley.ledger.outbox import LEASE, Leased, Rest
from parley.ledger.terms import MOST_TRIES, Rank
from parley.reactions.hooks import LEASE as CARRYING
from parley.reactions.hooks import Couriers
from parley.reactions.line import one_line
from parley.reactions.mail import handed_over
from parley.reactions.periodic import ensure_all
from parley.reactions.tasks import TASKS, How, Task, mails

log = logging.getLogger(__name__)

LOOK = 0.5  # seconds between two looks at the outbox
PATIENCE = 20.0  # seconds a stop waits for the work in hand: longer than a mail server is asked and waited for
TROUBLED = 5.0  # seconds to wait when the database does not answer
EVERY, URGENT = tuple(Rank), (Rank.FIRST,)
SHARE = 8  # of so many pieces of work one is of the last rank, so that it is done however much comes before it
TAKES_NONE = (
    smtplib.SMTPServerDisconnected,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
)
DIED = "Every try ended without a word: its worker died. Look for the time in the system's log, then try again."


class Worker:
    """Does what the outbox holds until it is stopped. Any number of workers may run at once."""

    def __init__(
        self,
        *,
        lease: timedelta = LEASE,
        carrying: timedelta = CARRYING,
        clock: Callable[[], datetime] = timezone.now,
    ) -> None:
        """Take the time one piece of work, and one turn of a web hook, may last: longer, and another takes it over."""
        self.lease, self.carrying, self.clock = lease, carrying, clock
        self.answered = False  # whether a mail went out since the mail server last seemed to take none
        self.pieces = 0  # of every rank: what is urgent has one rank, so it has no other end
        self.stopping = threading.Event()
        self.thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin in a thread of its own."""
        if self.thread and self.thread.is_alive():
            return
        self.stopping.clear()
        self.thread = threading.Thread(target=self.run, name="worker", daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Finish the work in hand, then end. What is not finished in PATIENCE becomes due again by itself."""
        self.stopping.set()
        if self.thread:
            self.thread.join(PATIENCE)

    def run(self) -> None:
        """Work until stopped, with web hooks and what is urgent in threads beside."""
        urgent = threading.Thread(target=self._go_on, args=[URGENT], name="urgent", daemon=True)
        beside = [Couriers(clock=self.clock, stopping=self.stopping, lease=self.carrying).thread, urgent]
        for each in beside:
            each.start()
        try:
            self._go_on(EVERY)
        finally:
            for each in beside:
                each.join(PATIENCE)

    def _go_on(self, ranks: Sequence[Rank]) -> None:
        """Do work of some ranks until stopped; trouble with the database is waited out."""
        ready = ranks is URGENT  # what is periodic is none of its work
        try:
            while not self.stopping.is_set():
                pause = LOOK
                try:
                    if not ready:
                        ensure_all(at=self.clock())
                        ready = True
                    self.work_off(ranks)
                except DatabaseError as trouble:
                    log.warning("The database does not answer; trying again in %s s: %s", TROUBLED, trouble)
                    pause = TROUBLED
                except Exception:
                    log.exception("The worker met trouble outside any work; going on in %s s", TROUBLED)
                    pause = TROUBLED
                close_old_connections()
                self.stopping.wait(pause)
        finally:
            connections.close_all()

    def work_off(self, ranks: Sequence[Rank] = EVERY) -> int:
        """Do everything of some ranks that is due now, and say how many pieces that was."""
        done = 0
        with one_line():
            while not self.stopping.is_set() and outbox.is_due(at=self.clock(), ranks=ranks) and self.one(ranks):
                done += 1
        return done

    def one(self, ranks: Sequence[Rank] = EVERY) -> bool:
        """Do one piece of work. False when nothing is due."""
        self.pieces += ranks is EVERY
        bulk_first = self.pieces % SHARE == 0
        work = outbox.take(at=self.clock(), lease=self.lease, ranks=ranks[::-1] if bulk_first else ranks)
        if work is None:
            return False
        task = TASKS.get(work.task)
        if task is None:
            self._put_off(work, f"This version of Parley knows no work called {work.task}.")
        elif work.attempts > MOST_TRIES and not task.next_time:
            self._put_off(work, DIED)
        else:
            self._try(task, work)
        return True

    def _try(self, task: Task, work: Leased) -> None:
        before = handed_over.mails
        try:
            do(task, work, at=self.clock())
        except Exception as trouble:  # whatever it is, the next work must not wait for it
            said = f"{type(trouble).__name__}: {trouble}"
            down = mails(work.task) and is_server_down(trouble)
            if down and not self.answered:
                self._wait_for_the_server(work, said)
                return
            if down:
                self.answered = False  # it took other mail, so this try counts; the next mail tells which of them it is
            log.exception("%s %s failed at try %s", work.task, work.key, work.attempts)
            self._put_off(work, said, for_ever=task.next_time is not None)
        else:
            self.answered = self.answered or handed_over.mails > before

    def _put_off(self, work: Leased, trouble: str, *, for_ever: bool = False) -> None:
        outbox.put_off(work, at=self.clock(), trouble=trouble, for_ever=for_ever)

    def _wait_for_the_server(self, work: Leased, trouble: str) -> None:
        """Let all mail wait for a server that takes none: another mail asks next, and other work is not held up."""
        waits = outbox.hold(work, tasks=[task for task in TASKS if mails(task)], at=self.clock(), trouble=trouble)
        log.warning("The mail server takes no mail; %s mails wait with %s: %s", waits, work.key, trouble)


def is_server_down(trouble: Exception) -> bool:
    """Say whether a mail failed because the server takes none at all, rather than for what it is or whom it is to."""
    if isinstance(trouble, smtplib.SMTPException):
        return isinstance(trouble, TAKES_NONE) or getattr(trouble, "smtp_code", 0) == 421
    return isinstance(trouble, OSError)


def do(task: Task, work: Leased, *, at: datetime) -> None:
    """Do one piece of work under its lease; nothing at all when the lease has passed to another."""
    if task.how is not How.INSIDE:
        named = {"work": work.key} if task.how is How.OUTSIDE else {}
        rest = task.do(work.payload | named, at)
        ours = outbox.go_on(work, rest) if isinstance(rest, Rest) else outbox.finish(work)
        if not ours:
            log.info("%s %s has passed to another worker", work.task, work.key)
        return
    with transaction.atomic():
        ours = outbox.again(work, run_after=task.next_time(at)) if task.next_time else outbox.finish(work)
        if ours:
            task.do(work.payload, at)
        else:
            log.info("%s %s has passed to another worker", work.task, work.key)
