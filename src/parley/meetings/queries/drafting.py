"""What came of a meeting as things stand now: minutes that nobody has published yet are written from it each time."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Q

from parley.decisions.queries import Giver, decisions_visible_to, givers_to, insights_behind
from parley.decisions.terms import TOLD
from parley.meetings.models import ActionPoint, AgendaItem, Meeting
from parley.meetings.queries.captured import captured_in, given_in_lines
from parley.meetings.queries.seeing import is_seen, items_visible_to
from parley.meetings.terms import ItemState
from parley.meetings.terms.minutes import LineFacts, LineKind
from parley.people.terms import Viewer
from parley.prepared import padded
from parley.topics.terms import TopicState
from parley.voices.queries import comments_in_any

MOST_INSIGHTS = 12  # of those behind what was discussed, the newest: not all of a large initiative's


def settled_in(viewer: Viewer, meeting: Meeting, items: Sequence[AgendaItem]) -> Iterator[LineFacts]:
    """Say what was decided, answered or put off about some items, with what they are about. One query at most."""
    for item in items:
        decision, topic = item.decision, item.topic
        if decision and decision.state in TOLD and decision.chosen:
            yield LineFacts(kind=LineKind.DECIDED, item=item.pk, words=decision.chosen.title)
        match topic and topic.state:
            case TopicState.ANSWERED:
                yield LineFacts(kind=LineKind.ANSWERED, item=item.pk, words=topic.answer if topic else "")
            case TopicState.PARKED:
                yield LineFacts(kind=LineKind.PARKED, item=item.pk, words="", day=topic.parked_until if topic else None)
            case TopicState.MERGED:
                yield LineFacts(kind=LineKind.MERGED, item=item.pk, words="")
    yield from _decided_about(viewer, meeting, items)


def _decided_about(viewer: Viewer, meeting: Meeting, items: Sequence[AgendaItem]) -> Iterator[LineFacts]:
    """Say what was decided since the meeting began about topics and initiatives on its agenda, as far as it is seen."""
    links = {"topic": "topic_links__topic", "initiative": "initiative_links__initiative"}
    places = {(name, getattr(item, f"{name}_id")): item.pk for item in items for name in links}
    about = Q(**{f"{links['topic']}__in": [key for name, key in places if name == "topic" and key]})
    about |= Q(**{f"{links['initiative']}__in": [key for name, key in places if name == "initiative" and key]})
    if not any(key for _, key in places):
        return
    rows = decisions_visible_to(viewer).filter(about, state__in=TOLD, published_at__gte=meeting.starts_at)
    rows = rows.exclude(pk__in=[item.decision_id for item in items if item.decision_id])
    said = set()
    for key, title, *keys in rows.order_by("published_at", "pk").values_list("pk", "chosen__title", *links.values()):
        for place in zip(links, keys, strict=True):
            if place[1] and place in places and (key, places[place]) not in said:
                said.add((key, places[place]))
                yield LineFacts(kind=LineKind.DECIDED, item=places[place], words=title or "", decision=key)


def promised_in(meeting: Meeting) -> list[LineFacts]:
    """Say what was promised and not let go of, whoever may see it. One query."""
    points = ActionPoint.objects.filter(meeting=meeting).select_related("owner")
    return lines_of_points(points.order_by("due_on", "pk"))


def lines_of_points(points: Iterable[ActionPoint]) -> list[LineFacts]:
    """Say what of some promises was not let go of, as minutes do."""
    return [
        LineFacts(
            kind=LineKind.PROMISED, item=each.item_id, words=each.text, person=each.owner_id, name=each.owner.name,
            day=each.due_on,
        )
        for each in points if not each.dropped_because
    ]  # fmt: skip


def noted_in(viewer: Viewer, meeting: Meeting) -> list[LineFacts]:
    """Give what was written down line by line and what was promised: what a draft says. Two queries."""
    return [*captured_in(viewer, meeting), *promised_in(meeting)]


def contributions_used_in(viewer: Viewer, meeting: Meeting) -> list[Giver]:
    """Who gave what to the items that were reached: topics, what was said about them, and what clients said lately.

    So did who raised a topic that was left for later, and who told what a client said. As far as the viewer may see the
    items and these; five queries.
    """
    rows = items_visible_to(viewer).filter(meeting=meeting, state=ItemState.DONE)
    items = [each for each in rows.select_related("topic__brought_by__function").order_by("pk") if is_seen(each)]
    lines = given_in_lines(viewer, meeting.pk)
    topics = {each.topic.pk: each.topic for each in items if each.topic}
    raised = {each.topic.pk: each.topic for each in lines if each.topic}
    initiatives = {each.initiative_id for each in items if each.initiative_id}
    said = comments_in_any(padded({each.thread_id for each in topics.values()})) if topics else []
    heard = {each.pk: each for each in insights_behind(viewer, initiatives)[:MOST_INSIGHTS]}
    heard |= {each.insight.pk: each.insight for each in lines if each.insight}
    return givers_to(heard.values(), (topics | raised).values(), said)
