"""What was written down in one line while a meeting was on: who sees which, and the line of minutes each makes."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from parley.clients.queries import voices_visible_to
from parley.meetings.models import Capture, Meeting
from parley.meetings.queries.seeing import items_visible_to
from parley.meetings.terms.live import Captured
from parley.meetings.terms.minutes import LineFacts, LineKind
from parley.people.terms import Viewer
from parley.prepared import prepared
from parley.topics.queries import topics_visible_to

KINDS = {
    Captured.DECISION: LineKind.DECIDED,
    Captured.ACTION: LineKind.PROMISED,
    Captured.PARKED: LineKind.LATER,
    Captured.INSIGHT: LineKind.SAID,
}


def captures_visible_to(viewer: Viewer) -> QuerySet[Capture]:
    """Lines the viewer may see: of items they see, if they see the topic or insight too, and what they promised.

    What was let go of is no line any more. Between items, a line is for the group.
    """
    items = items_visible_to(viewer).filter(pk=OuterRef("item"), thing_seen=True)  # type: ignore[misc]  # annotated
    topics = topics_visible_to(viewer).filter(pk=OuterRef("topic"))
    insights = voices_visible_to(viewer).filter(pk=OuterRef("insight"))
    whole = Q(item=None) if viewer.operations else Q(item=None, meeting__area__in=viewer.inside)
    return Capture.objects.filter(
        whole | Exists(items) | Q(point__owner=viewer.person),
        Q(topic=None) | Exists(topics),
        Q(insight=None) | Exists(insights),
        Q(point=None) | Q(point__dropped_because=""),
    )


@prepared
def _captures(viewer: Viewer, meeting: int, earlier: tuple[int, ...]) -> QuerySet[Capture]:
    rows = captures_visible_to(viewer).filter(Q(meeting=meeting) | Q(item__in=earlier))
    return rows.select_related("topic", "insight__client", "point__owner").order_by("pk")


def lines_captured(viewer: Viewer, meeting: int, *, earlier: Collection[int] = ()) -> list[LineFacts]:
    """Give what was written down in one line as the viewer may see it, in that order; and on `earlier` items.

    One query.
    """
    return [line_of(each) for each in _captures(viewer, meeting, tuple(earlier))]


def captured_in(viewer: Viewer, meeting: Meeting) -> Iterator[LineFacts]:
    """Give what was decided, left for later or said by clients: lines of a draft. One query.

    What was promised is said by `promised_in`, wherever it was written down.
    """
    return (each for each in lines_captured(viewer, meeting.pk) if each.kind is not LineKind.PROMISED)


def line_of(row: Capture) -> LineFacts:
    """Say a line as minutes do; a title or a client's words are those of the thing now."""
    line: dict[str, Any] = {"kind": KINDS[row.kind], "item": row.item_id, "capture": row.pk}
    if point := row.point:
        return LineFacts(**line, words=point.text, person=point.owner_id, name=point.owner.name, day=point.due_on)
    if topic := row.topic:
        return LineFacts(**line, words=topic.title, topic=topic.pk)
    if insight := row.insight:
        return LineFacts(**line, words=insight.text, insight=insight.pk, client=insight.client.name)
    return LineFacts(**line, words=row.words)


def capture_seen(viewer: Viewer, key: int) -> Capture | None:
    """Give a line with its meeting, if the viewer may see it."""
    shown = "meeting__area", "meeting__series", "meeting__note_taker", "topic", "insight__client", "point__owner"
    rows = captures_visible_to(viewer).select_related(*shown)
    found: Capture | None = rows.filter(pk=key).first()
    return found


@prepared
def given_in_lines(viewer: Viewer, meeting: int) -> QuerySet[Capture]:
    """Find the topics left for later and the insights noted in a meeting, with who gave them."""
    rows = captures_visible_to(viewer).filter(Q(topic__isnull=False) | Q(insight__isnull=False), meeting=meeting)
    people = "topic__brought_by__function", "insight__author__function", "insight__on_behalf_of__function"
    return rows.select_related(*people).order_by("pk")
