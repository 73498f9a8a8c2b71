"""What shifts of teams have to do with initiatives, as far as a viewer may see these."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import F, QuerySet

from parley.people.terms import Viewer
from parley.prepared import prepared
from parley.roadmap.models import Initiative, ShiftPart
from parley.roadmap.queries.seeing import initiatives_visible_to
from parley.roadmap.terms import Horizon, Stage
from parley.roadmap.terms.shifts import Part


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


def waits_for_plan(row: Initiative) -> bool:
    """Whether an initiative that waited for a lent team is where that put it: at later, without a window."""
    return row.horizon is Horizon.LATER and row.window_first is None and row.stage not in (Stage.LIVE, Stage.STOPPED)


def put_off_for_nothing(areas: Collection[int], *, since: datetime) -> QuerySet[Initiative]:
    """Initiatives of some areas that wait, as `waits_for_plan` says, for a team that since a moment is not lent."""
    never_went = ShiftPart.objects.filter(
        part=Part.WAITS, shift__ended_at__gte=since, shift__back_on__lte=F("shift__first")
    )
    rows = Initiative.objects.filter(pk__in=never_went.values("initiative"), area__in=areas)
    rows = rows.filter(horizon=Horizon.LATER, window_first=None)
    return rows.exclude(stage__in=(Stage.LIVE, Stage.STOPPED))
