"""The one door: every change is an action, and every action that writes records what happened, or nothing is kept."""

import functools
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet

from parley.kernel.refusals import Refused
from parley.ledger.events import Event
from parley.ledger.models import About, Entry, Pending, Reason
from parley.ledger.pen import Frame, Happened, Task, frame, frames
from parley.ledger.rules import START, link, rank_of
from parley.ledger.terms import MOST_TRIES
from parley.prepared import prepared_one

P = ParamSpec("P")
R = TypeVar("R")

DISK_FULL = "53100"  # as PostgreSQL numbers it; SQLite says so in words
NO_ROOM = (
    "The disk of the computer that Parley runs on is full, so nothing of this was kept. Tell whoever runs it, and send "
    "it again when they have made room."
)
ENTRY_LOCK = 7_239_215  # a PostgreSQL advisory lock: entries are chained one transaction after another


class NothingRecorded(RuntimeError):
    """An action wrote rows and recorded no event, so history would have a hole."""


def record(event: Event, *, reason: str = "") -> None:
    """Write into the ledger that `event` happened, by the open action's actor, with the reason they gave."""
    open_ = frame()
    open_.happened.append(Happened(event, open_.actor, open_.at, reason.strip()))


def enqueue(
    task: str,
    *,
    payload: dict[str, Any] | None = None,
    unique_key: str | None = None,
    run_after: datetime | None = None,
) -> None:
    """Hand work to the worker in this action's transaction.

    A task whose `unique_key` still waits is not doubled; one that is parked is tried again, for what is wanted now.
    """
    open_ = frame()
    open_.tasks.append(Task(task, payload or {}, unique_key, run_after or open_.at))


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Mark a change: keyword-only with `actor` and `at`; one transaction; an event whenever anything is written."""
    return _behind_the_door(function, signed=True)


def unsigned(function: Callable[P, R]) -> Callable[P, R]:
    """Mark an exception, of which there are two: what it records does not say who did it, and it may record nothing.

    Anonymous writing, and what would give it away, as who is in the room or was mailed: one entry for each answer would
    tell who gave which, by its moment; one is made when the answers are sealed. And what somebody has read and begins
    to write (docs/decisions/0043): it changes nothing for anybody else, and entries would say for good who reads what.
    """
    return _behind_the_door(function, signed=False)


def _behind_the_door(function: Callable[P, R], *, signed: bool) -> Callable[P, R]:
    @functools.wraps(function)
    def inside(*args: P.args, **given: P.kwargs) -> R:
        actor: Any = given["actor"]
        at: Any = given["at"]
        if at.tzinfo is None:
            raise ValueError(f"{function.__qualname__} needs a moment with its time zone")
        with (
            _told_of_full_disks(),
            _opened(Frame(function.__qualname__, actor.pk if signed else None, at.astimezone(UTC), signed)),
        ):
            return function(*args, **given)

    inside.__parley_action__ = True  # type: ignore[attr-defined]  # test_architecture reads it
    return inside


@contextmanager
def _told_of_full_disks() -> Iterator[None]:
    """Refuse what finds no room on the disk: a person can read that, and what they typed is shown to them again.

    The transaction is over then, and nothing of it is kept; what is read still answers, and writing goes on by itself
    once there is room. Raises Refused.
    """
    try:
        yield
    except OperationalError as trouble:
        full = getattr(trouble.__cause__, "sqlstate", "") == DISK_FULL or "disk is full" in str(trouble)
        if not full or frames():
            raise
        raise Refused(NO_ROOM) from trouble


@contextmanager
def _opened(inner: Frame) -> Iterator[None]:
    outer = frames()[-1] if frames() else None
    with transaction.atomic():
        frames().append(inner)
        try:
            yield
            if inner.wrote and inner.signed and not inner.happened:
                raise NothingRecorded(
                    f"{inner.name} wrote {inner.wrote} and recorded no event. Call record(...) with what happened."
                )
            if outer is None:
                # Last in the transaction, so that the lock of the chain is taken last and held shortest.
                _write_down(inner)
        finally:
            frames().pop()
    if outer is not None:
        outer.happened += inner.happened
        outer.tasks += inner.tasks


def _write_down(done: Frame) -> None:
    if done.happened:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ENTRY_LOCK])
        for entry in _entries(done.happened):
            done.tasks.append(Task("react", {"entry": entry.pk}, None, done.at))
    Pending.objects.bulk_create(
        (
            Pending(
                task=t.task,
                payload=t.payload,
                unique_key=t.unique_key,
                rank=rank_of(t.task),
                run_after=t.run_after,
                due_since=t.run_after,
            )
            for t in done.tasks
        ),
        ignore_conflicts=True,
    )
    revive(done.tasks)


def revive(wanted: Iterable[Task]) -> None:
    """Let parked work be done after all that is wanted again: a new round of tries, for what is wanted now.

    Not what its workers died of, which waits for a person. What went wrong can be read until the work is done.
    """
    again = {each.unique_key: each for each in wanted if each.unique_key}
    if not again:
        return
    rows = Pending.objects.filter(unique_key__in=list(again), parked=True, attempts__lte=MOST_TRIES)
    for key in list(rows.values_list("unique_key", flat=True)):
        task = again[str(key)]
        rows.filter(unique_key=key).update(
            parked=False, attempts=0, run_after=task.run_after, due_since=task.run_after, payload=task.payload
        )


@prepared_one
def _newest_link() -> QuerySet[Entry, str]:
    return Entry.objects.order_by("-pk").values_list("chain", flat=True)[:1]


def _entries(happened: list[Happened]) -> list[Entry]:
    """Chain and write the events with their reasons and what they are about: four queries, however many they are."""
    reasons = Reason.objects.bulk_create(Reason(text=each.reason) for each in happened if each.reason)
    unused = iter(reasons)
    before = _newest_link() or START
    entries = []
    for each in happened:
        entry = Entry(at=each.at, actor=each.actor, kind=each.event.kind, data=each.event.data())
        before = entry.chain = link(before, entry.content())
        entry.reason = next(unused) if each.reason else None
        entries.append(entry)
    entries = Entry.objects.bulk_create(entries)
    About.objects.bulk_create(
        About(entry=entry, kind=ref.kind, key=ref.key)
        for entry, each in zip(entries, happened, strict=True)
        for ref in dict.fromkeys(each.event.about())
    )
    return entries
