"""Many clients and insights at once: they come in, or change, by one import."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import F

from parley.clients.actions.heads import _keep_tops
from parley.clients.actions.merging import _keep_kept
from parley.clients.events import ClientsTakenIn
from parley.clients.models import AccountManager, Alias, Client, ClientDomain, Insight
from parley.clients.queries import client_pks
from parley.clients.terms import Identity
from parley.kernel.bunches import bunches
from parley.kernel.words import folded
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.queries import person_keys, regions

FIELDS = ("name", "segment", "revenue", "currency", "left_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientRow:
    """A client as a file states it; only the fields in `stated` change one that is here already."""

    source: str
    key: str
    name: str
    parent: Identity | None = None
    region: str | None = None
    segment: str = ""
    revenue: Decimal | None = None
    currency: str = ""
    aliases: tuple[str, ...] = ()
    account_managers: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    left_on: date | None = None
    stated: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class InsightRow:
    """What a client said, as a file states it. The text of one that is here already stays as it is."""

    source: str
    key: str
    client: Identity
    said_on: date
    text: str
    author: str | None = None
    on_behalf_of: str | None = None
    noted_at: datetime | None = None
    merged_into: Identity | None = None
    stated: frozenset[str]


@action
def take_in_clients(*, rows: Iterable[ClientRow], batch: int, actor: Actor, at: datetime) -> tuple[int, int, int]:
    """Add and change clients, 500 at a time; gives how many were added, changed and the same.

    Aliases, account managers and domains are added; those a file does not name stay.
    """
    places = {region.name: region.pk for region in regions()}
    people = person_keys()
    added = same = 0
    changed: set[int] = set()
    made: set[int] = set()
    parents: list[tuple[Identity, Identity | None]] = []
    for bunch in bunches(rows):
        there = _clients_of(bunch)
        new = [_client(row, places) for row in bunch if (row.source, row.key) not in there]
        if new:
            Client.objects.bulk_create(new)
        made |= {client.pk for client in new}
        moved = [there[row.source, row.key] for row in bunch if (row.source, row.key) in there
                 and _change(there[row.source, row.key], row, places)]  # fmt: skip
        if moved:
            Client.objects.bulk_update(moved, [*FIELDS, "region", "version", "folded"], batch_size=100)
        by_identity = {**there, **{(client.source, client.key): client for client in new}}
        touched = _add_names(bunch, by_identity) | _add_managers(bunch, by_identity, people)
        touched |= _add_domains(bunch, by_identity, actor, at)
        changed |= {client.pk for client in moved} | touched
        added, same = added + len(new), same + len(bunch) - len(new)
        parents += [((row.source, row.key), row.parent) for row in bunch if "parent" in row.stated]
    changed = (changed | _set_parents(parents, made)) - made
    if added or changed:
        record(ClientsTakenIn(batch=batch, added=added, changed=len(changed), insights=0))
    return added, len(changed), same - len(changed)


@action
def take_in_insights(*, rows: Iterable[InsightRow], batch: int, actor: Actor, at: datetime) -> tuple[int, int, int]:
    """Note insights, 500 at a time; gives how many were added, changed and the same."""
    clients, people = client_pks(), person_keys()
    added = same = changed = 0
    merges: list[tuple[Identity, Identity]] = []
    for bunch in bunches(rows):
        there = _insights_of(bunch)
        new = [_insight(row, clients, people, actor, at) for row in bunch if (row.source, row.key) not in there]
        if new:
            Insight.objects.bulk_create(new)
        moved = [there[row.source, row.key] for row in bunch if (row.source, row.key) in there
                 and _rewrite(there[row.source, row.key], row, clients, people)]  # fmt: skip
        if moved:
            Insight.objects.bulk_update(
                moved, ["client", "said_on", "author", "on_behalf_of", "noted_at"], batch_size=100
            )
        added, changed = added + len(new), changed + len(moved)
        same += len(bunch) - len(new) - len(moved)
        merges += [((row.source, row.key), row.merged_into) for row in bunch if row.merged_into]
    merged = _merge(merges)
    if not added:
        changed, same = changed + merged, same - merged
    if added or changed or merged:
        record(ClientsTakenIn(batch=batch, added=0, changed=0, insights=added + changed + merged))
    return added, changed, same


def _clients_of(bunch: list[ClientRow]) -> dict[Identity, Client]:
    wanted = {(row.source, row.key) for row in bunch}
    rows = Client.objects.filter(source__in={source for source, _ in wanted}, key__in=[key for _, key in wanted])
    return {(client.source, client.key): client for client in rows if (client.source, client.key) in wanted}


def _client(row: ClientRow, places: Mapping[str, int]) -> Client:
    return Client(
        source=row.source, key=row.key, name=row.name, segment=row.segment, revenue=row.revenue, currency=row.currency,
        left_on=row.left_on, region_id=places[row.region] if row.region else None,
    )  # fmt: skip


def _change(client: Client, row: ClientRow, places: Mapping[str, int]) -> bool:
    new: dict[str, Any] = {field: getattr(row, field) for field in FIELDS if field in row.stated}
    if "region" in row.stated:
        new["region_id"] = places[row.region] if row.region else None
    differs = [field for field, value in new.items() if getattr(client, field) != value]
    for field in differs:
        setattr(client, field, new[field])
    client.version += bool(differs)
    client.folded = folded(client.name)[:400]
    return bool(differs)


def _add_names(bunch: list[ClientRow], clients: Mapping[Identity, Client]) -> set[int]:
    """Add aliases that are new; one that another client has already stays there."""
    wanted = {folded(name)[:200]: (name, clients[row.source, row.key]) for row in bunch for name in row.aliases}
    taken = set(Alias.objects.filter(folded__in=wanted).values_list("folded", flat=True))
    new = [
        Alias(client=client, name=name, folded=plain) for plain, (name, client) in wanted.items() if plain not in taken
    ]
    if new:
        Alias.objects.bulk_create(new)
    return {alias.client_id for alias in new}


def _add_managers(bunch: list[ClientRow], clients: Mapping[Identity, Client], people: Mapping[str, int]) -> set[int]:
    wanted = {(clients[row.source, row.key].pk, people[key]): None for row in bunch for key in row.account_managers}
    there = set(
        AccountManager.objects.filter(client__in={client for client, _ in wanted}).values_list("client", "person")
    )
    new = [
        AccountManager(client_id=client, person_id=person) for client, person in wanted if (client, person) not in there
    ]
    if new:
        AccountManager.objects.bulk_create(new)
    return {each.client_id for each in new}


def _add_domains(bunch: list[ClientRow], clients: Mapping[Identity, Client], actor: Actor, at: datetime) -> set[int]:
    wanted = {(clients[row.source, row.key].pk, domain): None for row in bunch for domain in row.domains}
    known = ClientDomain.objects.filter(client__in={client for client, _ in wanted})
    fresh = wanted.keys() - set(known.values_list("client", "domain"))
    new = [ClientDomain(client_id=one, domain=name, kept_by_id=actor.pk, kept_at=at) for one, name in sorted(fresh)]
    if new:
        ClientDomain.objects.bulk_create(new)
    return {each.client_id for each in new}


def _set_parents(parents: list[tuple[Identity, Identity | None]], made: Collection[int]) -> set[int]:
    """Put clients under their parents, once all are there; gives those that moved. New ones stay at version 1."""
    if not parents:
        return set()
    clients = client_pks()
    now = dict(Client.objects.values_list("pk", "parent"))
    moved = {clients[child]: clients[parent] if parent else None for child, parent in parents
             if now[clients[child]] != (clients[parent] if parent else None)}  # fmt: skip
    for bunch in bunches(moved.items()):
        Client.objects.bulk_update([Client(pk=child, parent_id=parent) for child, parent in bunch], ["parent"], 100)
        was_here = [child for child, _ in bunch if child not in made]
        Client.objects.filter(pk__in=was_here).update(version=F("version") + 1)
    if moved:
        _keep_tops()
    return set(moved)


def _insights_of(bunch: list[InsightRow]) -> dict[Identity, Insight]:
    wanted = {(row.source, row.key) for row in bunch}
    rows = Insight.objects.filter(source__in={source for source, _ in wanted}, key__in=[key for _, key in wanted])
    return {(each.source, each.key): each for each in rows if (each.source, each.key) in wanted}


def _insight(row: InsightRow, clients: Mapping[Identity, int], people: Mapping[str, int], actor: Actor,
             at: datetime) -> Insight:  # fmt: skip
    return Insight(
        source=row.source, key=row.key, client_id=clients[row.client], text=row.text, said_on=row.said_on,
        author_id=people[row.author] if row.author else None if "author" in row.stated else actor.pk,
        on_behalf_of_id=people[row.on_behalf_of] if row.on_behalf_of else None, noted_at=row.noted_at or at,
    )  # fmt: skip


def _rewrite(insight: Insight, row: InsightRow, clients: Mapping[Identity, int], people: Mapping[str, int]) -> bool:
    """Change what is not the client's words; whether anything differed."""
    new: dict[str, Any] = {"client_id": clients[row.client], "said_on": row.said_on}
    for field in ("author", "on_behalf_of"):
        if field in row.stated:
            named = getattr(row, field)
            new[f"{field}_id"] = people[named] if named else None
    if row.noted_at:
        new["noted_at"] = row.noted_at
    differs = [field for field, value in new.items() if getattr(insight, field) != value]
    for field in differs:
        setattr(insight, field, new[field])
    return bool(differs)


def _merge(merges: list[tuple[Identity, Identity]]) -> int:
    """Note which insight was merged into which, once all are there."""
    moved = 0
    for bunch in bunches(merges):
        keys = {key for pair in bunch for _, key in pair}
        there = {(each.source, each.key): each for each in Insight.objects.filter(key__in=keys)}
        changed = []
        for one, into in bunch:
            if there[one].merged_into_id != there[into].pk:
                there[one].merged_into = there[into]
                changed.append(there[one])
        if changed:
            Insight.objects.bulk_update(changed, ["merged_into"], batch_size=100)
        moved += len(changed)
    if moved:
        _keep_kept()
    return moved
