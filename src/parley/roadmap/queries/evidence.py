"""Who is asking: the clients behind an initiative, counted with their parents merged."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from parley.clients.queries import clients_visible_to
from parley.people.terms import Viewer
from parley.prepared import padded, prepared, prepared_pages
from parley.roadmap.models import InsightLink
from parley.roadmap.queries.seeing import initiatives_visible_to
from parley.roadmap.terms import Stance


@dataclass(frozen=True, slots=True)
class Asking:
    """Clients whose insights support an initiative, of all clients; a parent and its children count once.

    `largest` is the client with most of the supporting insights, `largest_share` its part of them, 0 to 1.
    """

    clients: int
    of_all: int
    insights: int
    against: int
    regions: tuple[tuple[str, int], ...]
    largest: str
    largest_share: float


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
    counted = supporting.annotate(n=Count(Coalesce("insight__client__parent", "insight__client"), distinct=True))
    rows: QuerySet[InsightLink, tuple[int, int]] = counted.values_list("initiative", "n")
    return rows


def asking(viewer: Viewer, initiative: int) -> Asking:
    """Who is asking for one initiative. One query; with nobody asking, `of_all` is 0."""
    of_all = 0
    insights: dict[int, int] = {}
    names: dict[int, str] = {}
    regions: dict[str, set[int]] = {}
    against = 0
    for stance, region, client, name, count, of_all in _asking(viewer, initiative):  # noqa: B007 - the same in every row
        if stance is Stance.CONTRADICTS:
            against += count
            continue
        insights[client] = insights.get(client, 0) + count
        names[client] = name
        regions.setdefault(region or "", set()).add(client)
    total = sum(insights.values())
    largest = max(insights, key=lambda client: (insights[client], names[client]), default=None)
    return Asking(
        clients=len(insights),
        of_all=of_all,
        insights=total,
        against=against,
        regions=tuple(sorted(((r, len(who)) for r, who in regions.items() if r), key=lambda each: (-each[1], each[0]))),
        largest=names[largest] if largest is not None else "",
        largest_share=insights[largest] / total if largest is not None else 0.0,
    )


@prepared
def _asking(viewer: Viewer, initiative: int) -> QuerySet[InsightLink, Any]:
    everybody = clients_visible_to(viewer).filter(parent=None, left_on=None).order_by().values(one=Value(1))
    rows: QuerySet[InsightLink, Any] = (
        InsightLink.objects.filter(initiative=initiative)
        .values_list(
            "stance",
            "insight__client__region__name",
            Coalesce("insight__client__parent", "insight__client"),
            Coalesce("insight__client__parent__name", "insight__client__name"),
        )
        .annotate(n=Count("pk"), of_all=Subquery(everybody.annotate(n=Count("pk")).values("n")))
        .order_by()
    )
    return rows
