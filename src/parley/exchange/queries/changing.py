"""What a file changes of clients that are here: foretold while it is checked, and found once it has come in."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet

from parley.clients.queries.facts import facts_held
from parley.clients.terms import Held, Was
from parley.exchange.models import FactsBefore
from parley.exchange.rules.changing import as_shown, differing, would_be
from parley.exchange.rules.intake import Intake
from parley.exchange.terms.intake import MOST_CHANGES, Change


def foretell(intake: Intake) -> None:
    """Say in what was found which clients that are here change, and how. One query; memory as for the clients."""
    stated = {client: row for client, row in intake.about.items() if client > 0 and row.stated}
    found = intake.found
    found.changing, found.changes = 0, []
    if not stated:
        return
    above = {row.parent_identity for row in stated.values() if row.parent_identity}
    parents = {":".join(row.identity): row.name for row in intake.matching.new if row.identity in above}
    first: list[tuple[Held, dict[str, str]]] = []
    for held in facts_held():
        if held.identity in above:
            parents[":".join(held.identity)] = held.name
        row = stated.get(held.client)
        after = would_be(held, row) if row else held.facts
        if differing(held.facts, after):
            found.changing += 1
            if len(first) < MOST_CHANGES:
                first.append((held, dict(after)))
                parents.setdefault(held.facts["parent"], held.parent_name)
    found.changes = [Change(held.client, held.name, as_shown(held.facts, after, parents)) for held, after in first]


def facts_to_change(intake: Intake) -> dict[int, Held]:
    """Give what is known of the clients that a file says something about; they stay so until the transaction ends."""
    keys = [client for client, row in intake.about.items() if client > 0 and row.stated]
    return {held.client: held for held in facts_held(keys, to_change=True)}


def changes_made(before: dict[int, Held]) -> Iterator[tuple[Was, Change]]:
    """Yield what has become otherwise of some clients, to be kept and to be shown."""
    for now in facts_held(before):
        was = before[now.client]
        facts = differing(was.facts, now.facts)
        if facts:
            parents = {was.facts["parent"]: was.parent_name, now.facts["parent"]: now.parent_name}
            kept = Was(now.client, {fact: was.facts[fact] for fact in facts}, {fact: now.facts[fact] for fact in facts})
            yield kept, Change(now.client, now.name, as_shown(was.facts, now.facts, parents))


def facts_before(batch: int) -> Iterator[Was]:
    """Yield what an import changed of clients that were here."""
    rows = FactsBefore.objects.filter(batch=batch).order_by("client")
    for client, before, after in rows.values_list("client", "before", "after").iterator(chunk_size=1000):
        yield Was(client, before, after)


def changed_by(batch: int) -> QuerySet[FactsBefore, int]:
    """The clients that were here and that an import changed."""
    return FactsBefore.objects.filter(batch=batch).values_list("client", flat=True)


def facts_past(before: datetime) -> QuerySet[FactsBefore]:
    """What imports begun before a moment found, but for those that are just being undone."""
    return FactsBefore.objects.filter(batch__started_at__lt=before).exclude(
        batch__undo_asked_at__isnull=False, batch__undone_at=None
    )
