"""Who is asking: the clients behind an initiative, counted with their parents merged."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, FloatField, Max, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce

from parley.clients.queries import clients_visible_to
from parley.people.terms import Viewer
from parley.prepared import padded, prepared, prepared_pages
from parley.roadmap.models import InsightLink
from parley.roadmap.queries.seeing import initiatives_visible_to
from parley.roadmap.terms import Asking, Largest, Stance


def links_of(initiative: int) -> QuerySet[InsightLink]:
    """The insights that speak for or against an initiative, what was said last first."""
    return (
        InsightLink.objects.filter(initiative=initiative)
        .select_related("insight__client__region", "insight__author__function")
        .order_by("-insight__said_on", "-pk")
    )


@prepared_pages
def links_listed(initiative: int) -> QuerySet[InsightLink]:
    """Give the same, and read only what a list shows."""
    rows = links_of(initiative).select_related(None).select_related("insight__client__region", "insight__author")
    shown = "text", "said_on", "client__name", "client__region__name", "author__name"
    return rows.only("initiative", "stance", *(f"insight__{each}" for each in shown))


@dataclass(frozen=True, slots=True)
class Said:
    """What a client said for or against an initiative."""

    insight: int
    stance: Stance
    text: str
    said_on: date
    client: str
    region: str | None


def said_last(initiative: int, *, most: int) -> list[Said]:
    """Give the insights that speak for or against an initiative and were said last. One query."""
    return [Said(*each) for each in _said(initiative)[:most]]


@prepared_pages
def _said(initiative: int) -> QuerySet[InsightLink, tuple[Any, ...]]:
    names = "insight__text", "insight__said_on", "insight__client__name", "insight__client__region__name"
    return links_of(initiative).select_related(None).values_list("insight", "stance", *names)


def links_of_insights(viewer: Viewer, insights: Collection[int]) -> list[InsightLink]:
    """What insights speak for or against, as far as the viewer may see it."""
    return _links(viewer, padded(insights)) if insights else []


@prepared
def _links(viewer: Viewer, insights: tuple[int, ...]) -> QuerySet[InsightLink]:
    return (
        InsightLink.objects.filter(insight__in=insights, initiative__in=initiatives_visible_to(viewer).values("pk"))
        .select_related("initiative__area")
        .only("insight", "stance", "linked_by", "initiative__title", "initiative__stage", "initiative__area__name")
        .order_by("-pk")
    )


def clients_asking(initiatives: Collection[int]) -> dict[int, int]:
    """How many clients support each of some initiatives, parents merged. One query."""
    return dict(_clients_asking(padded(initiatives))) if initiatives else {}


@prepared
def _clients_asking(initiatives: tuple[int, ...]) -> QuerySet[InsightLink, tuple[int, int]]:
    supporting = InsightLink.objects.filter(initiative__in=initiatives, stance=Stance.SUPPORTS).values("initiative")
    counted = supporting.annotate(n=Count(Coalesce("client__parent", "client"), distinct=True))
    rows: QuerySet[InsightLink, tuple[int, int]] = counted.values_list("initiative", "n")
    return rows


def asking(viewer: Viewer, initiatives: Collection[int]) -> dict[int, Asking]:
    """Who is asking for some initiatives, which the caller has found for its viewer. One query.

    With nobody asking for any of them, `of_all` is 0.
    """
    said: dict[int, list[tuple[Any, ...]]] = {key: [] for key in initiatives}
    rows = _asking(viewer, padded(initiatives)) if initiatives else []
    for row in rows:
        said[row[0]].append(row)
    of_all = rows[0][-1] if rows else 0
    return {key: _gathered(those, of_all) for key, those in said.items()}


@prepared
def _asking(viewer: Viewer, initiatives: tuple[int, ...]) -> QuerySet[InsightLink, Any]:
    """One row for each client and stance. Grouped by what the index `who_asks` holds in order, and by nothing else."""
    everybody = clients_visible_to(viewer).filter(parent=None, left_on=None).order_by().values(one=Value(1))
    rows: QuerySet[InsightLink, Any] = (
        InsightLink.objects.filter(initiative__in=initiatives)
        .order_by()
        .values("initiative", "stance", "client")
        .annotate(
            supports=Max(Case(When(stance=Stance.SUPPORTS, then=Value(1)), default=Value(0))),
            region=Max("client__region__name"),
            revenue=Max(Cast("client__revenue", FloatField())),
            currency=Max("client__currency"),
            whole=Max(Coalesce("client__parent", "client")),
            name=Max(Coalesce("client__parent__name", "client__name")),
            n=Count("pk"),
            of_all=Subquery(everybody.annotate(n=Count("pk")).values("n")),
        )
        .values_list("initiative", "supports", "region", "revenue", "currency", "whole", "name", "n", "of_all")
    )
    return rows


def _gathered(said: list[tuple[Any, ...]], of_all: int) -> Asking:
    """Gather what was said about one initiative; each client has a row for each stance."""
    names: dict[int, str] = {}
    insights: dict[int, int] = {}
    cents: dict[int, int] = {}
    regions: dict[str, set[int]] = {}
    currencies: set[str] = set()
    against = 0
    for _initiative, supports, region, yearly, currency, whole, name, count, _of_all in said:
        if not supports:
            against += count
            continue
        names[whole] = name
        insights[whole] = insights.get(whole, 0) + count
        cents[whole] = cents.get(whole, 0) + round((yearly or 0) * 100)  # exact: a sum has at most 14 digits
        currencies.add(currency if yearly is not None else "")
        if region:
            regions.setdefault(region, set()).add(whole)
    comparable = len(currencies) == 1 and "" not in currencies
    return Asking(
        clients=len(names),
        of_all=of_all,
        insights=sum(insights.values()),
        against=against,
        regions=tuple(sorted(((r, len(who)) for r, who in regions.items()), key=lambda each: (-each[1], each[0]))),
        most_insights=_largest(insights, names),
        most_revenue=_largest(cents, names) if comparable else None,
    )


def _largest(parts: dict[int, int], names: dict[int, str]) -> Largest | None:
    """Give who has most of it; nobody when there is nothing to have."""
    whole = sum(parts.values())
    if not whole:
        return None
    client = max(parts, key=lambda each: (parts[each], names[each]))
    return Largest(names[client], parts[client], whole)
