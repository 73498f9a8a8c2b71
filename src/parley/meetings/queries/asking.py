"""Who may be worth asking next, from what is kept anyway: who is invited, what it concerns, what the minutes hold."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value, When

from parley.clients.queries import managing
from parley.meetings.models import ActionPoint, AgendaItem, Arrival, Attendance, CalledIn, Meeting
from parley.meetings.queries.seats import comers_to
from parley.meetings.terms import ItemState, MeetingState
from parley.people.models import Person
from parley.people.queries import people_in_the_company
from parley.prepared import prepared
from parley.roadmap.queries import askers_of, regions_among
from parley.topics.queries import brought_among, initiatives_behind, regions_concerned

LOOKED_BACK = 2  # meetings


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """What an item is about, as far as the facilitator may see it."""

    item: int | None = None
    topic: int | None = None
    initiative: int | None = None


@prepared
def people_to_hear(meeting: int, area: int, concern: Concern, since: datetime) -> QuerySet[Person]:
    """Everybody invited, by name, each with what speaks for asking them.

    `presence` is what is noted of their coming; `in_room`: their browser was there since a moment; `called`: for this
    item; `client`: they look after one who asks for what it is about; `in_region`: it names their region; `in_minutes`:
    the last two meetings' minutes hold something of theirs, or there were not two.
    """
    called = CalledIn.objects.filter(item__meeting=meeting)
    presence = Attendance.objects.filter(meeting=meeting, person=OuterRef("pk")).values("presence")[:1]
    rows = people_in_the_company().filter(comers_to(meeting, area) | Q(pk__in=called.values("person")))
    return (
        rows.select_related("function", "region")
        .annotate(
            presence=Subquery(presence, output_field=CharField()),
            in_room=_is(Q(pk__in=Arrival.objects.filter(room__meeting=meeting, seen_at__gte=since).values("person"))),
            called=_is(Q(pk__in=called.filter(item=concern.item).values("person")) if concern.item else None),
            client=_is(managing(_clients(concern)) if concern.topic or concern.initiative else None),
            in_region=_is(_of_regions(concern)),
            in_minutes=_is(_in_minutes(meeting, area)),
        )
        .order_by("name", "pk")
    )


def _is(condition: Q | None) -> Any:
    return Case(When(condition, then=Value(1)), default=Value(0)) if condition is not None else Value(0)


def _clients(concern: Concern) -> QuerySet[Any, Any]:
    if concern.topic:
        return askers_of(initiatives_behind(concern.topic))
    return askers_of([concern.initiative or 0])


def _of_regions(concern: Concern) -> Q | None:
    if concern.topic:
        return Q(region__in=regions_concerned(concern.topic))
    if concern.initiative:
        return Q(region__in=regions_among([concern.initiative]).values("region"))
    return None


def _in_minutes(meeting: int, area: int) -> Q:
    """Say as a condition on people whose doing the minutes of the last two meetings hold: led, promised, brought."""
    held = Meeting.objects.filter(area=area, state=MeetingState.HELD).exclude(pk=meeting).order_by("-starts_at", "-pk")
    last = held.values("pk")[:LOOKED_BACK]
    done = AgendaItem.objects.filter(meeting__in=last, state=ItemState.DONE)
    condition: Q = (
        Q(pk__in=done.exclude(lead=None).values("lead"))
        | Q(pk__in=brought_among(done.exclude(topic=None).values("topic")))
        | Q(pk__in=ActionPoint.objects.filter(meeting__in=last).values("owner"))
        | ~Exists(Meeting.objects.filter(pk__in=held.values("pk")[LOOKED_BACK - 1 : LOOKED_BACK]))  # type: ignore[assignment]
    )
    return condition
