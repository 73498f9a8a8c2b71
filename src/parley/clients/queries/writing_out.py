"""Clients and insights for the search index and for exports."""

from collections.abc import Collection, Iterator

from django.db.models import Prefetch, Q, QuerySet

from parley.clients.models import AccountManager, Alias, Client, ClientDomain, Insight
from parley.kernel.words import folded


def client_texts(keys: Collection[int] | None = None) -> Iterator[tuple[int, str, str]]:
    """Key, name, and other names, segment and region of some clients, or of all, for the search index."""
    rows = Client.objects.filter(pk__in=keys) if keys is not None else Client.objects.all()
    rows = rows.only("name", "segment", "region__name").select_related("region").prefetch_related("aliases")
    for client in rows.order_by("pk").iterator(chunk_size=1000):
        facts = [*(alias.name for alias in client.aliases.all()), client.segment, str(client.region or "")]
        yield client.pk, client.name, " · ".join(fact for fact in facts if fact)


def insight_texts(
    keys: Collection[int] | None = None, *, between: tuple[int, int] | None = None
) -> Iterator[tuple[int, str, str]]:
    """Key and words of some insights, of a span of keys, or of all, for the search index."""
    rows = Insight.objects.filter(pk__range=between) if between else Insight.objects.all()
    rows = rows.filter(pk__in=keys) if keys is not None else rows
    for key, text in rows.values_list("pk", "text").order_by("pk").iterator(chunk_size=1000):
        yield key, "", text


def insight_texts_after(key: int, *, most: int) -> list[tuple[int, str]]:
    """Key and words of the insights whose keys follow, the first of them."""
    return list(Insight.objects.filter(pk__gt=key).order_by("pk").values_list("pk", "text")[:most])


def newest_insight() -> int:
    """Give the key of the insight that came last, 0 when there is none."""
    return Insight.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def client_pks() -> dict[tuple[str, str], int]:
    """The key of each client's row by its source and the key that source gives it."""
    return {(source, key): pk for source, key, pk in Client.objects.values_list("source", "key", "pk")}


def insight_pks() -> dict[tuple[str, str], int]:
    """The key of each insight's row by its source and the key that source gives it."""
    return {(source, key): pk for source, key, pk in Insight.objects.values_list("source", "key", "pk")}


def clients_of_insights() -> QuerySet[Insight, tuple[int, int]]:
    """The key of each insight's row with that of its client."""
    return Insight.objects.values_list("pk", "client")


def insight_words() -> Iterator[tuple[str, str, str]]:
    """Source, key and text of every insight."""
    yield from Insight.objects.values_list("source", "key", "text").iterator(chunk_size=1000)


def clients_written_out() -> Iterator[Client]:
    """Every client with its names, managers, domains and revenue, in the order in which they came; for an export."""
    managers = Prefetch("managers", AccountManager.objects.select_related("person").order_by("pk"))
    names = Prefetch("aliases", Alias.objects.order_by("pk"))
    domains = Prefetch("domains", ClientDomain.objects.order_by("domain"))
    rows = Client.objects.select_related("region", "parent").prefetch_related(names, managers, domains).order_by("pk")
    return rows.iterator(chunk_size=1000)


def insights_written_out() -> Iterator[Insight]:
    """Every insight, merged ones included, in the order in which they came; for an export."""
    rows = Insight.objects.select_related("client", "author", "on_behalf_of", "merged_into").order_by("pk")
    return rows.iterator(chunk_size=1000)


def clients_with_all_names() -> Iterator[tuple[str, str, list[str]]]:
    """Source, source's key and all names of every client, in the order in which they came."""
    also: dict[int, list[str]] = {}
    for client, name in Alias.objects.order_by("pk").values_list("client", "name"):
        also.setdefault(client, []).append(name)
    for pk, source, key, name in clients_known():
        yield source, key, [name, *also.get(pk, ())]


def clients_known() -> Iterator[tuple[int, str, str, str]]:
    """Key, source, source's key and name of every client."""
    yield from Client.objects.order_by("pk").values_list("pk", "source", "key", "name").iterator(chunk_size=2000)


def clients_called(names: Collection[str]) -> Iterator[tuple[int, str, str, str]]:
    """The same of the clients that have some names, keys or aliases, each under the name that was asked for."""
    wanted = {folded(name)[:200]: name for name in names}
    rows = Client.objects.filter(Q(folded__in=wanted) | Q(key__in=names)).order_by("pk")
    yield from rows.values_list("pk", "source", "key", "name")
    others = Alias.objects.filter(folded__in=wanted).order_by("pk")
    yield from others.values_list("client", "client__source", "client__key", "name")


def aliases_known() -> Iterator[tuple[int, str]]:
    """Every other name of a client, with the client's key."""
    yield from Alias.objects.order_by("pk").values_list("client", "name").iterator(chunk_size=2000)


def clients_changed(keys: Collection[int]) -> set[int]:
    """Give which of some clients have changed since they were added, by hand or by an import."""
    return set(Client.objects.filter(pk__in=keys, version__gt=1).values_list("pk", flat=True))


def insights_bound(keys: Collection[int]) -> set[int]:
    """Give which of some insights were merged into another, or had another merged into them."""
    rows = Insight.objects.filter(Q(pk__in=keys) | Q(merged_into__in=keys)).exclude(merged_into=None)
    pairs = rows.values_list("pk", "merged_into")
    return {key for pair in pairs for key in pair if key in set(keys)}


def insights_there(first: int, last: int) -> set[int]:
    """Give the keys of the insights within a span of keys."""
    return set(Insight.objects.filter(pk__range=(first, last)).values_list("pk", flat=True))
