"""Clients by the names people type."""

from difflib import get_close_matches

from django.db.models import Q

from parley.clients.models import Alias, Client
from parley.clients.queries.seeing import clients_visible_to
from parley.kernel.words import folded
from parley.people.terms import Viewer


def client_called(name: str) -> Client | None:
    """The client of that name or alias, however it is written; the one that came first when several are."""
    plain = folded(name)
    of_alias = Alias.objects.filter(folded=plain[:200]).values("client")
    named = Q(folded=plain[:400]) | Q(pk__in=of_alias)
    return Client.objects.defer("revenue", "currency").filter(named).order_by("pk").first()


def clients_like(viewer: Viewer, text: str, *, limit: int = 8) -> list[Client]:
    """Clients whose name or alias holds these words, those that begin with them first; by name."""
    plain = folded(text)
    if not plain or "\x00" in plain:
        return []
    rows = clients_visible_to(viewer)
    aliases = Alias.objects.filter(folded__startswith=plain[:200]).values("client")
    first = list(rows.filter(Q(folded__startswith=plain) | Q(pk__in=aliases)).order_by("folded", "pk")[:limit])
    if len(first) < limit:
        words = Q()
        for word in plain.split()[:8]:
            words &= Q(folded__contains=word)
        rest = rows.filter(words).exclude(pk__in=[client.pk for client in first]).order_by("folded", "pk")
        first += rest[: limit - len(first)]
    return first


def client_meant(viewer: Viewer, text: str) -> list[Client]:
    """The client a name means; several when it could be any of them, none when it is nobody's.

    A name means who is called so; with a region or key in brackets, that one of the namesakes; else who alone holds it.
    """
    name, _, rest = text.rpartition(" (")
    for plain, which in ((folded(text), ""), (folded(name), folded(rest.removesuffix(")")))):
        if not plain or "\x00" in plain:
            continue
        aliases = Alias.objects.filter(folded=plain[:200]).values("client")
        called = clients_visible_to(viewer).filter(Q(folded=plain) | Q(pk__in=aliases)).order_by("pk")
        found = [each for each in called[:6] if which in {"", folded(str(each.region or "")), folded(each.key)}]
        if found:
            return found
    return clients_like(viewer, text, limit=6)


def clients_spelled_like(viewer: Viewer, text: str) -> list[Client]:
    """Up to five clients whose names are nearest to a name that was mistyped."""
    plain = folded(text)[:200]
    names = dict(clients_visible_to(viewer).filter(folded__startswith=plain[:1]).values_list("folded", "pk")[:5000])
    near = get_close_matches(plain, names, n=5, cutoff=0.6)
    return list(clients_visible_to(viewer).filter(pk__in=[names[name] for name in near]).order_by("folded"))
