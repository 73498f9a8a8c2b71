"""The insights behind an initiative, and the initiatives an insight stands behind."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from parley.clients.queries import clients_of_companies
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


@dataclass(frozen=True, slots=True, kw_only=True)
class SoughtLinks:
    """Which of the insights behind an initiative are asked for: a client's with all that belongs to it, and so on."""

    stance: Stance | None = None
    client: int | None = None
    region: int | None = None
    segment: str = ""


@prepared_pages
def links_listed(initiative: int, sought: SoughtLinks) -> QuerySet[InsightLink]:
    """Give the same, or some of them, and read only what a list shows."""
    rows = links_of(initiative).select_related(None).select_related("insight__client__region", "insight__author")
    if sought.stance:
        rows = rows.filter(stance=sought.stance)
    if sought.client is not None:
        rows = rows.filter(client__in=clients_of_companies([sought.client]))
    if sought.region is not None:
        rows = rows.filter(client__region=sought.region)
    if sought.segment:
        rows = rows.filter(client__segment=sought.segment)
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


def said_last(initiative: int, links: Sequence[int]) -> list[Said]:
    """Give the insights of some links of an initiative, what was said last first. One query, or none."""
    return [Said(*each) for each in _said(initiative, padded(links))] if links else []


@prepared
def _said(initiative: int, links: tuple[int, ...]) -> QuerySet[InsightLink, tuple[Any, ...]]:
    names = "insight__text", "insight__said_on", "insight__client__name", "insight__client__region__name"
    rows = links_of(initiative).select_related(None).filter(pk__in=links)
    return rows.values_list("insight", "stance", *names)


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
