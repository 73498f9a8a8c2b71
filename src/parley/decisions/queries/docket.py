"""Seeing the docket: what is open, discussed, escalated, decided and published, in a group and across all areas."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, FilteredRelation, IntegerField, Q, QuerySet, Value, When

from parley.decisions.models import Decision, Option
from parley.decisions.queries.seeing import decisions_visible_to
from parley.decisions.terms import UNPUBLISHED, UNSETTLED, DecisionState
from parley.groups.queries import areas_visible_to
from parley.people.terms import Viewer
from parley.prepared import prepared, prepared_pages

PLACES = (DecisionState.ESCALATED, DecisionState.DISCUSSING, DecisionState.OPEN, DecisionState.DECIDED)
"""Decisions in the order of a docket: what waits for a decider first; after these, what is published."""


@prepared_pages
def docket(viewer: Viewer, *, area: int = 0, state: DecisionState | None = None) -> QuerySet[Decision]:
    """Decisions the viewer may see, of one area or all, in one state or all but withdrawn, as a docket lists them."""
    rows = decisions_visible_to(viewer).exclude(state=DecisionState.WITHDRAWN)
    if area:
        rows = rows.filter(area=area)
    if state:
        rows = rows.filter(state=state)
    place = Case(
        *(When(state=each, then=Value(n)) for n, each in enumerate(PLACES)),
        default=Value(len(PLACES)),
        output_field=IntegerField(),
    )
    due = Case(When(state__in=UNPUBLISHED, then=F("decide_by")))
    return rows.annotate(place=place, due=due).order_by("place", "due", "-published_at", "-pk")


def docket_seen(viewer: Viewer, *, area: int = 0) -> dict[DecisionState, int]:
    """Count by state the decisions a docket lists for the viewer, of one area or all. One query."""
    return {DecisionState(state): count for state, count in _seen(viewer, area)}


@prepared
def _seen(viewer: Viewer, area: int) -> QuerySet[Any, Any]:
    rows = decisions_visible_to(viewer).filter(state__in=UNPUBLISHED)
    if area:
        rows = rows.filter(area=area)
    counted: QuerySet[Any, Any] = rows.order_by().values("state").annotate(n=Count("pk")).values_list("state", "n")
    return counted


@dataclass(frozen=True, slots=True)
class Counted:
    """How many decisions of an area are in each state before they are published, and how many of them are late."""

    area: int
    key: str
    name: str
    states: dict[DecisionState, int]
    overdue: int


def docket_counts(viewer: Viewer, *, on: date, area: int = 0) -> list[Counted]:
    """Count what is not published in every area, or one, by name: all there is, whoever may read it. One query.

    A number names no decision, and that something is late is for everybody to see.
    """
    found: dict[int, Counted] = {}
    for key, where, name, state, count, overdue in _counts(viewer, on, area):
        row = found.get(key) or Counted(key, where, name, {}, 0)
        states = row.states | ({DecisionState(state): count} if state else {})
        found[key] = Counted(key, where, name, states, row.overdue + overdue)
    return list(found.values())


@prepared
def _counts(viewer: Viewer, on: date, area: int) -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any] = areas_visible_to(viewer).select_related(None).filter(dissolved_on=None)
    if area:
        rows = rows.filter(pk=area)
    waiting = FilteredRelation("decisions", condition=Q(decisions__state__in=UNPUBLISHED))
    late = Count("waiting", filter=Q(waiting__state__in=UNSETTLED, waiting__decide_by__lt=on))
    rows = rows.annotate(waiting=waiting).values("pk", "key", "name", "waiting__state")
    rows = rows.annotate(n=Count("waiting"), late=late).order_by("name", "waiting__state")
    counted: QuerySet[Any, Any] = rows.values_list("pk", "key", "name", "waiting__state", "n", "late")
    return counted


@prepared
def whys_asked_of(viewer: Viewer) -> QuerySet[Option]:
    """Options whose why the viewer is asked to complete, in decisions they may see that are not settled."""
    seen = decisions_visible_to(viewer).filter(state__in=UNSETTLED).order_by().values("pk")
    rows = Option.objects.filter(asks=viewer.person, decision__in=seen)
    return rows.select_related("decision__area", "initiative").order_by("decision__decide_by", "pk")
