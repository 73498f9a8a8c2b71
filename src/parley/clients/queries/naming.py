"""Clients by the names people type."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from django.db.models import Case, F, Q, QuerySet, TextField, Value, When

from parley.clients.models import AccountManager, Alias, Client
from parley.clients.queries.seeing import clients_visible_to
from parley.kernel.words import folded
from parley.people.terms import Viewer

BEGINS = re.compile(r"\b[A-Z0-9À-ÖØ-Þ]\w{2,}")  # a word with which a name may begin


def client_called(name: str) -> Client | None:
    """The client of that name or alias, however it is written; the one that came first when several are."""
    plain = folded(name)
    of_alias = Alias.objects.filter(folded=plain[:200]).values("client")
    named = Q(folded=plain[:400]) | Q(pk__in=of_alias)
    return Client.objects.defer("revenue", "currency").filter(named).order_by("pk").first()


def clients_like(viewer: Viewer, text: str, *, limit: int = 8) -> list[Client]:
    """Clients whose name or alias holds these words: the viewer's own first, then those that begin with them; by name.

    Without words, the viewer's own.
    """
    plain = folded(text)
    if "\x00" in plain:
        return []
    rows = clients_visible_to(viewer).order_by("folded", "pk")
    own = Q(pk__in=AccountManager.objects.filter(person=viewer.person).values("client"))
    begun = Q(folded__startswith=plain) | Q(
        pk__in=Alias.objects.filter(folded__startswith=plain[:200]).values("client")
    )
    held = Q()
    for word in plain.split()[:8]:
        held &= Q(folded__contains=word)
    found: list[Client] = []
    for some in (own & begun, own & held, begun, held) if plain else (own,):
        if len(found) < limit:
            found += rows.filter(some).exclude(pk__in=[client.pk for client in found])[: limit - len(found)]
    return found


def clients_named_with(viewer: Viewer, words: Sequence[str], *, most: int) -> list[tuple[int, str]]:
    """Keys and folded names of clients whose name holds one of some folded words, those with most of them first."""
    held = [Case(When(folded__contains=word, then=1), default=0) for word in words]
    rows = clients_visible_to(viewer).select_related(None).annotate(held=sum(held[1:], held[0])).filter(held__gt=0)
    return list(rows.order_by("-held", "folded", "pk").values_list("pk", "folded")[:most])


MOST_WORDS = 60  # of a text, with which a name may begin


def clients_perhaps_in(viewer: Viewer, text: str) -> QuerySet[Client]:
    """Clients that a text may name, by name, alias, or without their legal form; `names_in` says whether it does.

    It looks at every client's name, so it is for a text that somebody is about to publish, and for no list.
    """
    plain, words = folded(text), [folded(each) for each in BEGINS.findall(text)]
    named = Q(inside__contains=F("folded")) | Q(inside__contains=F("aliases__folded"))
    for word in dict.fromkeys(words[:MOST_WORDS]):
        named |= Q(folded__startswith=word) | Q(aliases__folded__startswith=word)
    rows = clients_visible_to(viewer).order_by().select_related(None)
    found: QuerySet[Client] = rows.annotate(inside=Value(plain, TextField())).filter(named)
    return found


def client_meant(viewer: Viewer, text: str) -> list[Client]:
    """The client a name means; several when it could be any of them, none when it is nobody's.

    A name means who is called so; with a region or key in brackets, that one of the namesakes; else who alone holds it.
    """
    if not folded(text):
        return []
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
