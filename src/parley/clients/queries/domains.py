"""Whose mail comes from which domain."""

from collections.abc import Iterator

from django.db.models import QuerySet

from parley.clients.models import Client, ClientDomain
from parley.clients.rules.domains import domains_named_by
from parley.prepared import prepared

MOST_NAMED = 6  # clients that have a domain, from which somebody chooses


def clients_of_domain(address: str) -> list[Client]:
    """Give the clients whose mail comes from the domain of an address, or else from the one above it; by name.

    Six at most. Two queries.
    """
    named = domains_named_by(address)
    kept = set(ClientDomain.objects.filter(domain__in=named).values_list("domain", flat=True))
    nearest = next((each for each in named if each in kept), None)
    if nearest is None:
        return []
    rows = Client.objects.defer("revenue", "currency").filter(left_on=None, domains__domain=nearest)
    return list(rows.order_by("folded", "pk")[:MOST_NAMED])


def domains_known() -> Iterator[tuple[str, str, str]]:
    """Every domain, with the source and source’s key of the client whose mail comes from there."""
    rows = ClientDomain.objects.order_by("pk").values_list("client__source", "client__key", "domain")
    yield from rows.iterator(chunk_size=2000)


@prepared
def domains_of(client: int) -> QuerySet[ClientDomain]:
    """The domains from which a client’s mail comes."""
    return ClientDomain.objects.filter(client=client).order_by("domain")
