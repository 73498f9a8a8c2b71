"""The outbox as the worker sees it: take a lease on one piece of work, finish it, or put it off."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, F, Min, Q, QuerySet

from parley.ledger.door import revive
from parley.ledger.models import Pending
from parley.ledger.pen import Task
from parley.ledger.rules import rank_of
from parley.ledger.terms import MOST_TRIES, Rank
from parley.prepared import prepared_one

LEASE = timedelta(minutes=5)
PAUSES = (5, 30, 120, 600, 3600, 4 * 3600)  # seconds before the next try; as many as may follow the first of MOST_TRIES
# How long work waits for a server that takes none, which is nobody's fault.
SHORTEST, LONGEST, GIVES_UP = timedelta(seconds=5), timedelta(minutes=2), timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Leased:
    """One piece of work, and the lease under which it may be finished."""

    key: int
    task: str
    payload: dict[str, Any]
    attempts: int
    lease: int


@dataclass(frozen=True, slots=True)
class Rest:
    """What is left of work that is done in parts: when the next part is due, and the payload it takes."""

    run_after: datetime
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parked:
    """Work that kept failing: nobody does it until somebody asks for another round of tries, or the same comes up."""

    key: int
    task: str
    trouble: str


def is_due(*, at: datetime, ranks: Collection[Rank] = tuple(Rank)) -> bool:
    """Say whether any work is due: one look at an index, without the write lock that `take` needs on SQLite."""
    return Pending.objects.filter(parked=False, rank__in=list(ranks), run_after__lte=at).exists()


def take(*, at: datetime, lease: timedelta = LEASE, ranks: Collection[Rank] = tuple(Rank)) -> Leased | None:
    """Lease what comes first of the work that is due; nobody else gets it for that long. None when nothing is due.

    That is the oldest of the first of these ranks of which any is due.
    """
    locking = _can_lock()
    with transaction.atomic():
        found = (_oldest(rank, at, locking=locking) for rank in ranks)
        row = next((each for each in found if each), None)
        if row is None:
            return None
        # A lease is a due date in the future: a worker that dies simply lets the work become due again.
        row.run_after = at + lease
        row.attempts += 1
        row.lease += 1
        row.save(update_fields=["run_after", "attempts", "lease"])
        return Leased(row.pk, row.task, row.payload, row.attempts, row.lease)


@prepared_one
def _oldest(rank: Rank, at: datetime, *, locking: bool) -> QuerySet[Pending]:
    due = Pending.objects.filter(parked=False, rank=rank, run_after__lte=at).order_by("run_after", "pk")[:1]
    return due.select_for_update(skip_locked=True) if locking else due


def _can_lock() -> bool:
    """Say whether rows are locked one by one here; on SQLite one transaction writes at a time as it is."""
    return connection.features.has_select_for_update_skip_locked


def finish(work: Leased) -> bool:
    """Remove work in the transaction that does it. False when the lease has passed to another: then do nothing.

    Called first in that transaction it is the fence: the row stays locked until the work is committed, so that
    nobody else can take it meanwhile, and comes back when the transaction fails.
    """
    return Pending.objects.filter(pk=work.key, lease=work.lease).delete()[0] == 1


def put_off(work: Leased, *, at: datetime, trouble: str, for_ever: bool = False) -> None:
    """Note that a try failed: again after a pause that grows, and parked after the last unless tried for ever."""
    last = work.attempts >= MOST_TRIES and not for_ever
    pause = timedelta(seconds=PAUSES[min(work.attempts, len(PAUSES)) - 1])
    Pending.objects.filter(pk=work.key, lease=work.lease).update(
        run_after=at + pause, parked=last, trouble=trouble[:2000]
    )


def again(work: Leased, *, run_after: datetime) -> bool:
    """Keep periodic work for its next time. False when the lease has passed to another."""
    return bool(
        Pending.objects.filter(pk=work.key, lease=work.lease).update(
            run_after=run_after, due_since=run_after, attempts=0, trouble=""
        )
    )


def go_on(work: Leased, rest: Rest) -> bool:
    """Keep work for its next part. False when the lease has passed to another."""
    return bool(
        Pending.objects.filter(pk=work.key, lease=work.lease).update(
            run_after=rest.run_after, due_since=rest.run_after, payload=rest.payload, attempts=0, trouble=""
        )
    )


def ensure(task: str, *, unique_key: str, run_after: datetime, payload: dict[str, Any] | None = None) -> None:
    """See to it that some work is in the outbox once, whoever else does so at the same time; if parked, once again."""
    if not Pending.objects.filter(unique_key=unique_key, parked=False).exists():
        facts = {"task": task, "rank": rank_of(task), "payload": payload or {}}
        facts |= {"run_after": run_after, "due_since": run_after}
        _row, made = Pending.objects.get_or_create(unique_key=unique_key, defaults=facts)
        if not made:
            revive([Task(task, payload or {}, unique_key, run_after)])


def ensure_many(task: str, payloads: Mapping[str, dict[str, Any]], *, run_after: datetime) -> None:
    """See to it that much work of a task is in the outbox once, by its keys, as `ensure` does: in a few queries."""
    there = dict(Pending.objects.filter(task=task).values_list("unique_key", "parked"))
    facts = {"task": task, "rank": rank_of(task), "run_after": run_after, "due_since": run_after}
    new = [Pending(unique_key=key, payload=payloads[key], **facts) for key in payloads if key not in there]
    Pending.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
    revive([Task(task, payloads[key], key, run_after) for key in payloads if there.get(key)])


def next_due() -> datetime | None:
    """Say when the next work is due; None when there is none."""
    return Pending.objects.filter(parked=False).order_by("run_after").values_list("run_after", flat=True).first()


def parked(*, limit: int = 100) -> list[Parked]:
    """List work that kept failing, oldest first, for administrators."""
    rows = Pending.objects.filter(parked=True).order_by("pk").values_list("pk", "task", "trouble")
    return [Parked(*row) for row in rows[:limit]]


def retry(key: int, *, at: datetime) -> bool:
    """Give parked work another round of tries, as if it had been due from now on. False when there is no such work."""
    return bool(_begin_anew(Pending.objects.filter(pk=key, parked=True), at))


def begin_anew(unique_key: str, *, at: datetime) -> bool:
    """Give work of which there is only one piece another round of tries by itself. False when it is not parked."""
    return bool(_begin_anew(Pending.objects.filter(unique_key=unique_key, parked=True), at))


def retry_all(*, at: datetime) -> int:
    """Give all parked work another round of tries, as above; how many pieces that was."""
    return _begin_anew(Pending.objects.filter(parked=True), at)


def _begin_anew(rows: QuerySet[Pending], at: datetime) -> int:
    return rows.update(parked=False, attempts=0, run_after=at, due_since=at)


def hold(work: Leased, *, tasks: Collection[str], at: datetime, trouble: str) -> int:
    """Let work wait for what it needs, and all of these tasks that is due with it; how much waits besides.

    No try is counted, and what is leased is left alone. They wait a quarter of the time for which the oldest of them
    waits already, between SHORTEST and LONGEST, and the work itself twice as long as the others: one of them asks
    next, so that nothing stands in the way which fails for what it is. After GIVES_UP the work itself is parked.
    """
    rows = Pending.objects.filter(task__in=tasks, parked=False)
    oldest = rows.aggregate(oldest=Min("due_since"))["oldest"] or at
    pause = min(max((at - oldest) / 4, SHORTEST), LONGEST)
    others = rows.filter(run_after__lte=at).update(run_after=at + pause)
    mine = Pending.objects.filter(pk=work.key, lease=work.lease)
    mine.update(run_after=at + (2 if others else 1) * pause, attempts=F("attempts") - 1, trouble=trouble[:2000])
    mine.filter(due_since__lte=at - GIVES_UP).update(parked=True)
    return others


@dataclass(frozen=True, slots=True)
class Standing:
    """What waits of one task: how much whose time has come, since when, and how much of it has failed already."""

    task: str
    count: int
    since: datetime
    failing: int


def standing(*, at: datetime) -> list[Standing]:
    """Say what is due and not done yet, or is being done, what waits longest first; periodic work is left out."""
    due = Pending.objects.filter(parked=False, due_since__lte=at).exclude(unique_key__startswith="periodic:")
    rows = due.values_list("task").annotate(
        count=Count("pk"), since=Min("due_since"), failing=Count("pk", filter=~Q(trouble=""))
    )
    return [Standing(*row) for row in rows.order_by("since")]


def last_trouble(tasks: Collection[str]) -> str:
    """Give what went wrong with the newest try of some tasks that is to be made again; empty when nothing did."""
    rows = Pending.objects.filter(task__in=tasks, parked=False).exclude(trouble="").order_by("-run_after", "-pk")
    return rows.values_list("trouble", flat=True).first() or ""


def said_of(unique_key: str) -> str:
    """Give why work that is done in parts waits, as its last part said; empty when it did not, or there is none."""
    rows = Pending.objects.filter(unique_key=unique_key).values_list("payload", flat=True)
    return str((rows.first() or {}).get("trouble", ""))


def parked_count() -> int:
    """Count the work that kept failing."""
    return Pending.objects.filter(parked=True).count()


def waiting(task: str = "") -> int:
    """Count the work that is not parked, of one task or of all."""
    rows = Pending.objects.filter(parked=False)
    return (rows.filter(task=task) if task else rows).count()


def waits(task: str, **about: int) -> bool:
    """Say whether work of a task is there, parked or not, whose payload says so."""
    return _whose(task, about).exists()


def is_overtaken(work: int, task: str, **about: int) -> bool:
    """Say whether newer work of a task waits whose payload says so."""
    return _whose(task, about).filter(pk__gt=work, parked=False).exists()


def _whose(task: str, about: Mapping[str, int]) -> QuerySet[Pending]:
    return Pending.objects.filter(task=task, **{f"payload__{key}": value for key, value in about.items()})


def is_waiting(task: str, *, person: int) -> bool:
    """Say whether work of a task for a person waits for its turn or its next try: its key is or begins with both."""
    theirs = f"{task}:{person}"
    return Pending.objects.filter(Q(unique_key=theirs) | _key_begins(f"{theirs}:"), parked=False).exists()


def payloads(start: str) -> list[dict[str, Any]]:
    """Give the payloads of the work whose key begins so and that is not parked, the oldest first."""
    rows = Pending.objects.filter(_key_begins(start), parked=False)
    return list(rows.order_by("pk").values_list("payload", flat=True))


def claim(start: str) -> list[dict[str, Any]]:
    """Take out the work whose key begins so, for whoever does it together, and give its payloads, the oldest first.

    In one transaction with what is done of it. What another worker is finishing at that moment is left to it.
    """
    rows = Pending.objects.filter(_key_begins(start), parked=False).order_by("pk")
    found = list(rows.select_for_update(skip_locked=True) if _can_lock() else rows)
    Pending.objects.filter(pk__in=[each.pk for each in found]).delete()
    return [each.payload for each in found]


def people_waiting(task: str) -> set[int]:
    """Give everybody for whom work of a task waits for its turn or its next try."""
    return set(Pending.objects.filter(task=task, parked=False).values_list("payload__person", flat=True))


def _key_begins(start: str) -> Q:
    """Find keys by how they begin, in the index of the keys: SQLite has none for LIKE, but orders text by its bytes."""
    if connection.vendor == "sqlite":
        return Q(unique_key__gte=start, unique_key__lt=start[:-1] + chr(ord(start[-1]) + 1))
    return Q(unique_key__startswith=start)


def drop(*tasks: str, **about: int) -> int:
    """Drop the work of some tasks whose payload says so; how many pieces that was."""
    rows = Pending.objects.filter(task__in=tasks, **{f"payload__{key}": value for key, value in about.items()})
    return rows.delete()[0]


def forget_reactions() -> None:
    """Drop the reactions to a story that was told and never happened, and its mail: the sample company's."""
    Pending.objects.filter(task__in=["react", "gather_minutes"]).delete()
