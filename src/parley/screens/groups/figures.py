"""A group in figures, as far as the viewer may see it: what is open, when it meets, and whether it is two-way."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Count, DateField, F, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from parley.decisions.queries import decisions_visible_to
from parley.decisions.terms import UNPUBLISHED
from parley.groups.queries import CORE_MEMBERS, areas_visible_to
from parley.groups.queries.shifts import shifts_visible_to
from parley.meetings.queries import meetings_visible_to
from parley.meetings.queries.seats import goes_to
from parley.meetings.terms import STILL_TO_COME, MeetingState
from parley.people.terms import Side, Viewer
from parley.prepared import prepared_one
from parley.roadmap.queries import initiatives_visible_to
from parley.roadmap.terms import Stage
from parley.screens.asking import Asked
from parley.topics.queries import topics_visible_to
from parley.topics.terms import WAITING, TopicState

QUARTER = timedelta(days=91)
LONGEST = timedelta(hours=8)  # a meeting that began this long ago is over


def area_in_figures(request: Asked, key: str) -> Any:  # Any: an Area with the annotations below
    """Give an area with its figures, or None. One query.

    It has `core_members`, `open_topics`, `open_decisions`, `on_board`, how many teams are `lent` and `borrowed` today,
    the key of the `next_meeting` (the viewer's own sitting, where they have one), the name of its `next_runner`, and
    the moments `next_at` and `last_held`, each perhaps None.
    """
    return _figured(request.viewer, key, request.now - LONGEST, timezone.localdate(request.now))


@prepared_one
def _figured(viewer: Viewer, key: str, begun: datetime, today: date) -> QuerySet[Any]:
    meetings = _here(meetings_visible_to(viewer))
    coming = meetings.filter(state__in=STILL_TO_COME, starts_at__gt=begun)
    coming = coming.order_by(Case(When(goes_to(viewer), then=0), default=1), "starts_at", "pk")
    held = meetings.filter(state=MeetingState.HELD).order_by("-starts_at")
    decisions = _here(decisions_visible_to(viewer)).filter(state__in=UNPUBLISHED)
    initiatives = _here(initiatives_visible_to(viewer)).exclude(stage__in=(Stage.LIVE, Stage.STOPPED))
    shifts = shifts_visible_to(viewer).filter(ended_at=None, first__lte=today)
    rows: QuerySet[Any] = areas_visible_to(viewer).filter(key=key)
    figured: QuerySet[Any] = rows.annotate(
        core_members=CORE_MEMBERS,
        open_topics=_number(_here(topics_visible_to(viewer)).filter(state__in=WAITING)),
        open_decisions=_number(decisions),
        on_board=_number(initiatives),
        lent=_number(shifts.filter(lender=OuterRef("pk")), by="lender"),
        borrowed=_number(shifts.filter(borrower=OuterRef("pk")), by="borrower"),
        next_meeting=Subquery(coming.values("pk")[:1]),
        next_runner=Subquery(coming.values("run_by__name")[:1]),
        next_at=Subquery(coming.values("starts_at")[:1]),
        last_held=Subquery(held.values("starts_at")[:1]),
    )
    return figured


@dataclass(frozen=True, slots=True)
class Answering:
    """Topics of an area: open beyond their date; of those brought lately, from which side, due by now, in time."""

    late: int = 0
    from_product: int = 0
    from_business: int = 0
    due: int = 0
    in_time: int = 0


def answering_of(request: Asked, area: int, lately: timedelta = QUARTER) -> Answering:
    """Say how an area answers the topics the viewer may see: those of the last quarter, or of another time. One query.

    All that is late counts, whenever it was brought.
    """
    found = _answering(request.viewer, area, request.now - lately, timezone.localdate(request.now))
    return Answering(*found) if found else Answering()


@prepared_one
def _answering(viewer: Viewer, area: int, since: datetime, today: date) -> QuerySet[Any]:
    brought = Q(brought_at__gt=since) & ~Q(state=TopicState.WITHDRAWN)
    late = Q(state=TopicState.OPEN, answer_by__lt=today)
    answered = Q(state__in=(TopicState.ANSWERED, TopicState.DECIDED))
    # Days are UTC days here. A cast, and not TruncDate, which SQLite asks Python for, row by row.
    topics = topics_visible_to(viewer).filter(area=area).annotate(settled_on=Cast("settled_at", DateField()))
    counted = {
        "late": late,
        "from_product": brought & Q(side=Side.PRODUCT),
        "from_business": brought & Q(side=Side.BUSINESS),
        "due": brought & (answered | late),
        "in_time": brought & answered & Q(settled_on__lte=F("answer_by")),
    }
    counts = {f"{name}_topics": Count("pk", filter=which) for name, which in counted.items()}
    rows: QuerySet[Any] = topics.order_by().select_related(None).values("area").annotate(**counts)
    return rows.values_list(*counts)


def _here(rows: QuerySet[Any]) -> QuerySet[Any]:
    here: QuerySet[Any] = rows.filter(area=OuterRef("pk"))
    return here.order_by().select_related(None)


def _number(rows: QuerySet[Any], by: str = "area") -> Coalesce:
    """Say how many rows of one area there are, as a part of a query on areas."""
    counted = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
