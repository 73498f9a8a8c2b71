"""What shifts of teams have to do with initiatives, as far as a viewer may see these."""

from django.db.models import QuerySet

from parley.people.terms import Viewer
from parley.prepared import prepared
from parley.roadmap.models import Initiative, ShiftPart
from parley.roadmap.queries.seeing import initiatives_visible_to
from parley.roadmap.terms import Stage


@prepared
def parts_of_shift(viewer: Viewer, shift: int) -> QuerySet[ShiftPart]:
    """What waits, is stopped or gains by a shift, of what the viewer may see, with its initiatives."""
    seen = initiatives_visible_to(viewer).order_by().values("pk")
    rows = ShiftPart.objects.filter(shift=shift, initiative__in=seen)
    return rows.select_related("initiative").order_by("initiative__title", "pk")


@prepared
def open_to_drop(viewer: Viewer, area: int) -> QuerySet[Initiative, tuple[int, str]]:
    """Initiatives of an area that are neither live nor stopped, as far as the viewer may see them: key and title."""
    rows = initiatives_visible_to(viewer).filter(area=area).exclude(stage__in=(Stage.LIVE, Stage.STOPPED))
    return rows.order_by("title", "pk").values_list("pk", "title")
