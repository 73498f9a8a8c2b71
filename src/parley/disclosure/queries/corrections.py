"""Corrections: whose they are, what they say, and how far they are."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, Count, Q, QuerySet, Value, When

from parley.clients.queries import cared_for_by
from parley.disclosure.models import Correction
from parley.disclosure.queries.errands import kept_by, seen_to_by
from parley.disclosure.terms import Closing
from parley.people.terms import Viewer
from parley.prepared import prepared, prepared_pages
from parley.roadmap.queries import initiatives_visible_to

MOST_MINE = 9  # clients on Today: one more than are shown


def corrections_assigned_to(viewer: Viewer, *, on: date) -> QuerySet[Correction]:
    """Open corrections the viewer has to see to, as `seen_to_by` says."""
    return Correction.objects.filter(seen_to_by(viewer, on=on), closed_at=None)


def corrections_visible_to(viewer: Viewer, *, on: date) -> QuerySet[Correction]:
    """Corrections the viewer may read: those they see or saw to, and those about roadmaps they keep or decide on."""
    rows = Correction.objects.select_related("client__region", "initiative__area", "statement__by", "closed_by")
    rows = rows.defer("client__revenue", "client__currency")
    if viewer.operations:
        return rows
    return rows.filter(Q(client__in=cared_for_by(viewer.person, on).values("client")) | kept_by(viewer))


@prepared_pages
def corrections_listed(viewer: Viewer, on: date, *, every: bool) -> QuerySet[Correction]:
    """Corrections for a list, the oldest first: those the viewer has to see to, or `every` one they may read.

    Each has `seen`: whether the viewer may see the initiative.
    """
    seen = Q(initiative__in=initiatives_visible_to(viewer).values("pk"))
    rows = corrections_visible_to(viewer, on=on).annotate(
        seen=Case(When(seen, then=Value(True)), default=Value(False), output_field=BooleanField())
    )
    if every:
        return rows.order_by("-opened_at", "-pk")
    return rows.filter(pk__in=corrections_assigned_to(viewer, on=on).values("pk")).order_by("opened_at", "pk")


def correction_to_change(key: int) -> Correction:
    """A correction, locked until the transaction ends."""
    row: Correction = Correction.objects.select_for_update().get(pk=key)
    return row


@dataclass(frozen=True, slots=True)
class Mine:
    """A client the viewer sees to, and how many corrections it has to hear."""

    client: int
    name: str
    corrections: int


def my_clients(viewer: Viewer, *, on: date) -> list[Mine]:
    """Some clients the viewer sees to, those that have to hear a correction first, then by name. One query."""
    return [Mine(*row) for row in _my_clients(viewer, on)]


@prepared
def _my_clients(viewer: Viewer, on: date) -> QuerySet[Any, tuple[int, str, int]]:
    places = cared_for_by(viewer.person, on).filter(client__left_on=None).order_by()
    opened = Count("client__corrections", filter=Q(client__corrections__closed_at=None), distinct=True)
    rows: QuerySet[Any, tuple[int, str, int]] = places.values("client", "client__name", "client__folded").annotate(
        n=opened
    ).order_by("-n", "client__folded").values_list("client", "client__name", "n")[:MOST_MINE]  # fmt: skip
    return rows


def correction_opened(key: int) -> Correction | None:
    """An open correction; none when it has ended."""
    return Correction.objects.filter(pk=key, closed_at=None).select_related("initiative").first()


def open_corrections() -> QuerySet[Correction]:
    """Every open correction, for the worker that reminds people."""
    return Correction.objects.filter(closed_at=None).select_related("initiative", "client").order_by("pk")


def open_corrections_of(initiative: int) -> dict[int, Correction]:
    """The open corrections of an initiative by client, locked until the transaction ends."""
    rows = Correction.objects.select_for_update().filter(initiative=initiative, closed_at=None)
    return {each.client_id: each for each in rows}


def corrections_not_needed(initiative: int) -> dict[int, list[list[Any]]]:
    """Why statements do not hold of which somebody said last that their clients need not hear it, by statement."""
    rows = Correction.objects.filter(initiative=initiative, statement__latest=True).exclude(closed_at=None)
    last = {statement: (closing, faults) for statement, closing, faults in
            rows.order_by("pk").values_list("statement", "closing", "faults")}  # fmt: skip
    return {statement: faults for statement, (closing, faults) in last.items() if closing is Closing.NOT_NEEDED}


@prepared
def to_be_corrected(viewer: Viewer, area: int, on: date) -> QuerySet[Correction, int]:
    """The initiatives of an area of which clients wait to be told better, as far as the viewer may read of it."""
    rows = corrections_visible_to(viewer, on=on).filter(closed_at=None, initiative__area=area)
    return rows.order_by().values_list("initiative", flat=True).distinct()
