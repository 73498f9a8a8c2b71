"""What a file of decisions holds, seen as the audience sees it for whom it is made, whoever makes it."""

from dataclasses import replace
from typing import Any

from django.db.models import Case, F, IntegerField, QuerySet, Value, When

from parley.decisions.models import Decision
from parley.decisions.queries.docket import PLACES
from parley.decisions.queries.seeing import decisions_visible_to
from parley.decisions.terms import TOLD, UNPUBLISHED, DecisionState
from parley.people.terms import ANYBODY, Viewer
from parley.prepared import prepared_pages
from parley.roadmap.terms import Audience

MOST_WAITING, MOST_TOLD = 1_000, 100  # decisions of a docket that a file holds, the most urgent, the newest


def anyone_of(audience: Audience, area: int) -> Viewer:
    """Give a viewer who is nobody and sees just what everybody of an audience sees, by belonging to it alone."""
    return replace(
        ANYBODY,
        member_of=frozenset({area}) if audience is Audience.GROUP else frozenset(),
        product_of=frozenset({area}) if audience is Audience.PRODUCT_TEAM else frozenset(),
    )


def docket_to_take(viewer: Viewer, *, area: int = 0, state: DecisionState | None = None) -> list[Decision]:
    """Give a docket as a file holds it: all that waits, up to 1,000, and the newest 100 that are published.

    Two queries, or one for a state.
    """
    waiting = [] if state in TOLD else _waiting(viewer, area, state)[:MOST_WAITING]
    told = _told(viewer, area, state)[:MOST_TOLD] if state is None or state in TOLD else []
    return [*waiting, *told]


@prepared_pages
def _waiting(viewer: Viewer, area: int, state: DecisionState | None) -> QuerySet[Any]:
    place = Case(*(When(state=each, then=Value(n)) for n, each in enumerate(PLACES)), output_field=IntegerField())
    rows = _of(viewer, area).filter(state=state) if state else _of(viewer, area).filter(state__in=UNPUBLISHED)
    return rows.annotate(place=place).order_by("place", "decide_by", "pk")


@prepared_pages
def _told(viewer: Viewer, area: int, state: DecisionState | None) -> QuerySet[Decision]:
    rows = _of(viewer, area).filter(state=state) if state else _of(viewer, area).filter(state__in=TOLD)
    return rows.order_by(F("published_at").desc(), "-pk")


def _of(viewer: Viewer, area: int) -> QuerySet[Decision]:
    rows = decisions_visible_to(viewer)
    return rows.filter(area=area) if area else rows
