"""Decisions that weighed the same initiatives before."""

from typing import Any

from django.db.models import Count, QuerySet

from parley.decisions.models import Decision
from parley.decisions.queries.seeing import decisions_visible_to
from parley.decisions.terms import UNPUBLISHED, DecisionState
from parley.people.terms import Viewer
from parley.prepared import padded, prepared_pages


def weighed_before(viewer: Viewer, initiatives: tuple[int, ...], *, most: int) -> list[Decision]:
    """Decisions about any of some initiatives that the viewer may see, those about most of them first, newest first."""
    return _weighing(viewer, padded(initiatives))[:most] if initiatives else []


@prepared_pages
def _weighing(viewer: Viewer, initiatives: tuple[int, ...]) -> QuerySet[Any]:
    rows = decisions_visible_to(viewer).filter(initiative_links__initiative__in=initiatives)
    rows = rows.exclude(state=DecisionState.WITHDRAWN)
    return rows.annotate(shared=Count("initiative_links")).order_by("-shared", "-pk")


def asked_already(area: int, first: int, second: int) -> str:
    """Give the question of a group, not published yet, whose options put the same two first; empty if there is none."""
    rows = Decision.objects.filter(area=area, state__in=UNPUBLISHED, options__initiative=first)
    rows = rows.filter(pk__in=Decision.objects.filter(options__initiative=second).values("pk"))
    return rows.values_list("question", flat=True).first() or ""
