"""Changing clients: who buys, who looks after them, and what they said."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from parley.clients import rules
from parley.clients.actions.heads import _keep_tops
from parley.clients.events import AccountManagerNamed, ClientAdded, ClientChanged, InsightNoted
from parley.clients.models import AccountManager, Alias, Client, Insight
from parley.clients.queries import accounts_of, client_called, managers_of, parents_of
from parley.groups.queries import acting
from parley.kernel.money import Money
from parley.kernel.refusals import Refused, Stale
from parley.kernel.spans import today_of
from parley.kernel.words import folded
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.models import Person, Region

EASTMOST = timedelta(hours=14)  # the zone where a day begins first


@action
def add_client(
    *,
    name: str,
    region: Region | None,
    segment: str = "",
    revenue: Money | None = None,
    parent: Client | None = None,
    key: str = "",
    source: str = "parley",
    actor: Actor,
    at: datetime,
) -> Client:
    """Add a client; an account manager who adds one looks after it. `key` is its identity in `source`.

    Raises Refused when the identity is taken, or, for a client without one, the name.
    """
    viewer = acting(actor)
    rules.must_add_client(viewer, accounts_of(viewer))
    clean = rules.client_name_of(name)
    _must_be_new(clean, source, key.strip())
    sum_ = rules.revenue_of(revenue)
    client = Client.objects.create(
        source=source,
        key=key.strip() or folded(clean)[:120],
        name=clean,
        region=region,
        segment=rules.segment_of(segment),
        revenue=sum_.amount if sum_ else None,
        currency=sum_.currency if sum_ else "",
        parent=parent,
        top_id=(parent.top_id or parent.pk) if parent else None,
    )
    record(ClientAdded(client=client.pk))
    if isinstance(actor, Person) and not actor.operations:
        AccountManager.objects.create(client=client, person=actor)
        record(AccountManagerNamed(client=client.pk, person=actor.pk, named=True))
    return client


def _must_be_new(name: str, source: str, key: str) -> None:
    """Raise Refused when the identity, or for a client without one the name, is taken."""
    if key and Client.objects.filter(source=source, key=key).exists():
        raise Refused(f"A client with the key {key} is here already. Change that one instead.", field="key")
    if not key and (there := client_called(name)):
        raise Refused(f"{there.name} is here already. Note what they said on their page, or write a name that tells "
                      "the two apart.", field="name")  # fmt: skip


@action
def change_client(
    *,
    client: Client,
    name: str,
    region: Region | None,
    segment: str = "",
    revenue: Money | None = None,
    parent: Client | None = None,
    seen_version: int | None = None,
    actor: Actor,
    at: datetime,
) -> Client:
    """Change facts about a client; its former name stays known as an alias. Nothing is recorded when nothing differs.

    Raises Refused for somebody who does not keep the client, Stale when it has changed since `seen_version`.
    """
    rules.must_keep_client(acting(actor), managers_of(client))
    row: Client = Client.objects.select_for_update().get(pk=client.pk)
    sum_ = rules.revenue_of(revenue)
    new = {
        "name": rules.client_name_of(name),
        "region_id": region.pk if region else None,
        "segment": rules.segment_of(segment),
        "revenue": sum_.amount.quantize(Decimal("0.01")) if sum_ else None,
        "currency": sum_.currency if sum_ else "",
        "parent_id": parent.pk if parent else None,
    }
    changed = [field for field, value in new.items() if getattr(row, field) != value]
    if not changed:
        return row
    if seen_version is not None and seen_version != row.version:
        raise Stale("Somebody changed this client meanwhile. Read what they wrote, then change it again.",
                    theirs=_told(row, row.region), yours=_told(Client(**new), region))  # fmt: skip
    if parent:
        rules.must_not_be_its_own_parent(row.pk, [parent.pk, *parents_of(parent)])
    if "name" in changed:
        _keep_old_name(row, str(new["name"]))
    for field in changed:
        setattr(row, field, new[field])
    row.version += 1
    row.save(update_fields=[*changed, "folded", "version"])
    if "parent_id" in changed:
        _keep_tops()
    words = {"region_id": "region", "parent_id": "parent", "currency": "revenue"}
    record(ClientChanged(client=row.pk, fields=tuple(dict.fromkeys(words.get(field, field) for field in changed))))
    return row


def _keep_old_name(row: Client, name: str) -> None:
    """Remember the name a client had; raises Refused when another client has the new one."""
    there = client_called(name)
    if there and there.pk != row.pk:
        raise Refused(f"Another client is called {there.name}. Write a name that tells the two apart.", field="name")
    if folded(name) != row.folded:
        Alias.objects.get_or_create(folded=row.folded[:200], defaults={"client": row, "name": row.name})


def _told(row: Client, region: Region | None) -> str:
    facts: list[Any] = [
        row.name,
        region,
        row.segment,
        f"{row.revenue} {row.currency}" if row.revenue is not None else "",
    ]
    return ", ".join(str(fact) for fact in facts if fact)


@action
def name_account_manager(*, client: Client, person: Person, named: bool, actor: Actor, at: datetime) -> None:
    """Let somebody look after a client, or no longer. Whoever does sees its revenue."""
    rules.must_keep_client(acting(actor), managers_of(client))
    if named and not person.is_active:
        raise Refused(f"{person.name} has left the company. Name somebody who is here.", field="person")
    if named:
        changed = AccountManager.objects.get_or_create(client=client, person=person)[1]
    else:
        changed = bool(AccountManager.objects.filter(client=client, person=person).delete()[0])
    if changed:
        record(AccountManagerNamed(client=client.pk, person=person.pk, named=named))


@action
def note_insight(
    *,
    client: Client,
    text: str,
    said_on: date,
    on_behalf_of: Person | None = None,
    key: str = "",
    source: str = "parley",
    actor: Actor,
    at: datetime,
) -> Insight:
    """Note what a client said; the words never change afterwards. The same said twice gives the one that is there.

    `key` is its identity in `source`; without one, client, day and words are.
    """
    clean = rules.insight_text_of(text)
    day = rules.said_on_of(said_on, _today(actor, at))
    insight, new = Insight.objects.get_or_create(
        source=source,
        key=key.strip()[:120] or rules.insight_key(f"{client.source}:{client.key}", day, clean),
        defaults={
            "client": client,
            "text": clean,
            "said_on": day,
            "author": actor if isinstance(actor, Person) else None,
            "on_behalf_of": on_behalf_of,
            "noted_at": at,
        },
    )
    if new:
        behalf = on_behalf_of.pk if on_behalf_of else None
        record(InsightNoted(insight=insight.pk, client=client.pk, said_on=day, on_behalf_of=behalf))
    return insight.kept or insight


def _today(actor: Actor, at: datetime) -> date:
    """Give the day it is where the actor is; for Parley itself the latest day there is anywhere."""
    if isinstance(actor, Person):
        return today_of(actor, at)
    return (at + EASTMOST).date()
