"""Seeing clients and insights: names and words are for the whole company, revenue is not."""

from collections.abc import Collection, Iterator

from django.db.models import Q, QuerySet

from parley.clients.models import AccountManager, Alias, Client, Insight
from parley.kernel.words import folded
from parley.people.models import Person
from parley.people.queries import people_in_the_company
from parley.people.terms import Viewer


def clients_visible_to(viewer: Viewer) -> QuerySet[Client]:
    """Every client, without its revenue: those fields are not read from the database here."""
    del viewer
    return Client.objects.select_related("region", "parent").defer("revenue", "currency")


def clients_with_revenue_for(viewer: Viewer) -> QuerySet[Client]:
    """The clients whose revenue the viewer may see: all for product people, deciders and operations, else their own."""
    rows = Client.objects.select_related("region", "parent")
    if viewer.operations or viewer.product_of or viewer.decides:
        return rows
    return rows.filter(pk__in=AccountManager.objects.filter(person=viewer.person).values("client"))


def insights_visible_to(viewer: Viewer) -> QuerySet[Insight]:
    """Every insight that was not merged into another."""
    del viewer
    return Insight.objects.filter(merged_into=None).select_related(
        "client__region", "author__function", "author__region", "on_behalf_of"
    )


def viewers_of_client(client: Client) -> QuerySet[Person]:
    """Everybody in the company."""
    del client
    return people_in_the_company()


def viewers_of_insight(insight: Insight) -> QuerySet[Person]:
    """Everybody in the company."""
    del insight
    return people_in_the_company()


def client_called(name: str) -> Client | None:
    """The client of that name or alias, however it is written; the one that came first when several are."""
    plain = folded(name)
    of_alias = Alias.objects.filter(folded=plain[:200]).values("client")
    named = Q(folded=plain[:400]) | Q(pk__in=of_alias)
    return Client.objects.defer("revenue", "currency").filter(named).order_by("pk").first()


def managers_of(client: Client) -> list[int]:
    """Keys of the people who look after a client."""
    return list(AccountManager.objects.filter(client=client).values_list("person", flat=True))


def accounts_of(viewer: Viewer) -> int:
    """How many clients the viewer looks after."""
    return AccountManager.objects.filter(person=viewer.person).count()


def parents_of(client: Client) -> list[int]:
    """Keys of the companies a client belongs to, nearest first. One query a generation."""
    found: list[int] = []
    above = client.parent_id
    while above is not None and above not in found:
        found.append(above)
        above = Client.objects.filter(pk=above).values_list("parent", flat=True).first()
    return found


def revenue_viewers_of(client: Client) -> Q:
    """Say as a condition on people who looks after a client; the areas' people are added by those who ask."""
    return Q(pk__in=AccountManager.objects.filter(client=client).values("person"))


def client_texts(keys: Collection[int] | None = None) -> Iterator[tuple[int, str, str]]:
    """Key, name, and other names, segment and region of some clients, or of all, for the search index."""
    rows = Client.objects.filter(pk__in=keys) if keys is not None else Client.objects.all()
    rows = rows.only("name", "segment", "region__name").select_related("region").prefetch_related("aliases")
    for client in rows.order_by("pk").iterator(chunk_size=1000):
        facts = [*(alias.name for alias in client.aliases.all()), client.segment, str(client.region or "")]
        yield client.pk, client.name, " · ".join(fact for fact in facts if fact)


def insight_texts(keys: Collection[int] | None = None) -> Iterator[tuple[int, str, str]]:
    """Key and words of some insights, or of all, for the search index; merged ones left out."""
    rows = Insight.objects.filter(merged_into=None)
    rows = rows.filter(pk__in=keys) if keys is not None else rows
    for key, text in rows.values_list("pk", "text").order_by("pk").iterator(chunk_size=1000):
        yield key, "", text
