"""The meetings that discussed a topic, and what was decided about it there in so many words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet

from parley.meetings.models import AgendaItem
from parley.meetings.queries.seeing import items_visible_to
from parley.meetings.terms import ItemState, MeetingState
from parley.meetings.terms.live import Captured
from parley.people.terms import Viewer
from parley.prepared import prepared

MOST_LINES = 40


@dataclass(frozen=True, slots=True)
class Discussion:
    """A meeting in which a topic was discussed, the item of its agenda, and what was decided."""

    meeting: int
    item: int
    title: str
    starts_at: datetime
    decided: tuple[str, ...] = ()


def discussions_of(viewer: Viewer, topic: int) -> list[Discussion]:
    """Say in which meetings a topic, or what became part of it, was discussed, the latest first. One query.

    As far as the viewer may see the items: somebody who brought it to a group of others learns nothing of its meetings.
    """
    found: dict[int, list[str]] = {}
    kept: dict[int, tuple[int, str, datetime]] = {}
    for item, meeting, title, starts_at, words in _discussions(viewer, topic):
        kept[item] = (meeting, title, starts_at)
        found.setdefault(item, []).extend([words] if words else [])
    return [
        Discussion(meeting, item, title, starts_at, tuple(found[item]))
        for item, (meeting, title, starts_at) in kept.items()
    ]


@prepared
def _discussions(viewer: Viewer, topic: int) -> QuerySet[AgendaItem, tuple[int, int, str, datetime, str | None]]:
    marked: QuerySet[Any] = items_visible_to(viewer)
    seen = marked.filter(Q(topic=topic) | Q(topic__merged_into=topic), thing_seen=True)
    held = seen.filter(state=ItemState.DONE, meeting__state=MeetingState.HELD)
    lines = held.annotate(decision_line=FilteredRelation("captures", condition=Q(captures__kind=Captured.DECISION)))
    found: QuerySet[AgendaItem, tuple[int, int, str, datetime, str | None]] = lines.order_by(
        "-meeting__starts_at", "-pk", F("decision_line__pk").asc()
    ).values_list("pk", "meeting", "meeting__title", "meeting__starts_at", "decision_line__words")
    return found[:MOST_LINES]
