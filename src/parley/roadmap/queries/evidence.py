"""The insights behind an initiative, and the initiatives an insight stands behind."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Max, QuerySet

from parley.clients.models import Insight
from parley.clients.queries import clients_of_companies, insights_visible_to
from parley.people.terms import Viewer
from parley.prepared import padded, prepared, prepared_pages
from parley.roadmap.models import InsightLink
from parley.roadmap.queries.seeing import initiatives_visible_to
from parley.roadmap.terms import Stance


def links_of(initiative: int) -> QuerySet[InsightLink]:
    """The insights that speak for or against an initiative, what was said last first."""
    return (
        InsightLink.objects.filter(initiative=initiative)
        .select_related("insight__client__region", "insight__author__function")
        .order_by("-insight__said_on", "-pk")
    )


def askers_of(initiatives: QuerySet[Any, Any] | Collection[int]) -> QuerySet[InsightLink, int]:
    """Keys of the clients who ask for some initiatives, as a part of a query."""
    rows = InsightLink.objects.filter(initiative__in=initiatives, stance=Stance.SUPPORTS)
    return rows.values_list("client", flat=True)


@prepared
def said_for(initiative: int) -> QuerySet[InsightLink, tuple[int, date]]:
    """Which client spoke for an initiative and on which day, once for each insight. The caller found the initiative."""
    rows = InsightLink.objects.filter(initiative=initiative, stance=Stance.SUPPORTS)
    return rows.order_by("-insight__said_on", "-pk").values_list("client", "insight__said_on")


def spoken_for(initiative: int, clients: Collection[int]) -> dict[int, tuple[int, date]]:
    """How many insights of each of some clients speak for an initiative, and the day of the last. One query."""
    return {key: (n, last) for key, n, last in _spoken_for(initiative, padded(clients))} if clients else {}


@prepared
def _spoken_for(initiative: int, clients: tuple[int, ...]) -> Any:
    links = InsightLink.objects.filter(initiative=initiative, stance=Stance.SUPPORTS, client__in=clients)
    rows = links.order_by().values("client").annotate(n=Count("pk"), last=Max("insight__said_on"))
    return rows.values_list("client", "n", "last")


def links_asking(viewer: Viewer, clients: QuerySet[Any, Any]) -> QuerySet[InsightLink]:
    """What some clients, given as a query for their keys, said for initiatives that the viewer may see."""
    seen = initiatives_visible_to(viewer).order_by().values("pk")
    return InsightLink.objects.filter(client__in=clients, initiative__in=seen, stance=Stance.SUPPORTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class SoughtLinks:
    """Which of the insights behind an initiative are asked for: a client's with all that belongs to it, and so on."""

    stance: Stance | None = None
    client: int | None = None
    region: int | None = None
    segment: str = ""


class Said(NamedTuple):
    """What a client said, for or against an initiative; of one that is not linked there is no stance."""

    insight: int
    stance: Stance | None
    text: str
    said_on: date
    client: str
    region: str | None
    author: str | None


NOTED_LAST_FIRST = "-noted_at", "-pk"
OF_INSIGHT = "text", "said_on", "client__name", "client__region__name", "author__name"
SHOWN = (*(f"insight__{each}" for each in OF_INSIGHT),)


@prepared_pages
def links_listed(initiative: int, sought: SoughtLinks) -> QuerySet[InsightLink, tuple[Any, ...]]:
    """Give the same, or some of them, as the fields of `Said`: only what a list shows."""
    rows = links_of(initiative).select_related(None)
    if sought.stance:
        rows = rows.filter(stance=sought.stance)
    if sought.client is not None:
        rows = rows.filter(client__in=clients_of_companies([sought.client]))
    if sought.region is not None:
        rows = rows.filter(client__region=sought.region)
    if sought.segment:
        rows = rows.filter(client__segment=sought.segment)
    return rows.values_list("insight", "stance", *SHOWN)


def said_last(initiative: int, links: Sequence[int]) -> list[Said]:
    """Give the insights of some links of an initiative, what was said last first. One query, or none."""
    return [Said(*each) for each in _said(initiative, padded(links))] if links else []


@prepared
def _said(initiative: int, links: tuple[int, ...]) -> QuerySet[InsightLink, tuple[Any, ...]]:
    rows = links_of(initiative).select_related(None).filter(pk__in=links)
    return rows.values_list("insight", "stance", *SHOWN)


def insights_elsewhere(viewer: Viewer, initiative: int) -> QuerySet[Insight]:
    """The insights that are not linked to an initiative."""
    return insights_visible_to(viewer).exclude(initiative_links__initiative=initiative)


def said_elsewhere(viewer: Viewer, initiative: int, *, most: int) -> list[Said]:
    """Give those of them that were noted last. Two queries."""
    return said_in(viewer, _elsewhere(viewer, initiative)[:most])  # read with their clients, SQLite begins with these


@prepared_pages
def _elsewhere(viewer: Viewer, initiative: int) -> QuerySet[Insight, int]:
    return (
        insights_elsewhere(viewer, initiative)
        .select_related(None)
        .order_by(*NOTED_LAST_FIRST)
        .values_list("pk", flat=True)
    )


def said_in(viewer: Viewer, insights: Collection[int]) -> list[Said]:
    """Give some insights, noted last first."""
    return [Said(key, None, *rest) for key, *rest in _in(viewer, padded(insights))] if insights else []


@prepared
def _in(viewer: Viewer, insights: tuple[int, ...]) -> QuerySet[Insight, tuple[Any, ...]]:
    rows = insights_visible_to(viewer).filter(pk__in=insights).select_related(None)
    return rows.order_by(*NOTED_LAST_FIRST).values_list("pk", *OF_INSIGHT)


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
