"""How initiatives went, as far as somebody may see them: their stays, their targets, what was stopped."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from parley.ledger.queries import reasons_given
from parley.people.terms import Viewer
from parley.prepared import padded, prepared
from parley.roadmap.events import StageMoved
from parley.roadmap.models import Initiative
from parley.roadmap.models.flow import Stay, TargetMove
from parley.roadmap.queries.facts import why_of
from parley.roadmap.queries.seeing import initiatives_visible_to
from parley.roadmap.rules import is_complete
from parley.roadmap.terms.flow import WORKING, Moved, StayTold, Stop
from parley.roadmap.terms.history import PastMove


def stays_seen(viewer: Viewer, area: int | None = None) -> list[StayTold]:
    """Give the stays of what the viewer may see of an area, or of all, each initiative's together and in order."""
    return [StayTold(*each) for each in _stays(viewer, area)]


@prepared
def _stays(viewer: Viewer, area: int | None) -> QuerySet[Any, Any]:
    rows = Stay.objects.filter(initiative__in=_of(viewer, area).values("pk"))
    return rows.order_by("initiative", "entered_at", "pk").values_list(
        "initiative__area", "initiative", "stage", "entered_at", "left_at", "begun"
    )


def moves_seen(viewer: Viewer, area: int) -> list[Moved]:
    """Give the moves of targets of what the viewer may see of an area."""
    return [Moved(*each) for each in _moves(viewer, area)]


@prepared
def _moves(viewer: Viewer, area: int) -> QuerySet[Any, Any]:
    rows = TargetMove.objects.filter(initiative__in=_of(viewer, area).values("pk"))
    return rows.order_by("initiative", "pk").values_list("initiative", "stage", "releases", "days")


def stops_told(viewer: Viewer, stops: Collection[Stop]) -> list[tuple[Stop, str, str]]:
    """Give some stops each with its title and its reason, empty where nobody gave one. Two queries."""
    keys = tuple(stop.initiative for stop in stops)
    titles = dict(_titles(viewer, padded(keys))) if keys else {}
    reasons = reasons_given("initiative", keys, StageMoved.kind) if keys else {}
    return [(stop, titles[stop.initiative], reasons.get(stop.initiative, "")) for stop in stops]


@prepared
def _titles(viewer: Viewer, keys: tuple[int, ...]) -> QuerySet[Any, Any]:
    return initiatives_visible_to(viewer).filter(pk__in=keys).values_list("pk", "title")


def without_why(viewer: Viewer, area: int) -> list[int]:
    """Give what an area works on whose why does not say everything, as far as the viewer may see it. One query."""
    return [row.pk for row in _at_work(viewer, area) if not is_complete(why_of(row.why), title=row.title)]


@prepared
def _at_work(viewer: Viewer, area: int) -> QuerySet[Initiative]:
    return _of(viewer, area).filter(stage__in=WORKING).select_related(None).select_related("why").order_by("pk")


def _of(viewer: Viewer, area: int | None) -> QuerySet[Initiative]:
    seen = initiatives_visible_to(viewer)
    return seen if area is None else seen.filter(area=area)


def stays_of(initiatives: Collection[int]) -> QuerySet[Stay]:
    """Give the stays of some initiatives, whoever may see them, each in order, locked until the transaction ends."""
    return Stay.objects.select_for_update().filter(initiative__in=initiatives).order_by("entered_at", "pk")


def moves_told_of(initiatives: Collection[int]) -> dict[int, tuple[PastMove, ...]]:
    """Give the moves of targets that a history told of some initiatives, in order."""
    found: dict[int, list[PastMove]] = defaultdict(list)
    names = PastMove._fields
    rows = TargetMove.objects.filter(initiative__in=initiatives).order_by("pk")
    for key, *move in rows.values_list("initiative", *names):
        found[key].append(PastMove(*move))
    return {key: tuple(moves) for key, moves in found.items()}


def begun_by_key(source: str) -> dict[str, tuple[int, datetime]]:
    """Give, by the key a source gives them, the row of each initiative and when it was begun."""
    rows = Initiative.objects.filter(source=source).values_list("key", "pk", "created_at")
    return {key: (pk, created_at) for key, pk, created_at in rows}
