"""What clients were promised, each promise once, and what became of the initiatives it was about."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from parley.disclosure.models import ToldPromise
from parley.disclosure.terms import Forecast
from parley.kernel.spans import Window
from parley.people.terms import Viewer
from parley.prepared import prepared
from parley.roadmap.queries import initiatives_visible_to
from parley.roadmap.terms import Confidence, Stage


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise about an initiative that the viewer may see."""

    initiative: int
    title: str
    area: int
    window: Window
    forecast: Forecast


def promised(viewer: Viewer, area: int | None = None) -> list[Promised]:
    """Every promise about what the viewer may see, in one area or in all, the last to fall due first. One query."""
    found = []
    for key, title, home, first, last, sure, told_on, stage, live_at in _promised(viewer, area):
        forecast = Forecast(
            due=last, confidence=Confidence(sure), told_on=told_on, stage=Stage(stage), live_on=_day(live_at)
        )
        found.append(Promised(key, title, home, Window(first, last), forecast))
    return found


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


@prepared
def _promised(viewer: Viewer, area: int | None) -> QuerySet[Any, Any]:
    seen = initiatives_visible_to(viewer)
    if area is not None:
        seen = seen.filter(area=area)
    rows = ToldPromise.objects.filter(initiative__in=seen.values("pk")).order_by("-window_last", "initiative")
    return rows.values_list(
        "initiative", "initiative__title", "initiative__area", "window_first", "window_last", "confidence", "told_on",
        "initiative__stage", "initiative__live_at",
    )  # fmt: skip


def promises_about(initiatives: Collection[int]) -> dict[tuple[int, date, date, Confidence], ToldPromise]:
    """The promises about some initiatives, by initiative, window and confidence."""
    rows = ToldPromise.objects.filter(initiative__in=initiatives)
    return {(each.initiative_id, each.window_first, each.window_last, each.confidence): each for each in rows}
