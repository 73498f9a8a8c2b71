"""What was promised in meetings and is open still: by the viewer, and in one group."""

from datetime import date

from django.db.models import QuerySet

from parley.meetings.models import ActionPoint
from parley.meetings.queries.seeing import open_action_points_of, open_points, points_visible_to
from parley.people.terms import Viewer
from parley.prepared import prepared

MOST_OWN, MOST_OF_GROUP = 8, 30


def open_promises_of(viewer: Viewer, *, after: date) -> tuple[list[ActionPoint], bool]:
    """What the viewer promised in meetings for later and has not done, the first due first, and whether there is more.

    One query.
    """
    found = list(_own(viewer, after))
    return found[:MOST_OWN], len(found) > MOST_OWN


def open_promises_in(viewer: Viewer, area: int) -> tuple[list[ActionPoint], bool]:
    """What was promised in a group's meetings and is open, as far as the viewer may see it; whether there is more.

    One query.
    """
    found = list(_in_group(viewer, area))
    return found[:MOST_OF_GROUP], len(found) > MOST_OF_GROUP


@prepared
def _own(viewer: Viewer, after: date) -> QuerySet[ActionPoint]:
    return open_action_points_of(viewer).filter(due_on__gt=after)[: MOST_OWN + 1]


@prepared
def _in_group(viewer: Viewer, area: int) -> QuerySet[ActionPoint]:
    return open_points(points_visible_to(viewer).filter(area=area))[: MOST_OF_GROUP + 1]


def promise_of(viewer: Viewer, key: int) -> ActionPoint | None:
    """What the viewer promised in a meeting, whether or not it is open."""
    return ActionPoint.objects.filter(owner=viewer.person, pk=key).first()
