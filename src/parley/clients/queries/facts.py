"""Facts about clients that an import may change, as words that can be kept and compared."""

from collections.abc import Collection, Iterator

from parley.clients.models import Client
from parley.clients.queries.seeing import clients_visible_to
from parley.clients.rules import facts_in_words
from parley.clients.terms import Held
from parley.kernel.bunches import bunches
from parley.people.terms import Viewer


def facts_held(keys: Collection[int] | None = None, *, to_change: bool = False) -> Iterator[Held]:
    """Yield what is known of some clients, or of all; `to_change` keeps them as they are until the transaction ends.

    Memory does not grow with how many they are.
    """
    if keys is None:
        yield from _held(None)
        return
    for bunch in bunches(sorted(keys)):
        if to_change:
            list(Client.objects.select_for_update().filter(pk__in=bunch).order_by("pk").values_list("pk"))
        yield from _held(bunch)


def _held(keys: list[int] | None) -> Iterator[Held]:
    rows = Client.objects.all() if keys is None else Client.objects.filter(pk__in=keys)
    columns = ("pk", "source", "key", "name", "segment", "region__name", "revenue", "currency",
               "parent__source", "parent__key", "parent__name")  # fmt: skip
    for row in rows.order_by("pk").values_list(*columns).iterator(chunk_size=1000):
        client, source, key, name, segment, region, revenue, currency, above, above_key, above_name = row
        parent = (above, above_key) if above else None
        facts = facts_in_words(
            segment=segment, region=region or "", revenue=revenue, currency=currency, parent=parent
        )  # fmt: skip
        yield Held(client, (source, key), name, facts, above_name or "")


def client_names(viewer: Viewer, keys: Collection[int]) -> dict[int, str]:
    """The names of some clients by their keys."""
    return dict(clients_visible_to(viewer).filter(pk__in=keys).values_list("pk", "name")) if keys else {}


def parents_known() -> dict[int, int]:
    """The company each client belongs to, of those that belong to one."""
    rows = Client.objects.exclude(parent=None).values_list("pk", "parent")
    return {client: parent for client, parent in rows if parent is not None}
