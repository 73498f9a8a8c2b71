"""Undoing the import of a file: what nobody relies on goes, the rest stays and is listed."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from parley.clients.actions.restoring import restore_facts
from parley.clients.actions.taking_back import take_back
from parley.clients.queries import clients_changed, insights_bound
from parley.disclosure.queries import clients_told_or_named
from parley.exchange.events import BatchUndone, FactsForgotten, UndoingAsked
from parley.exchange.models import Batch, FactsBefore
from parley.exchange.queries.batches import spans_of
from parley.exchange.queries.changing import changed_by, facts_before, facts_past
from parley.exchange.rules.undoing import must_undo
from parley.exchange.terms.uploads import UNDONE_WITHIN, Kept
from parley.groups.queries import acting
from parley.kernel.bunches import bunches
from parley.ledger.door import action, enqueue, record
from parley.ledger.queries import keys_told_of
from parley.ledger.terms import Actor
from parley.people.models import Person
from parley.roadmap.actions.taking_in_history import take_back_history
from parley.roadmap.queries.linked import insights_linked_beside
from parley.voices.queries import credited_of
from parley.voices.terms import Given

MOST_LISTED = 1_000
AT_ONCE = 1_000
LINKED = "somebody linked it to an initiative"
MERGED = "it was merged with another"
CREDITED = "a decision or change credits it"
TOLD_OF = "something happened to it since"
USED = "others rely on it: it has insights, people, other names or clients below it"
CHANGED = "its facts were changed since, by hand or by another import"
STAYS = "its {} stays as it is now: somebody changed it since, or what was there before cannot be again"
TOLD = "it was told something about an initiative, or words about one name it"


@action
def ask_to_undo(*, batch: Batch, actor: Person, at: datetime) -> None:
    """Let the worker undo an import. Raises Refused after a day, and for who neither made it nor administers Parley."""
    row: Batch = Batch.objects.select_for_update().get(pk=batch.pk)
    must_undo(acting(actor), by=row.by_id, began=row.started_at, asked=bool(row.undo_asked_at),
              of_file=bool(row.brought), at=at)  # fmt: skip
    Batch.objects.filter(pk=row.pk).update(undo_asked_at=at, undone_by=actor)
    record(UndoingAsked(batch=row.pk))
    enqueue("undo_batch", payload={"batch": row.pk}, unique_key=f"undo_batch:{row.pk}")


@action
def undo_batch(*, batch: int, actor: Actor, at: datetime) -> list[Kept]:
    """Take back what an import brought, but for rows that somebody relies on; gives those. Once: again changes nothing.

    Facts that it changed of clients that were here are as before again, unless somebody changed them since.
    """
    row: Batch = Batch.objects.select_for_update().get(pk=batch)
    if row.undone_at or not row.brought:
        return []
    restored, left = restore_facts(changes=facts_before(row.pk), batch=row.pk, actor=actor, at=at)
    _hand_on(row.pk)
    kept = [Kept("client", key, STAYS.format(" and ".join(facts))) for key, facts in left.items()]
    free: list[int] = []
    for keys in _keys_of(row):
        bound = _bound(keys, row.started_at)
        kept += [Kept("insight", key, why) for key, why in bound.items()]
        free += [key for key in keys if key not in bound]
    brought = row.brought.get("clients", [])
    why = {key: reason for some in bunches(brought, AT_ONCE) for key, reason in _bound_clients(some).items()}
    clients = [key for key in brought if key not in why]
    insights, went = take_back(insights=free, clients=clients, batch=row.pk, actor=actor, at=at)
    past = take_back_history(batch=row.pk, actor=actor, at=at) if row.brought.get("history") else 0
    gone = set(went)
    kept += [Kept("client", key, why.get(key, USED)) for key in brought if key not in gone]
    row.undone_at = at
    row.report = row.report | {"taken_back": insights, "clients_taken_back": len(went), "stay": len(kept),
                              "restored": restored, "past_taken_back": past}  # fmt: skip
    row.report["kept"] = [[each.kind, each.key, each.why] for each in kept[:MOST_LISTED]]
    row.save(update_fields=["undone_at", "report"])
    record(BatchUndone(batch=row.pk, insights=insights, clients=len(went), kept=len(kept),
                       restored=restored, past=past))  # fmt: skip
    return kept


def _hand_on(batch: int) -> None:
    """Let a later import that changed the same facts find what was there before this one, which is undone."""
    mine = {was.client: was for was in facts_before(batch)}
    told: set[tuple[int, str]] = set()  # the first later import of a fact has found it as this one left it
    for row in FactsBefore.objects.filter(batch__gt=batch, client__in=changed_by(batch)).order_by("batch"):
        was = mine[row.client_id]
        found = {fact for fact in row.before.keys() & was.after.keys() if (row.client_id, fact) not in told}
        told |= {(row.client_id, fact) for fact in found}
        handed = {fact: was.before[fact] for fact in found if row.before[fact] == was.after[fact]}
        if handed:
            row.before |= handed
            row.save(update_fields=["before"])


@action
def forget_facts_before(*, actor: Actor, at: datetime) -> None:
    """Let go of what imports found, once they can be undone no more. The worker's, once a day."""
    passed = facts_past(at - UNDONE_WITHIN - timedelta(days=1))
    if imports := passed.values("batch").distinct().count():
        passed.delete()
        record(FactsForgotten(imports=imports))


def _keys_of(row: Batch) -> Iterable[list[int]]:
    for first, last in spans_of(row):
        for begin in range(first, last + 1, AT_ONCE):
            yield list(range(begin, min(begin + AT_ONCE - 1, last) + 1))


def _bound(keys: list[int], at: datetime) -> dict[int, str]:
    """Give which insights somebody relies on, and how."""
    return (
        dict.fromkeys(keys_told_of("insight", keys), TOLD_OF)
        | dict.fromkeys(insights_linked_beside(keys, at), LINKED)
        | dict.fromkeys(credited_of(Given.INSIGHT, keys), CREDITED)
        | dict.fromkeys(insights_bound(keys), MERGED)
    )


def _bound_clients(keys: list[int]) -> dict[int, str]:
    """Give which clients are relied on by more than rows that are theirs, and how."""
    return (
        dict.fromkeys(keys_told_of("client", keys), TOLD_OF)
        | dict.fromkeys(clients_changed(keys), CHANGED)
        | dict.fromkeys(clients_told_or_named(keys), TOLD)
    )
