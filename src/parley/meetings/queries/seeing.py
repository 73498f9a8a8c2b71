"""Who sees which meeting, which item of its agenda, and which action point."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from parley.decisions.queries import decisions_visible_to
from parley.groups.queries import insiders_of
from parley.meetings.models import (
    ActionPoint,
    AgendaItem,
    Attendance,
    CalledIn,
    LiveRoom,
    Meeting,
    RotaAsk,
    TapGiven,
    TapRelease,
)
from parley.meetings.queries.seats import comers_to
from parley.meetings.terms import ItemState, Presence
from parley.meetings.terms.rota import AskState
from parley.people.models import Person
from parley.people.queries import everybody, people_in_the_company
from parley.people.terms import Viewer
from parley.prepared import prepared, prepared_one
from parley.roadmap.queries import initiatives_visible_to
from parley.topics.queries import topics_visible_to

PARTS = ("area", "series", "note_taker__function", "run_by__function", "minutes_published_by")


def meetings_visible_to(viewer: Viewer) -> QuerySet[Meeting]:
    """Meetings the viewer may see. Somebody called in sees that there is a meeting, and of its agenda their item."""
    seen = Meeting.objects.select_related(*PARTS)
    if viewer.operations:
        return seen
    return seen.filter(
        Q(area__in=viewer.inside) | Q(pk__in=CalledIn.objects.filter(person=viewer.person).values("item__meeting"))
    )


@prepared_one
def meeting_seen(viewer: Viewer, key: int) -> QuerySet[Meeting]:
    """A meeting, if the viewer may see it, with what its page asks: `open_ask_on`, `has_twin`, `asks_for_taps`."""
    asked = FilteredRelation("asks", condition=Q(asks__state=AskState.OPEN))
    twins = Meeting.objects.filter(series=OuterRef("series"), occurrence=OuterRef("occurrence"))
    rows = meetings_visible_to(viewer).filter(pk=key)
    more = "open_ask__person", "open_ask__by", "open_ask__in_return"
    return rows.select_related(*PARTS, *more).annotate(
        open_ask=asked,
        has_twin=Exists(twins.exclude(pk=OuterRef("pk"))),
        tapped=Exists(TapGiven.objects.filter(meeting=OuterRef("pk"), person=viewer.person)),
        sealed=Exists(TapRelease.objects.filter(meeting=OuterRef("pk"))),
        on_now=Subquery(LiveRoom.objects.filter(meeting=OuterRef("pk"), ended_at=None).values("item")),
    )


def has_twin(meeting: Meeting) -> bool:
    """Whether a meeting that `meeting_seen` gave has another sitting."""
    return bool(meeting.has_twin)  # type: ignore[attr-defined]  # annotated there


def item_on_in(meeting: Meeting) -> int | None:
    """Give the item that is on just now in a meeting that `meeting_seen` gave, by its key."""
    return meeting.on_now  # type: ignore[attr-defined,no-any-return]  # annotated there


def open_ask_on(meeting: Meeting) -> RotaAsk | None:
    """Who is asked just now to run a meeting that `meeting_seen` gave, with who asked."""
    return getattr(meeting, "open_ask", None)  # Django sets it where there is one


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


def came_and_coming(meeting: Meeting) -> tuple[list[Attendance], list[Person]]:
    """Give who was noted as present or not, whether or not they are invited now, and who is invited. One query."""
    rows = _around(meeting.pk, meeting.area_id)
    came = [
        Attendance(meeting=meeting, person=person, presence=Presence(person.noted))  # type: ignore[attr-defined]
        for person in rows
        if person.noted  # type: ignore[attr-defined]  # annotated below, as the two above and below
    ]
    return came, [person for person in rows if person.comes]  # type: ignore[attr-defined]


def _invited(meeting: int, area: int) -> QuerySet[Person]:
    called = CalledIn.objects.filter(item__meeting=meeting).values("person")
    rows = people_in_the_company().filter(comers_to(meeting, area) | Q(pk__in=called))
    return rows.select_related("function").order_by("name")


_coming = prepared(_invited)


@prepared
def _around(meeting: int, area: int) -> QuerySet[Person]:
    noted = Attendance.objects.filter(meeting=meeting)
    invited = _invited(meeting, area).order_by().select_related(None).values("pk")
    rows = everybody().filter(Q(pk__in=invited) | Q(pk__in=noted.values("person")))
    presence = Subquery(noted.filter(person=OuterRef("pk")).values("presence"))
    comes = Exists(_invited(meeting, area).filter(pk=OuterRef("pk")))
    known = rows.annotate(noted=presence, comes=comes)
    around: QuerySet[Person] = known.select_related("function").order_by("name", "pk")
    return around


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


def items_led_by(viewer: Viewer, meeting: int) -> QuerySet[AgendaItem]:
    """What the viewer leads in a meeting and is still to come, in its order."""
    rows = items_visible_to(viewer).filter(meeting=meeting, lead=viewer.person, state=ItemState.AHEAD)
    return rows.order_by("position", "pk")


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
