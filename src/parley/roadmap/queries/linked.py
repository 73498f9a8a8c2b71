"""Insights by what they are linked to, as far as the viewer may see it."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from parley.clients.models import Insight
from parley.clients.queries import insights_listed
from parley.people.terms import Viewer
from parley.prepared import prepared_pages
from parley.roadmap.models import InsightLink
from parley.roadmap.queries.seeing import initiatives_visible_to


@prepared_pages
def insights_found(
    viewer: Viewer, *, mine: bool, region: int | None, unlinked: bool, area: int | None
) -> QuerySet[Insight]:
    """What clients said, newest first: perhaps noted by the viewer, in a region, linked to nothing, or to an area's."""
    rows = insights_listed(viewer, mine=mine, region=region)
    if unlinked:
        rows = rows.exclude(pk__in=_linked(viewer))
    return rows.filter(pk__in=_linked(viewer, area)) if area is not None else rows


def _linked(viewer: Viewer, area: int | None = None) -> QuerySet[InsightLink, int]:
    seen = initiatives_visible_to(viewer)
    if area is not None:
        seen = seen.filter(area=area)
    return InsightLink.objects.filter(initiative__in=seen.values("pk")).values_list("insight", flat=True)


def insights_linked_beside(insights: Collection[int], at: datetime) -> set[int]:
    """Give which of some insights were linked at another moment than one: by somebody, once an import had ended."""
    links = InsightLink.objects.filter(insight__in=insights).exclude(linked_at=at)
    return set(links.values_list("insight", flat=True))
