"""Seeing which decision took the place of which: the whole line of them, old to new, as far as somebody may see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from parley.decisions.models import Decision
from parley.decisions.queries.deputies import settler_of_told
from parley.decisions.queries.seeing import decisions_visible_to
from parley.decisions.rules import may_open
from parley.decisions.terms import TOLD, UNPUBLISHED, DecisionState
from parley.groups.queries.heirs import heir_of
from parley.people.terms import Viewer
from parley.prepared import padded, prepared


@dataclass(frozen=True, slots=True)
class Line:
    """Decisions of which each took the place of the one before; None stands for one or more that fewer people see.

    After what was published come those that would be next. `older` and `newer` are beside the decision that was asked
    for; `taken` says that another was published in the place that it would take, `taken_by` by which.
    """

    links: tuple[Any, ...] = ()  # Decision or None, each with `by`, the name of who decided it, or does
    older: Decision | None = None
    newer: Decision | None = None
    taken: bool = False
    taken_by: Decision | None = None


def line_of(viewer: Viewer, decision: Decision) -> Line:
    """The line that a decision is in; empty when it is alone. One query however long it is, none when it has none."""
    if decision.first_id is None and decision.state not in TOLD:
        return Line()
    rows = _line(viewer, decision.first_id or decision.pk, decision.pk)
    rows.sort(key=lambda each: (each.published_at is None, each.published_at or each.opened_at, each.pk))
    if len(rows) < 2:
        return Line()
    seen = {each.pk: each for each in rows if each.in_sight}
    told = [each for each in rows if each.state in TOLD and each.pk != decision.pk]
    older = seen.get(decision.supersedes_id or 0)
    newer = next((each for each in told if each.supersedes_id == decision.pk), None)
    beside = [each for each in told if each.supersedes_id and each.supersedes_id == decision.supersedes_id]
    other = beside[0] if beside else None
    return Line(
        links=tuple(_merged([each if each.in_sight else None for each in rows])),
        older=older,
        newer=newer if newer and newer.in_sight else None,
        taken=other is not None and decision.state in UNPUBLISHED,
        taken_by=other if other and other.in_sight else None,
    )


def _merged(links: Iterable[Decision | None]) -> list[Decision | None]:
    """Let those side by side that somebody may not see be one, so that nobody learns how many they are."""
    found: list[Decision | None] = []
    for each in links:
        if each is not None or not found or found[-1] is not None:
            found.append(each)
    return found


@prepared
def _line(viewer: Viewer, first: int, here: int) -> QuerySet[Any]:  # Any: Decision with the annotation
    seen = Exists(decisions_visible_to(viewer).filter(pk=OuterRef("pk")))
    rows: QuerySet[Any] = Decision.objects.filter(Q(pk=first) | Q(first=first))
    rows = rows.annotate(in_sight=seen, by=Coalesce(settler_of_told(), F("decider__name")))
    shown = Q(state__in=TOLD) | Q(pk=here) | Q(state__in=UNPUBLISHED, in_sight=True)
    return rows.filter(shown).select_related("area", "decider__function", "chosen").order_by("pk")


def may_supersede(viewer: Viewer, decision: Decision) -> bool:
    """Whether somebody opens decisions where a published one goes on: in its group, or in that of its area’s heir."""
    if decision.state is not DecisionState.PUBLISHED:
        return False
    heir = heir_of(decision.area)
    return may_open(viewer, heir.pk) if heir else viewer.operations


def newer_than(viewer: Viewer, decisions: Iterable[Decision]) -> dict[int, Decision]:
    """What took the place of some decisions that were superseded, by their keys, as far as the viewer may see it.

    One query, none when nothing of them was superseded.
    """
    old = {each.pk for each in decisions if each.state is DecisionState.SUPERSEDED}
    return {each.supersedes_id or 0: each for each in _newer(viewer, padded(old))} if old else {}


@prepared
def _newer(viewer: Viewer, old: tuple[int, ...]) -> QuerySet[Decision]:
    return decisions_visible_to(viewer).filter(supersedes__in=old, state__in=TOLD).order_by("pk")
