"""Carrying over: what a meeting did not reach goes to the next agenda, with all that was prepared for it."""

from datetime import datetime

from django.db.models import Q

from parley.decisions.terms import UNSETTLED
from parley.ledger.door import record
from parley.ledger.terms import MACHINE
from parley.meetings.actions.bringing import _bring_along, _fill_in
from parley.meetings.actions.planning import plan_ahead
from parley.meetings.events import ItemCarriedOver
from parley.meetings.models import AgendaItem, Meeting
from parley.meetings.queries import same_thing_on, thing_of
from parley.meetings.queries.listing import LONGEST
from parley.meetings.terms import PLANNED_AHEAD, STILL_TO_COME, ItemState, MeetingState
from parley.topics.terms import WAITING


def _carry_rest(meeting: Meeting, items: list[AgendaItem], at: datetime) -> int:
    """Mark what was not reached, and put it on the next agenda; how many items went there."""
    unreached = [item for item in items if item.state is ItemState.AHEAD]
    if not unreached:
        return 0
    AgendaItem.objects.filter(pk__in=[item.pk for item in unreached]).update(state=ItemState.UNREACHED)
    following = _next_after(meeting, at)
    return sum(_carry(item, meeting, following) for item in unreached)


def _next_after(meeting: Meeting, at: datetime) -> Meeting | None:
    """The next meeting that is still to come, held until the end: the next same sitting of the series, made if need be.

    What an extra meeting did not reach, or the last one of a series, goes to the group's next meeting; never to the
    other sitting of the same day, where nobody is who was to hear it, and never to a plan whose day has passed.
    """
    now = Q(starts_at__gt=at) | Q(state=MeetingState.PUBLISHED, starts_at__gt=at - LONGEST)  # to come, or on
    later = Meeting.objects.filter(
        now, area=meeting.area_id, state__in=STILL_TO_COME, starts_at__gt=meeting.starts_at
    )  # fmt: skip
    coming = later.order_by("starts_at").select_for_update()
    if meeting.series is None:
        return coming.first()
    same = coming.filter(series=meeting.series_id, sitting=meeting.sitting)
    found = same.first()
    if found is None and meeting.series.area.dissolved_on is None:
        until = (max(at, meeting.starts_at) + PLANNED_AHEAD).date()
        plan_ahead(series=meeting.series, until=until, actor=MACHINE, at=max(at, meeting.starts_at))
        found = same.first()
    others = coming.exclude(series=meeting.series_id, occurrence=meeting.occurrence)
    return found or others.filter(series=meeting.series_id).first() or others.first()


def _carry(item: AgendaItem, meeting: Meeting, following: Meeting | None) -> bool:
    """Put an unreached item on the next agenda, with whoever is called in for it; whether it went there."""
    settled = (item.topic and item.topic.state not in WAITING) or (
        item.decision and item.decision.state not in UNSETTLED
    )
    if following is None or settled:
        return False
    if (carried := same_thing_on(following, item)) is not None:
        _fill_in(carried, item, carried_from=item)
    else:
        carried = _put_last(item, following)
    _bring_along(item, carried)
    record(ItemCarriedOver(meeting=following.pk, item=carried.pk, thing=thing_of(carried), from_meeting=meeting.pk))
    return True


def _put_last(item: AgendaItem, following: Meeting) -> AgendaItem:
    last = AgendaItem.objects.filter(meeting=following).order_by("-position").first()
    carried: AgendaItem = AgendaItem.objects.create(
        meeting=following,
        position=last.position + 1 if last else 1,
        title=item.title,
        topic=item.topic,
        initiative_id=item.initiative_id,
        decision=item.decision,
        purpose=item.purpose,
        why=item.why,
        minutes=item.minutes,
        lead_id=item.lead_id,
        carried_from=item,
    )
    return carried
