"""Who comes to which meeting: one place that says it of people, and the same of meetings."""

from django.db.models import Exists, OuterRef, Q

from parley.groups.queries import insiders_of
from parley.meetings.models import Meeting, MeetingRegion
from parley.people.terms import Viewer


def sitters_of(meeting: int, area: int) -> Q:
    """Say as a condition on people whose sitting a meeting is: of their region, where that day has two."""
    here = Meeting.objects.filter(pk=meeting)
    second = Exists(MeetingRegion.objects.filter(meeting=meeting, region=OuterRef("region")))
    return insiders_of(area) & (Exists(here.filter(sitting=1)) & ~second | Exists(here.filter(sitting=2)) & second)


def own_sitting(viewer: Viewer) -> Q:
    """Say as a condition on meetings which are the viewer's sitting: the inverse of `sitters_of`."""
    second = Q(Exists(MeetingRegion.objects.filter(meeting=OuterRef("pk"), region=viewer.region)))
    return Q(area__in=viewer.inside) & (Q(sitting=1) & ~second | Q(sitting=2) & second)
