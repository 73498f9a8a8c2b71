"""Clients and insights for the search index and for exports."""

from collections.abc import Collection, Iterator

from django.db.models import Prefetch, QuerySet

from parley.clients.models import AccountManager, Alias, Client, Insight


def client_texts(keys: Collection[int] | None = None) -> Iterator[tuple[int, str, str]]:
    """Key, name, and other names, segment and region of some clients, or of all, for the search index."""
    rows = Client.objects.filter(pk__in=keys) if keys is not None else Client.objects.all()
    rows = rows.only("name", "segment", "region__name").select_related("region").prefetch_related("aliases")
    for client in rows.order_by("pk").iterator(chunk_size=1000):
        facts = [*(alias.name for alias in client.aliases.all()), client.segment, str(client.region or "")]
        yield client.pk, client.name, " · ".join(fact for fact in facts if fact)


def insight_texts(keys: Collection[int] | None = None) -> Iterator[tuple[int, str, str]]:
    """Key and words of some insights, or of all, for the search index."""
    rows = Insight.objects.filter(pk__in=keys) if keys is not None else Insight.objects.all()
    for key, text in rows.values_list("pk", "text").order_by("pk").iterator(chunk_size=1000):
        yield key, "", text


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
    """Every client with its names, managers and revenue, in the order in which they came; for an export."""
    managers = Prefetch("managers", AccountManager.objects.select_related("person").order_by("pk"))
    names = Prefetch("aliases", Alias.objects.order_by("pk"))
    rows = Client.objects.select_related("region", "parent").prefetch_related(names, managers).order_by("pk")
    return rows.iterator(chunk_size=1000)


def insights_written_out() -> Iterator[Insight]:
    """Every insight, merged ones included, in the order in which they came; for an export."""
    rows = Insight.objects.select_related("client", "author", "on_behalf_of", "merged_into").order_by("pk")
    return rows.iterator(chunk_size=1000)
