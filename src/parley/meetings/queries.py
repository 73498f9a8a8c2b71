"""Seeing meetings: a group's are for its people, and for whoever is called in for an item."""

from django.db.models import Q, QuerySet

from parley.groups.queries import insiders_of
from parley.meetings.models import CalledIn, Meeting
from parley.people.models import Person
from parley.people.queries import people_in_the_company
from parley.people.terms import Viewer


def meetings_visible_to(viewer: Viewer) -> QuerySet[Meeting]:
    """Meetings the viewer may see. Somebody called in sees that there is a meeting, and of its agenda their item."""
    seen = Meeting.objects.select_related("area", "series", "note_taker")
    if viewer.operations:
        return seen
    return seen.filter(
        Q(area__in=viewer.inside) | Q(pk__in=CalledIn.objects.filter(person=viewer.person).values("item__meeting"))
    )


def viewers_of_meeting(meeting: Meeting) -> QuerySet[Person]:
    """Everybody in the company who may see a meeting: the inverse of `meetings_visible_to`."""
    return people_in_the_company().filter(
        Q(operations=True)
        | insiders_of(meeting.area_id)
        | Q(pk__in=CalledIn.objects.filter(item__meeting=meeting).values("person"))
    )
