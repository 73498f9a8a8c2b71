"""Who sees which meeting, which item of its agenda, and which action point."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from parley.decisions.queries import decisions_visible_to
from parley.groups.queries import insiders_of
from parley.meetings.models import ActionPoint, AgendaItem, Attendance, CalledIn, Meeting
from parley.meetings.queries.seats import comers_to
from parley.meetings.terms import Presence
from parley.people.models import Person
from parley.people.queries import people_in_the_company
from parley.people.terms import Viewer
from parley.prepared import prepared, prepared_one
from parley.roadmap.queries import initiatives_visible_to
from parley.topics.queries import topics_visible_to


def meetings_visible_to(viewer: Viewer) -> QuerySet[Meeting]:
    """Meetings the viewer may see. Somebody called in sees that there is a meeting, and of its agenda their item."""
    seen = Meeting.objects.select_related(
        "area", "series", "note_taker__function", "run_by__function", "minutes_published_by"
    )
    if viewer.operations:
        return seen
    return seen.filter(
        Q(area__in=viewer.inside) | Q(pk__in=CalledIn.objects.filter(person=viewer.person).values("item__meeting"))
    )


@prepared_one
def meeting_seen(viewer: Viewer, key: int) -> QuerySet[Meeting]:
    """A meeting, if the viewer may see it."""
    return meetings_visible_to(viewer).filter(pk=key)


def viewers_of_meeting(meeting: Meeting) -> QuerySet[Person]:
    """Everybody in the company who may see a meeting: the inverse of `meetings_visible_to`."""
    return people_in_the_company().filter(
        Q(operations=True)
        | insiders_of(meeting.area_id)
        | Q(pk__in=CalledIn.objects.filter(item__meeting=meeting).values("person"))
    )


def viewers_among(meeting: int, people: Collection[int]) -> set[int]:
    """Give those of some people who may see a meeting, by their keys. Two queries."""
    row = Meeting.objects.filter(pk=meeting).first()
    return set(viewers_of_meeting(row).filter(pk__in=list(people)).values_list("pk", flat=True)) if row else set()


def people_invited_to(meeting: Meeting) -> QuerySet[Person]:
    """Who comes, and is told when it is cancelled or moved: as `comers_to` says, and those called in for an item."""
    return _invited(meeting.pk, meeting.area_id)


def people_of_room(meeting: Meeting) -> QuerySet[Person]:
    """Who may take part when a meeting is on: the group's people, whichever sitting is theirs, and those called in."""
    return _in_room(meeting.pk, meeting.area_id).select_related("function")


def _in_room(meeting: int, area: int) -> QuerySet[Person]:
    called = CalledIn.objects.filter(item__meeting=meeting).values("person")
    return people_in_the_company().filter(insiders_of(area) | Q(pk__in=called))


def people_coming_to(meeting: Meeting) -> list[Person]:
    """Give the same people, by name. One query."""
    return _coming(meeting.pk, meeting.area_id)


def _invited(meeting: int, area: int) -> QuerySet[Person]:
    called = CalledIn.objects.filter(item__meeting=meeting).values("person")
    rows = people_in_the_company().filter(comers_to(meeting, area) | Q(pk__in=called))
    return rows.select_related("function").order_by("name")


_coming = prepared(_invited)


@prepared
def attendance_of(meeting: int) -> QuerySet[Attendance, tuple[int, Presence]]:
    """Who said to come or not, and who came: people's keys, each with their presence."""
    return Attendance.objects.filter(meeting=meeting).values_list("person", "presence")


def items_visible_to(viewer: Viewer) -> QuerySet[AgendaItem]:
    """Agenda items the viewer may know of: all of their groups', and the ones they are called in for.

    Each says in `thing_seen` whether the viewer may see the topic, initiative or decision it is about (true of a
    free line): where it is false, neither its title nor what was said about it may be shown.
    """
    topics = topics_visible_to(viewer).filter(pk=OuterRef("topic"))
    initiatives = initiatives_visible_to(viewer).filter(pk=OuterRef("initiative"))
    decisions = decisions_visible_to(viewer).filter(pk=OuterRef("decision"))
    items = AgendaItem.objects.annotate(
        thing_seen=Q(topic=None, initiative=None, decision=None)
        | Exists(topics)
        | Exists(initiatives)
        | Exists(decisions)
    )
    if viewer.operations:
        return items
    return items.filter(Q(meeting__area__in=viewer.inside) | Q(pk__in=_called_for(viewer)))


def is_seen(item: AgendaItem) -> bool:
    """Whether the viewer for whom `items_visible_to` gave the item may see what it is about."""
    return bool(item.thing_seen)  # type: ignore[attr-defined]  # annotated there


def whole_items(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    """The same items with what a page shows of them."""
    return items.select_related(
        "topic__brought_by", "initiative", "decision__chosen", "lead__function", "carried_from__meeting"
    )


def points_visible_to(viewer: Viewer) -> QuerySet[ActionPoint]:
    """Action points the viewer may see: their own, their groups', and those of items they were called in for.

    What was promised about something hidden from the viewer stays hidden, unless they promised it.
    """
    points = ActionPoint.objects.select_related("owner__function", "meeting", "area")
    if viewer.operations:
        return points
    marked: QuerySet[Any] = items_visible_to(viewer)
    hidden = marked.filter(thing_seen=False).values("pk")
    return points.filter(
        Q(owner=viewer.person) | Q(Q(area__in=viewer.inside) & ~Q(item__in=hidden)) | Q(item__in=_called_for(viewer))
    )


def open_points(points: QuerySet[ActionPoint]) -> QuerySet[ActionPoint]:
    """Of some action points, those neither done nor let go, the first due first."""
    return points.filter(done_at=None, dropped_because="").order_by("due_on", "pk")


def open_action_points_of(viewer: Viewer) -> QuerySet[ActionPoint]:
    """What the viewer promised and has not done, the first due first."""
    return open_points(
        ActionPoint.objects.filter(owner=viewer.person).select_related("owner__function", "meeting", "area")
    )


def _called_for(viewer: Viewer) -> QuerySet[CalledIn, int]:
    return CalledIn.objects.filter(person=viewer.person).values_list("item", flat=True)
