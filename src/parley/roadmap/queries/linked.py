"""Which insights are linked to something the viewer may see."""

from django.db.models import QuerySet

from parley.people.terms import Viewer
from parley.roadmap.models import InsightLink
from parley.roadmap.queries.seeing import initiatives_visible_to


def insights_linked(viewer: Viewer, *, area: int | None = None) -> QuerySet[InsightLink, int]:
    """Keys of insights that speak for or against an initiative the viewer may see, perhaps of one area."""
    seen = initiatives_visible_to(viewer)
    if area is not None:
        seen = seen.filter(area=area)
    return InsightLink.objects.filter(initiative__in=seen.values("pk")).values_list("insight", flat=True)
