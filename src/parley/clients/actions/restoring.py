"""Giving clients back the facts they had before an import, but for those that somebody changed since."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db.models import F

from parley.clients import rules
from parley.clients.actions.heads import _keep_tops
from parley.clients.events import FactsRestored
from parley.clients.models import Client
from parley.clients.queries import client_pks
from parley.clients.queries.facts import facts_held, parents_known
from parley.clients.terms import Was
from parley.kernel.bunches import bunches
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.queries import regions


@action
def restore_facts(
    *, changes: Iterable[Was], batch: int, actor: Actor, at: datetime
) -> tuple[int, dict[int, tuple[str, ...]]]:
    """Undo what an import changed of clients; gives how many were restored, and which facts stay of which others.

    A fact stays that was changed since, a region or parent that is gone, and a parent that would close a ring.
    """
    places = {region.name: region.pk for region in regions()}
    restored: set[int] = set()
    left: dict[int, tuple[str, ...]] = {}
    parents: dict[int, str] = {}
    for bunch in bunches(changes):
        held = {each.client: each.facts for each in facts_held([was.client for was in bunch], to_change=True)}
        rows = Client.objects.in_bulk([*held])
        for was in bunch:
            if was.client not in rows:
                continue
            back, stay = rules.to_be_restored(was, held[was.client])
            if back.get("region") and back["region"] not in places:
                stay += ("region",)
                del back["region"]
            if "parent" in back:
                parents[was.client] = back.pop("parent")
            if back:
                _restore(rows[was.client], back, places)
                restored.add(was.client)
            if stay:
                left[was.client] = stay
        changed = [row for row in rows.values() if row.pk in restored]
        if changed:
            Client.objects.bulk_update(changed, ["segment", "region", "revenue", "currency", "version"], batch_size=100)
    moved, stuck = _restore_parents(parents)
    left |= {client: (*left.get(client, ()), "parent") for client in stuck}
    if restored | moved:
        record(FactsRestored(batch=batch, clients=len(restored | moved)))
    return len(restored | moved), left


def _restore(row: Client, back: dict[str, str], places: dict[str, int]) -> None:
    row.segment = back.get("segment", row.segment)
    if "region" in back:
        row.region_id = places[back["region"]] if back["region"] else None
    if "revenue" in back:
        amount, _, row.currency = back["revenue"].partition(" ")
        row.revenue = Decimal(amount) if amount else None
    row.version += 1


def _restore_parents(parents: dict[int, str]) -> tuple[set[int], set[int]]:
    """Put clients back under their parents; gives those that went, and those that cannot."""
    if not parents:
        return set(), set()
    there = client_pks()
    wanted: dict[int, int | None] = {}
    for client, text in parents.items():
        source, _, key = text.partition(":")
        if not text or (source, key) in there:
            wanted[client] = there[source, key] if text else None
    free = rules.parents_that_close_no_ring(parents_known(), wanted)
    for bunch in bunches(sorted(free)):
        rows = [Client(pk=client, parent_id=wanted[client]) for client in bunch]
        Client.objects.bulk_update(rows, ["parent"], 100)
        Client.objects.filter(pk__in=bunch).update(version=F("version") + 1)
    if free:
        _keep_tops()
    return free, set(parents) - free
