"""Lists of meetings and series: what comes next, what was, and what a group stands on."""

from datetime import date, datetime, timedelta

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from parley.meetings.models import (
    ActionPoint,
    AgendaItem,
    Attendance,
    LiveRoom,
    Meeting,
    Series,
    SittingRegion,
    TapGiven,
    TapRelease,
)
from parley.meetings.queries.facts import series_facts
from parley.meetings.queries.seats import goes_to
from parley.meetings.queries.seeing import meetings_visible_to, points_visible_to
from parley.meetings.rules import lacks_first_week
from parley.meetings.terms import STILL_TO_COME, MeetingState, Presence
from parley.people.terms import Viewer
from parley.prepared import Pages, prepared, prepared_pages

NEXT = 4  # of the viewer’s meetings on Today
LONGEST = timedelta(hours=8)  # a meeting that began this long ago is over


def _mine(viewer: Viewer, *these: Q) -> QuerySet[Meeting]:
    """Meetings the viewer goes to: their own sitting of their groups, and those they are called in for alone.

    Of `these`, where few are asked for.
    """
    mine = goes_to(viewer) | Q(items__called_in__person=viewer.person)
    keys = Meeting.objects.filter(*these).filter(mine).values("pk")
    return meetings_visible_to(viewer).filter(pk__in=keys)


def next_meetings_of(viewer: Viewer, at: datetime, *, cancelled: bool = False) -> Pages[Meeting]:
    """The viewer's next meetings, the first first, perhaps also `cancelled`. `item_count` is for insiders."""
    return _coming(viewer, None, at - LONGEST, cancelled=cancelled)


def past_meetings_of(viewer: Viewer, at: datetime) -> Pages[Meeting]:
    """The viewer's past meetings, the latest first."""
    return _over(viewer, None, at - LONGEST)


def next_meetings_in(viewer: Viewer, area: int, at: datetime, *, cancelled: bool = False) -> Pages[Meeting]:
    """A group's next meetings that the viewer may see, as `next_meetings_of`; `is_own` says which they come to."""
    return _coming(viewer, area, at - LONGEST, cancelled=cancelled)


def past_meetings_in(viewer: Viewer, area: int, at: datetime) -> Pages[Meeting]:
    """A group's past meetings that the viewer may see, the latest first."""
    return _over(viewer, area, at - LONGEST)


ON = Exists(LiveRoom.objects.filter(meeting=OuterRef("pk"), ended_at=None))


@prepared
def rooms_on_for(viewer: Viewer) -> QuerySet[Meeting]:
    """Meetings whose live room is on and that the viewer goes to, whichever group’s."""
    on = Q(pk__in=LiveRoom.objects.filter(ended_at=None).values("meeting"))
    return _mine(viewer, on).select_related(None).select_related("area").order_by("starts_at", "pk")


def now_over_and_next(
    viewer: Viewer, at: datetime, *, since: datetime
) -> tuple[list[Meeting], list[Meeting], list[Meeting]]:
    """Give the viewer's meetings that are on, those held since a moment that ask how they were, and their next ones.

    Of what was held the latest comes first, of the next ones, at most NEXT, the first. One query.
    """
    found = list(_now_over_and_next(viewer, at - LONGEST, since))
    on = [each for each in found if each.is_on]  # type: ignore[attr-defined]  # annotated there
    over = [each for each in found if each.state == MeetingState.HELD and each not in on]
    coming = [each for each in reversed(found) if each.state in STILL_TO_COME and each.starts_at > at - LONGEST]
    return on, over, coming[:NEXT]


@prepared
def _now_over_and_next(viewer: Viewer, after: datetime, since: datetime) -> QuerySet[Meeting]:
    noted = Attendance.objects.filter(meeting=OuterRef("pk")).exclude(presence=Presence.APOLOGIES)
    mine = Attendance.objects.filter(meeting=OuterRef("pk"), person=viewer.person)
    given = TapGiven.objects.filter(meeting=OuterRef("pk"), person=viewer.person)
    was_there = Q(Exists(mine.filter(presence=Presence.PRESENT))) | ~Q(Exists(noted)) & ~Q(Exists(mine))
    answered = Q(Exists(given)) | Q(Exists(TapRelease.objects.filter(meeting=OuterRef("pk"))))
    on = Q(pk__in=LiveRoom.objects.filter(ended_at=None).values("meeting"))
    held = Q(state=MeetingState.HELD, starts_at__gt=since)
    first = _mine(viewer, Q(state__in=STILL_TO_COME, starts_at__gt=after)).order_by("starts_at", "pk")
    coming = Q(pk__in=first.values("pk")[:NEXT])
    rows = _mine(viewer, on | held | coming).filter(on | coming | held & was_there & ~answered).annotate(is_on=ON)
    return rows.select_related(None).select_related("area").order_by("-starts_at", "-pk")


def _asked_for(viewer: Viewer, area: int | None) -> QuerySet[Meeting]:
    return _mine(viewer) if area is None else meetings_visible_to(viewer).filter(area=area)


@prepared_pages
def _coming(viewer: Viewer, area: int | None, since: datetime, *, cancelled: bool) -> QuerySet[Meeting]:
    """Find those not over that began after a moment, perhaps also those cancelled."""
    states = (*STILL_TO_COME, MeetingState.CANCELLED) if cancelled else STILL_TO_COME
    rows = _asked_for(viewer, area).filter(state__in=states, starts_at__gt=since)
    if area is not None:
        rows = rows.annotate(own=ExpressionWrapper(goes_to(viewer), output_field=BooleanField()), is_on=ON)
    return _listed(rows).order_by("starts_at", "pk")


def is_own(meeting: Meeting) -> bool:
    """Whether the viewer comes to all of a meeting that `next_meetings_in` gave; with two sittings, to that one."""
    return bool(meeting.own)  # type: ignore[attr-defined]  # annotated above


def is_on(meeting: Meeting) -> bool:
    """Whether the live room of a meeting that `next_meetings_in` gave is on."""
    return bool(meeting.is_on)  # type: ignore[attr-defined]  # annotated above


@prepared_pages
def _over(viewer: Viewer, area: int | None, since: datetime) -> QuerySet[Meeting]:
    """Find those held, cancelled or never closed; a plan nobody was told of is none, unless it has an agenda."""
    ended = Q(state=MeetingState.HELD) | Q(state=MeetingState.CANCELLED, starts_at__lte=since)
    made = Q(state=MeetingState.PUBLISHED) | Exists(AgendaItem.objects.filter(meeting=OuterRef("pk")))
    rows = _asked_for(viewer, area).filter(ended | Q(made, state__in=STILL_TO_COME, starts_at__lte=since))
    return _listed(rows).order_by("-starts_at", "-pk")


def _listed(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Read with meetings what a list says of each, and no more."""
    return rows.select_related(None).select_related("area", "run_by").annotate(item_count=_how_many())


def _how_many() -> Coalesce:
    items = AgendaItem.objects.filter(meeting=OuterRef("pk")).order_by().values("meeting")
    return Coalesce(Subquery(items.annotate(n=Count("pk")).values("n")), 0)


def series_visible_to(viewer: Viewer) -> QuerySet[Series]:
    """Every series: when a group meets is for the whole company, as its charter is."""
    del viewer
    return Series.objects.filter(area__dissolved_on=None).select_related("area")


def series_of(viewer: Viewer, area: int, at: datetime) -> list[Series]:
    """A group's series that still meet, by title, each with which sitting is the viewer's: see `sitting_in`."""
    return _series(viewer, area, at.date())


@prepared
def _series(viewer: Viewer, area: int, today: date) -> QuerySet[Series]:
    running = Q(ended_on=None) | Q(ended_on__gte=today)
    second = Exists(SittingRegion.objects.filter(series=OuterRef("pk"), region=viewer.region))
    rows = series_visible_to(viewer).filter(running, area=area).annotate(in_second=second)
    return rows.order_by("title", "pk")


def sitting_in(series: Series) -> int:
    """Say to which sitting the people of the region come for whom `series_of` gave a series."""
    return 2 if series.in_second else 1  # type: ignore[attr-defined]  # annotated there


def series_without_first_week(viewer: Viewer, areas: frozenset[int]) -> list[Series]:
    """Series of some areas of which nobody has said in which week they start."""
    return [series for series in _without_start(viewer, areas) if lacks_first_week(series_facts(series))]


@prepared
def _without_start(viewer: Viewer, areas: frozenset[int]) -> QuerySet[Series]:
    rows = series_visible_to(viewer).filter(area__in=areas, starts_on=None, ended_on=None)
    return rows.order_by("area__name", "title")


def running_series(at: datetime) -> QuerySet[Series]:
    """Series whose meetings are to be planned ahead."""
    return Series.objects.filter(Q(ended_on=None) | Q(ended_on__gte=at.date()), area__dissolved_on=None)


def points_of_meeting(viewer: Viewer, meeting: Meeting) -> tuple[list[ActionPoint], list[ActionPoint]]:
    """What was promised in a meeting; and of earlier ones of the group what is open, then what was closed of the last.

    One query.
    """
    inside = meeting.area_id in viewer.inside or viewer.operations
    points = _points(viewer, meeting.pk, meeting.area_id if inside else None, meeting.starts_at)
    before = [each for each in points if each.meeting_id != meeting.pk]
    before.sort(key=lambda each: each.done_at is not None or bool(each.dropped_because))
    return [each for each in points if each.meeting_id == meeting.pk], before


@prepared
def _points(viewer: Viewer, meeting: int, area: int | None, starts_at: datetime) -> QuerySet[ActionPoint]:
    which = Q(meeting=meeting)
    if area is not None:
        which |= Q(area=area, meeting__starts_at__lt=starts_at, done_at=None, dropped_because="")
        held = Meeting.objects.filter(area=area, starts_at__lt=starts_at, state=MeetingState.HELD)
        which |= Q(meeting=Subquery(held.order_by("-starts_at", "-pk").values("pk")[:1]))
    return points_visible_to(viewer).filter(which).order_by("due_on", "pk")[:200]
