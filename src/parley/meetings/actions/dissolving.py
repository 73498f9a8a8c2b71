"""Dissolving an area: what it has goes to another in all rooms, and its meetings end, in one transaction."""

from datetime import datetime, timedelta

from parley.decisions.actions import move_decisions
from parley.groups.actions import close_area
from parley.groups.models import Area
from parley.groups.queries import acting
from parley.groups.queries.held import areas_to_change
from parley.groups.queries.shifts import lock_teams_of
from parley.groups.rules import must_be_open, must_inherit, must_keep_areas
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.meetings import rules
from parley.meetings.actions.meeting import cancel_meeting, hold_meeting
from parley.meetings.actions.series import end_series
from parley.meetings.events import PointRehomed
from parley.meetings.models import ActionPoint, Meeting, Series
from parley.meetings.queries import open_points
from parley.meetings.terms import STILL_TO_COME, MeetingState
from parley.roadmap.actions import move_to_area
from parley.topics.actions import move_topics


@action
def dissolve_area(
    *, area: Area, heir: Area, reason: str, members_too: bool = False, actor: Actor, at: datetime
) -> None:
    """Dissolve an area for a reason: all that goes on goes to the heir, and its coming meetings are cancelled.

    What was settled in it (answers, published decisions, minutes) stays where it was. Raises Refused without a reason,
    for an heir that has ended, and for anybody but product operations.
    """
    must_keep_areas(acting(actor))
    held = areas_to_change([area.pk, heir.pk])  # so that nothing is opened in it meanwhile
    must_be_open(area.name, dissolved=held[area.pk].dissolved_on is not None)
    must_inherit(area=area.pk, heir=heir.pk, heir_dissolved=held[heir.pk].dissolved_on is not None)
    needed = "Write why the area ends, for everybody who was part of it."
    why = rules.reason_of(reason, of=area.name, needed=needed)
    # In the order in which publishing a decision locks them, so that neither waits for the other for ever.
    move_decisions(area=area, heir=heir, actor=actor, at=at)
    move_to_area(area=area, heir=heir, actor=actor, at=at)
    lock_teams_of(area.pk)
    move_topics(area=area, heir=heir, actor=actor, at=at)
    _end_meetings(area, why, actor, at)
    _move_points(area, heir)
    close_area(area=area, heir=heir, reason=why, members_too=members_too, actor=actor, at=at)


def _end_meetings(area: Area, why: str, actor: Actor, at: datetime) -> None:
    """End every series, close the meetings that have begun, and cancel what is left of the coming ones."""
    yesterday = at.date() - timedelta(days=1)
    for series in list(Series.objects.filter(area=area, ended_on=None).order_by("pk")):
        end_series(series=series, on=yesterday, actor=actor, at=at)
    # The latest first, so that nothing is carried over to a meeting that is cancelled next.
    coming = Meeting.objects.filter(area=area, state__in=STILL_TO_COME)
    for meeting in list(coming.order_by("-starts_at", "-pk")):
        if meeting.state is MeetingState.PUBLISHED and meeting.starts_at <= at:
            hold_meeting(meeting=meeting, actor=actor, at=at)
        else:
            cancel_meeting(meeting=meeting, reason=why, actor=actor, at=at)


def _move_points(area: Area, heir: Area) -> None:
    """Bring what was promised and not closed to the heir; whoever promised it still does."""
    for point in list(open_points(ActionPoint.objects.filter(area=area)).select_for_update()):
        point.area = heir
        point.save(update_fields=["area"])
        record(
            PointRehomed(point=point.pk, area=heir.pk, meeting=point.meeting_id, owner=point.owner_id, before=area.pk)
        )
