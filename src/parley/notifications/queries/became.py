"""What became of what somebody said: their credits, answers to their topics, initiatives their insights speak of."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce

from parley.clients.queries import voices_visible_to
from parley.ledger.queries import last_actor, last_time
from parley.ledger.terms import Ref
from parley.people.terms import Viewer
from parley.prepared import prepared
from parley.roadmap.queries import initiatives_visible_to
from parley.topics.queries import topics_visible_to
from parley.topics.terms import TopicState
from parley.voices.models import Contribution
from parley.voices.queries import contributions_by
from parley.voices.terms import Given

LIMIT = 12  # of each kind
MOVED = "initiative.stage_moved"
CREDITING = ("decision.published", "meeting.minutes_published")
SETTLED = (TopicState.ANSWERED, TopicState.DECIDED, TopicState.PARKED, TopicState.MERGED)


@dataclass(frozen=True, slots=True)
class Became:
    """Something somebody gave, and where it stands. `of` is their topic, or the initiative their insights speak of."""

    of: Ref
    title: str
    state: str  # a TopicState, or the Stage of an initiative
    at: datetime
    answer: str


@dataclass(frozen=True, slots=True)
class Credit:
    """Something somebody gave that a decision or change credits."""

    given: Given
    key: int
    by: Ref
    at: datetime


def became_of_mine(viewer: Viewer) -> tuple[list[Credit], list[Became]]:
    """Say what others made of what the viewer said, newest first; not what they did themselves. Two queries."""
    credited = [
        Credit(each.kind, each.given, Ref(each.credited_by_kind, each.credited_by), each.credited_at)
        for each in _credits(viewer)
    ]
    found = [Became(Ref(kind, key), title, state, at, answer) for kind, key, title, state, at, answer in _rows(viewer)]
    return credited, sorted(found, key=lambda each: each.at, reverse=True)


@prepared
def _credits(viewer: Viewer) -> QuerySet[Contribution]:
    by = last_actor(OuterRef("credited_by_kind"), OuterRef("credited_by"), kinds=CREDITING)
    return _not_by(viewer, by, contributions_by(viewer))[:LIMIT]


def _not_by(viewer: Viewer, by: QuerySet[Any, Any], rows: QuerySet[Any]) -> QuerySet[Any]:
    """Leave out what the viewer did; what nobody is known to have done stays."""
    others: QuerySet[Any] = rows.annotate(by=Coalesce(Subquery(by), 0)).exclude(by=viewer.person)
    return others


@prepared
def _rows(viewer: Viewer) -> QuerySet[Any, Any]:
    topics = topics_visible_to(viewer).filter(brought_by=viewer.person, state__in=SETTLED).exclude(settled_at=None)
    topics = topics.exclude(settled_by=viewer.person)
    insights = voices_visible_to(viewer).filter(Q(author=viewer.person) | Q(on_behalf_of=viewer.person))
    linked = insights.exclude(initiative_links=None).order_by().select_related(None)
    initiatives = initiatives_visible_to(viewer).filter(pk__in=linked.values("initiative_links__initiative"))
    initiatives = _not_by(viewer, last_actor("initiative", OuterRef("pk"), kinds=(MOVED,)), initiatives)
    found: QuerySet[Any, Any] = _columns(
        topics.order_by("-settled_at"), "topic", "state", "settled_at", "answer"
    ).union(_columns(_with_stage_since(initiatives).order_by("-stage_since"), "initiative", "stage", "stage_since", ""))
    return found


def _with_stage_since(initiatives: QuerySet[Any]) -> QuerySet[Any]:
    """Say of each initiative since when it is at its stage."""
    moved = last_time("initiative", OuterRef("pk"), kinds=(MOVED,))
    return initiatives.annotate(  # type: ignore[no-any-return]  # the plugin loses track of annotations
        stage_since=Coalesce(Subquery(moved), F("created_at"))
    )


def _columns(rows: QuerySet[Any], kind: str, state: str, at: str, answer: str) -> QuerySet[Any]:
    newest = rows.select_related(None).values("pk")[:LIMIT]
    return (
        rows.order_by()
        .select_related(None)
        .filter(pk__in=newest)
        .values_list(
            Value(kind, CharField()),
            F("pk"),
            F("title"),
            Cast(F(state), CharField()),
            F(at),
            F(answer) if answer else Cast(Value(""), TextField()),
        )
    )
