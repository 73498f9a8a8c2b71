"""Clients and insights as pages show them: who looks after them, what they said, how often and when last."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast

from parley.clients.models import AccountManager, Alias, Client, Insight
from parley.clients.queries.seeing import (
    clients_visible_to,
    clients_with_revenue_for,
    insights_visible_to,
    voices_visible_to,
)
from parley.kernel.money import Money
from parley.kernel.words import folded
from parley.people.models import Person
from parley.people.terms import Side, Viewer
from parley.prepared import Pages, padded, prepared, prepared_one, prepared_pages
from parley.prepared.columns import NO_DAY, NO_KEY


def _for_a_list(insights: QuerySet[Insight]) -> QuerySet[Insight]:
    """Read of insights only what a list shows."""
    return (
        insights.select_related(None)
        .select_related("client__region", "author", "on_behalf_of")
        .only("text", "said_on", "kept", "client__name", "client__region__name", "author__name", "on_behalf_of__name")
    )


def clients_listed(
    viewer: Viewer, *, words: str = "", region: int | None = None, mine: bool = False
) -> QuerySet[Client] | Pages[Client]:
    """Clients for a list, the viewer's own first: each has `mine`.

    `managers_by_client` says who looks after them, `spoken_by_client` how often and when they last said something.
    """
    plain = folded(words)
    if not plain:
        return _clients(viewer, region=region, mine=mine)
    rows = _listed(viewer, region=region, mine=mine)
    for word in plain.split()[:8]:
        rows = rows.filter(
            Q(folded__contains=word) | Q(pk__in=Alias.objects.filter(folded__contains=word).values("client"))
        )
    return rows


def _listed(viewer: Viewer, *, region: int | None, mine: bool) -> QuerySet[Client]:
    own = AccountManager.objects.filter(client=OuterRef("pk"), person=viewer.person)
    rows = clients_visible_to(viewer).filter(left_on=None).annotate(mine=Exists(own))
    if region is not None:
        rows = rows.filter(region=region)
    if mine:
        rows = rows.filter(mine=True)
    return rows.order_by("-mine", "folded", "pk")


@prepared_pages
def _clients(viewer: Viewer, *, region: int | None, mine: bool) -> QuerySet[Client]:
    return _listed(viewer, region=region, mine=mine).only("name", "segment", "parent__name", "region__name")


@dataclass(frozen=True, slots=True)
class Carer:
    """Somebody who looks after a client, and who stands in while they are away."""

    pk: int
    name: str
    side: Side
    function: str
    deputy: int | None
    away_from: date | None
    away_until: date | None

    def sees_to_it(self, person: int, on: date) -> bool:
        """Whether it is they who see to the client on a day, or who stands in for them."""
        away = self.away_from and self.away_until and self.away_from <= on <= self.away_until
        return person == self.pk or bool(away and person == self.deputy)


@dataclass(frozen=True, slots=True)
class Known:
    """A client, its account managers who are here, the companies it owns, and how often they said something.

    `revenue` is the yearly one, if the viewer may see it and it is known; otherwise it is not read.
    """

    client: Client
    revenue: Money | None
    managers: list[Carer]
    children: list[tuple[int, str]]  # key and name
    said: int

    def cared_for_by(self, person: int, on: date) -> bool:
        """Whether somebody sees to the client on a day: looks after it, or stands in for whoever does and is away."""
        return any(each.sees_to_it(person, on) for each in self.managers)


def client_with_people(viewer: Viewer, key: int) -> Known | None:
    """One client with its people and companies. Two queries."""
    client = _client(viewer, key)
    if client is None:
        return None
    noted: Any = client  # with annotations
    revenue = Money(noted.seen_amount, noted.seen_currency) if noted.seen_amount is not None else None
    managers, children = [], []
    for what, row, name, side, *rest in _beside(key):
        if what == "child":
            children.append((row, name))
        else:
            managers.append(Carer(row, name, Side(side) if side else Side.NEITHER, rest[0] or "", *rest[1:]))
    managers.sort(key=lambda each: each.name)
    return Known(client, revenue, managers, sorted(children, key=lambda each: folded(each[1])), noted.said or 0)


@prepared_one
def _client(viewer: Viewer, key: int) -> QuerySet[Client]:
    said = Insight.objects.filter(client=OuterRef("pk")).order_by().values("client")
    seen = clients_with_revenue_for(viewer).select_related(None).filter(pk=OuterRef("pk"))
    rows: QuerySet[Client] = clients_visible_to(viewer).annotate(
        said=Subquery(said.annotate(n=Count("pk")).values("n")),
        seen_amount=Subquery(seen.values("revenue")),
        seen_currency=Subquery(seen.values("currency")),
    )
    return rows.filter(pk=key)


@prepared
def _beside(client: int) -> QuerySet[Any, Any]:
    text = CharField()
    here = AccountManager.objects.filter(client=client, person__left_on=None)
    people = here.order_by().values_list(
        Value("manager", text), F("person"), Cast("person__name", text), Cast("person__function__side", text),
        Cast("person__function__name", text), F("person__deputy"), F("person__away_from"), F("person__away_until"),
    )  # fmt: skip
    children = Client.objects.filter(parent=client).order_by().values_list(
        Value("child", text), F("pk"), Cast("name", text), Value("", text), Value("", text),
        NO_KEY, NO_DAY, NO_DAY,
    )  # fmt: skip
    both: QuerySet[Any, Any] = people.union(children, all=True)
    return both


def managers_by_client(clients: Collection[int]) -> dict[int, list[str]]:
    """Names of the account managers who are here, of those of some clients that have one."""
    found: dict[int, list[str]] = {}
    for name, client, left_on in sorted(_names(padded(clients)) if clients else (), key=itemgetter(0)):
        if left_on is None:  # asked of the rows: SQLite would begin with everybody who is here
            found.setdefault(client, []).append(name)
    return found


@prepared
def _names(clients: tuple[int, ...]) -> QuerySet[AccountManager, tuple[str, int, date | None]]:
    rows = AccountManager.objects.filter(client__in=clients)
    return rows.values_list("person__name", "client", "person__left_on")


def spoken_by_client(viewer: Viewer, clients: Collection[int]) -> dict[int, tuple[int, date]]:
    """How often those of some clients that said something did, and on which day last."""
    return {key: (times, last) for key, times, last in _spoken(viewer, padded(clients))} if clients else {}


@prepared
def _spoken(viewer: Viewer, clients: tuple[int, ...]) -> QuerySet[Insight, tuple[int, int, date]]:
    told = voices_visible_to(viewer).filter(client__in=clients).select_related(None).order_by().values("client")
    rows: QuerySet[Insight, tuple[int, int, date]] = told.annotate(n=Count("pk"), last=Max("said_on")).values_list(
        "client", "n", "last"
    )
    return rows


@prepared_pages
def insights_of(viewer: Viewer, client: int) -> QuerySet[Insight]:
    """What a client said, newest first, whatever it was merged into."""
    return _for_a_list(voices_visible_to(viewer).filter(client=client)).order_by("-said_on", "-pk")


@prepared_pages
def insights_noted_by(viewer: Viewer, person: int) -> QuerySet[Insight]:
    """What somebody wrote down, newest first, whatever it was merged into."""
    return _for_a_list(voices_visible_to(viewer).filter(author=person)).order_by("-said_on", "-pk")


def insights_listed(viewer: Viewer, *, mine: bool = False, region: int | None = None) -> QuerySet[Insight]:
    """What clients said, as it was noted, newest first; perhaps only what the viewer noted, or one region's.

    Of what says the same the one that is kept; of what the viewer noted everything.
    """
    rows = _for_a_list((voices_visible_to if mine else insights_visible_to)(viewer)).order_by("-noted_at", "-pk")
    if mine:
        rows = rows.filter(Q(author=viewer.person) | Q(on_behalf_of=viewer.person))
    return rows.filter(client__region=region) if region is not None else rows


def managers_of(client: Client) -> list[int]:
    """Keys of the people who look after a client."""
    return list(AccountManager.objects.filter(client=client).values_list("person", flat=True))


def accounts_of(viewer: Viewer) -> int:
    """How many clients the viewer looks after."""
    return _accounts(viewer.person) or 0


@prepared_one
def _accounts(person: int) -> QuerySet[AccountManager, int]:
    held = AccountManager.objects.filter(person=person).order_by().values("person").annotate(n=Count("pk"))
    counted: QuerySet[AccountManager, int] = held.values_list("n", flat=True)
    return counted


def parents_of(client: Client) -> list[int]:
    """Keys of the companies a client belongs to, nearest first. One query a generation."""
    found: list[int] = []
    above = client.parent_id
    while above is not None and above not in found:
        found.append(above)
        above = Client.objects.filter(pk=above).values_list("parent", flat=True).first()
    return found


def looked_after_by(person: Person) -> QuerySet[Client]:
    """Clients somebody looks after, each with how many `others` who are in the company do too."""
    held = AccountManager.objects.filter(person=person).values("client")
    others = Q(managers__person__left_on=None) & ~Q(managers__person=person)
    rows: QuerySet[Client] = Client.objects.filter(pk__in=held).order_by("pk")
    return rows.annotate(others=Count("managers", filter=others))


def look_after_clients() -> Q:
    """Say as a condition on people who looks after a client."""
    return Q(pk__in=AccountManager.objects.values("person"))
