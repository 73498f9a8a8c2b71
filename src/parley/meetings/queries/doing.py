"""What became of a group's meetings, for how it is doing."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from parley.meetings.models import Meeting, Talk
from parley.meetings.queries.listing import LONGEST
from parley.meetings.terms import STILL_TO_COME
from parley.meetings.terms.doing import DOING_LOOKED_BACK, DueMeeting
from parley.prepared import prepared

MOST = 400  # meetings of a year


def meetings_due(area: int, at: datetime) -> list[DueMeeting]:
    """Every meeting of a group that was to be within a year and would be over by now, the latest first. One query."""
    return [
        DueMeeting(
            meeting=key, starts_at=begins, state=state, minutes=minutes, series=series, occurrence=day, sitting=sitting
        )
        for key, begins, state, minutes, series, day, sitting in _due(area, at - DOING_LOOKED_BACK, at - LONGEST)
    ]


@prepared
def _due(area: int, since: datetime, until: datetime) -> QuerySet[Meeting, tuple[Any, ...]]:
    rows = Meeting.objects.filter(area=area, starts_at__gt=since, starts_at__lte=until).order_by("-starts_at", "-pk")
    found: QuerySet[Meeting, tuple[Any, ...]]
    found = rows.values_list("pk", "starts_at", "state", "minutes", "series", "occurrence", "sitting")
    return found[:MOST]


def unclosed(area: int, at: datetime) -> QuerySet[Meeting]:
    """A group's meetings of the last year that are over, have no agenda, and nobody closed or cancelled."""
    rows = Meeting.objects.filter(area=area, starts_at__gt=at - DOING_LOOKED_BACK, starts_at__lte=at - LONGEST)
    return rows.filter(state__in=STILL_TO_COME, items=None)


def unclosed_in(area: int, at: datetime) -> int:
    """How many those are. One query."""
    return unclosed(area, at).count()


def reports_of(meetings: Collection[int]) -> dict[int, dict[str, Any]]:
    """The reports of some meetings’ transcripts, by meeting. One query, none for no meeting."""
    if not meetings:
        return {}
    return dict(Talk.objects.filter(meeting__in=meetings).values_list("meeting", "report"))
