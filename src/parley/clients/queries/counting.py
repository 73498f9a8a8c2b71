"""What is known of clients, as figures of the roadmap are counted from it. Nobody is shown these rows."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, CharField, Count, Exists, F, FloatField, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, Coalesce

from parley.clients.models import Client, Insight
from parley.prepared import prepared

FACTS = "pk", "whole", "called", "region__key", "region__name", "segment", "revenue", "currency", "left_on"


def facts_of_clients(clients: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """Give `FACTS` of some clients: `whole` is the company at the top of each, which has the name."""
    head = {"whole": Coalesce("top", "pk"), "called": Coalesce("top__name", "name")}
    rows: QuerySet[Any, Any] = Client.objects.filter(pk__in=clients).annotate(**head).values_list(*FACTS)
    return rows


class Choosable(NamedTuple):
    """A client as it is chosen from: `whole` is the company at its top. Nobody is shown its revenue."""

    client: int
    whole: int
    name: str
    region: int | None
    segment: str
    revenue: Decimal | None
    currency: str
    left_on: date | None


def clients_to_choose(clients: QuerySet[Any, Any] | Collection[int]) -> QuerySet[Any, Any]:
    """Give what `Choosable` says of some clients, as a query."""
    rows: QuerySet[Any, Any] = Client.objects.filter(pk__in=clients).annotate(whole=Coalesce("top", "pk"))
    return rows.values_list("pk", "whole", "name", "region", "segment", "revenue", "currency", "left_on")


def clients_of_companies(companies: QuerySet[Any, Any] | Collection[int]) -> QuerySet[Client, int]:
    """Find, as a part of a query, companies and every client that belongs to them, by their keys."""
    return Client.objects.filter(Q(pk__in=companies) | Q(top__in=companies)).values_list("pk", flat=True)


@prepared
def clients_counted(since: date) -> QuerySet[Any, Any]:
    """Count all clients, a parent and its children once: rows of what, key, name, how many and their revenue.

    What is `all`, `heard` (said something from `since` on), `region`, `segment`, and, of clients one by one that have
    not left, `revenue` by currency and `unknown`.
    """
    companies, each = Count(Coalesce("top", "pk"), distinct=True), Count("pk")
    # Asked of each client, by an index: what all of them said in a year may be a million rows.
    heard = Exists(Insight.objects.filter(client=OuterRef("pk"), said_on__gte=since))
    rows, here = Client.objects.order_by(), Client.objects.filter(left_on=None).order_by()
    parts = [
        _part("all", rows, companies),
        _part("heard", rows.filter(heard), companies),
        _part("region", rows.exclude(region=None), companies, named=("region__key", "region__name")),
        _part("segment", rows.exclude(segment=""), companies, named=("segment", "segment")),
        _part("revenue", here.exclude(revenue=None), each, named=("currency", "currency"), revenue=Sum("revenue")),
        _part("unknown", here.filter(revenue=None), each),
    ]
    counted: QuerySet[Any, Any] = parts[0].union(*parts[1:], all=True)
    return counted


def _part(what: str, rows: Any, n: Any, *, named: Collection[str] = (), revenue: Any = None) -> Any:
    text, sum_ = CharField(), Cast(revenue or Value(None), FloatField())
    key, name = (Cast(F(each), text) for each in named) if named else (Value("", text), Value("", text))
    grouped = rows.values(what=Value(what, text), word=key, label=name)
    return grouped.annotate(n=Cast(n, BigIntegerField()), sum=sum_).values_list("what", "word", "label", "n", "sum")
