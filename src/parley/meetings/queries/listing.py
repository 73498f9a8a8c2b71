"""Lists of meetings and series: what comes next, what was, and what a group stands on."""

from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from parley.meetings.models import ActionPoint, Meeting, Series
from parley.meetings.queries.facts import series_facts
from parley.meetings.queries.seeing import meetings_visible_to, points_visible_to
from parley.meetings.rules import lacks_first_week
from parley.meetings.terms import STILL_TO_COME, MeetingState
from parley.people.terms import Viewer

LONGEST = timedelta(hours=8)  # a meeting that began this long ago is over


def coming(meetings: QuerySet[Meeting], at: datetime) -> QuerySet[Meeting]:
    """Of some meetings, those that are not over, the next first; each with the number of its items."""
    return (
        meetings.filter(state__in=STILL_TO_COME, starts_at__gt=at - LONGEST)
        .annotate(item_count=Count("items"))
        .order_by("starts_at", "pk")
    )


def over(meetings: QuerySet[Meeting], at: datetime) -> QuerySet[Meeting]:
    """Of some meetings, those held, cancelled or never closed, the latest first; a plan nobody was told of is none."""
    return (
        meetings.filter(
            Q(state__in=(MeetingState.HELD, MeetingState.CANCELLED))
            | Q(state=MeetingState.PUBLISHED, starts_at__lte=at - LONGEST)
        )
        .annotate(item_count=Count("items"))
        .order_by("-starts_at", "-pk")
    )


def meetings_of(viewer: Viewer) -> QuerySet[Meeting]:
    """Meetings the viewer goes to: their groups', and those they are called in for, not all they administer."""
    mine = Q(area__in=viewer.inside) | Q(items__called_in__person=viewer.person)
    keys = Meeting.objects.filter(mine).values("pk")
    return meetings_visible_to(viewer).filter(pk__in=keys)


def next_meetings_of(viewer: Viewer, at: datetime) -> QuerySet[Meeting]:
    """The viewer's next meetings, the first first; slice it. Each has `item_count`, which is for insiders alone."""
    return coming(meetings_of(viewer), at)


def past_meetings_of(viewer: Viewer, at: datetime) -> QuerySet[Meeting]:
    """The viewer's past meetings, the latest first; slice it."""
    return over(meetings_of(viewer), at)


def series_visible_to(viewer: Viewer) -> QuerySet[Series]:
    """Every series: when a group meets is for the whole company, as its charter is."""
    del viewer
    return Series.objects.filter(area__dissolved_on=None).select_related("area")


def series_of(viewer: Viewer, area: int, at: datetime) -> list[Series]:
    """A group's series that still meet, by title."""
    running = Q(ended_on=None) | Q(ended_on__gte=at.date())
    return list(series_visible_to(viewer).filter(running, area=area).order_by("title", "pk"))


def series_without_first_week(viewer: Viewer, areas: frozenset[int]) -> list[Series]:
    """Series of some areas of which nobody has said in which week they start."""
    rows = (
        series_visible_to(viewer).filter(area__in=areas, starts_on=None, ended_on=None).order_by("area__name", "title")
    )
    return [series for series in rows if lacks_first_week(series_facts(series))]


def running_series(at: datetime) -> QuerySet[Series]:
    """Series whose meetings are to be planned ahead."""
    return Series.objects.filter(Q(ended_on=None) | Q(ended_on__gte=at.date()), area__dissolved_on=None)


def meetings_about(viewer: Viewer, **thing: int) -> QuerySet[Meeting]:
    """Meetings the viewer may see about a thing: `topic=3`, `initiative=4` or `decision=5`; the latest first."""
    named = {f"items__{kind}": key for kind, key in thing.items()}
    keys = Meeting.objects.filter(**named).exclude(state=MeetingState.CANCELLED).values("pk")
    return meetings_visible_to(viewer).filter(pk__in=keys).order_by("-starts_at")


def points_of_meeting(viewer: Viewer, meeting: Meeting) -> tuple[list[ActionPoint], list[ActionPoint]]:
    """What was promised in a meeting, and what of earlier ones of the group is still open. One query."""
    still_open = Q(done_at=None, dropped_because="")
    earlier = Q(area=meeting.area_id, meeting__starts_at__lt=meeting.starts_at) & still_open
    rows = points_visible_to(viewer).filter(Q(meeting=meeting) | earlier).order_by("due_on", "pk")
    if meeting.area_id not in viewer.inside and not viewer.operations:
        rows = rows.filter(meeting=meeting)
    points = list(rows[:200])
    return [each for each in points if each.meeting_id == meeting.pk], [
        each for each in points if each.meeting_id != meeting.pk
    ]
