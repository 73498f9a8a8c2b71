"""A group in figures, as far as the viewer may see it: what is open, when it meets, and whether it is two-way."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, DateField, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from parley.decisions.queries import decisions_visible_to
from parley.decisions.terms import DecisionState
from parley.groups.queries import CORE_MEMBERS, areas_visible_to
from parley.meetings.queries import meetings_visible_to
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

    It has `core_members`, `open_topics`, `late_topics`, `open_decisions`, `on_board`, the key of the `next_meeting`,
    the moments `next_at` and `last_held`, each perhaps None, and of the topics of the last 91 days how many were
    `from_product` and `from_business`, how many had to be answered by now (`due`) and how many were, `in_time`.
    """
    at = request.now
    return _figured(request.viewer, key, at - LONGEST, at - QUARTER, timezone.localdate(at))


@prepared_one
def _figured(viewer: Viewer, key: str, begun: datetime, quarter: datetime, today: date) -> QuerySet[Any]:
    topics = _here(topics_visible_to(viewer))
    brought = topics.filter(brought_at__gt=quarter).exclude(state=TopicState.WITHDRAWN)
    late = Q(state=TopicState.OPEN, answer_by__lt=today)
    answered = Q(state__in=(TopicState.ANSWERED, TopicState.DECIDED))
    # Days are UTC days here. A cast, and not TruncDate, which SQLite asks Python for, row by row.
    in_time = brought.annotate(on=Cast("settled_at", DateField())).filter(answered, on__lte=F("answer_by"))
    meetings = _here(meetings_visible_to(viewer))
    coming = meetings.filter(state__in=STILL_TO_COME, starts_at__gt=begun).order_by("starts_at", "pk")
    held = meetings.filter(state=MeetingState.HELD).order_by("-starts_at")
    decisions = _here(decisions_visible_to(viewer)).filter(state=DecisionState.OPEN)
    initiatives = _here(initiatives_visible_to(viewer)).exclude(stage__in=(Stage.LIVE, Stage.STOPPED))
    rows: QuerySet[Any] = areas_visible_to(viewer).filter(key=key)
    figured: QuerySet[Any] = rows.annotate(
        core_members=CORE_MEMBERS,
        open_topics=_number(topics.filter(state__in=WAITING)),
        late_topics=_number(topics.filter(late)),
        open_decisions=_number(decisions),
        on_board=_number(initiatives),
        next_meeting=Subquery(coming.values("pk")[:1]),
        next_at=Subquery(coming.values("starts_at")[:1]),
        last_held=Subquery(held.values("starts_at")[:1]),
        from_product=_number(brought.filter(side=Side.PRODUCT)),
        from_business=_number(brought.filter(side=Side.BUSINESS)),
        due=_number(brought.filter(answered | late)),
        in_time=_number(in_time),
    )
    return figured


def _here(rows: QuerySet[Any]) -> QuerySet[Any]:
    here: QuerySet[Any] = rows.filter(area=OuterRef("pk"))
    return here.order_by().select_related(None)


def _number(rows: QuerySet[Any]) -> Coalesce:
    """Say how many rows of one area there are, as a part of a query on areas."""
    return Coalesce(Subquery(rows.values("area").annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)
