"""How talk was shared: a meeting’s report is for its group, and what one person has is for that person."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from parley.meetings.models import Attendance, Meeting, Talk, TalkShare
from parley.meetings.queries.seeing import people_invited_to
from parley.meetings.rules.talk import Present
from parley.meetings.terms import Presence
from parley.people.models import Person
from parley.people.terms import Viewer
from parley.prepared import prepared, prepared_one

COMPARED = 10  # meetings before


@prepared_one
def talk_of(meeting: int) -> QuerySet[Talk]:
    """The report of a meeting the viewer may see from inside its group."""
    return Talk.objects.filter(meeting=meeting)


@prepared_one
def own_share(viewer: Viewer, meeting: int) -> QuerySet[TalkShare]:
    """What the viewer has of a meeting’s talk."""
    return TalkShare.objects.filter(meeting=meeting, person=viewer.person)


def earlier_reports(meeting: Meeting) -> list[dict[str, Any]]:
    """The reports of the group’s meetings before, the latest first."""
    return _earlier(meeting.area_id, meeting.starts_at)[:COMPARED]


@prepared
def _earlier(area: int, before: datetime) -> QuerySet[Talk, Any]:
    rows = Talk.objects.filter(meeting__area=area, meeting__starts_at__lt=before).order_by("-meeting__starts_at")
    return rows.values_list("report", flat=True)[:10]


def came_to(meeting: Meeting) -> dict[int, Person]:
    """Who was noted as present, by key, in the order of their names."""
    rows = Attendance.objects.filter(meeting=meeting, presence=Presence.PRESENT)
    people = [each.person for each in rows.select_related("person__function", "person__region")]
    return {each.pk: each for each in sorted(people, key=lambda person: (person.name, person.pk))}


def could_speak_in(meeting: Meeting) -> dict[int, Person]:
    """Whom a speaker may be: those who came first, then everybody else who was invited."""
    found = came_to(meeting)
    for each in people_invited_to(meeting).select_related("function", "region"):
        found.setdefault(each.pk, each)
    return found


def as_present(person: Person) -> Present:
    """A person as the facts of a report."""
    function = person.function.name if person.function else ""
    return Present(person.side, function, person.region.name if person.region else "")
