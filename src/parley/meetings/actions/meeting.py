"""Changing a meeting: planned, published, moved, cancelled, held."""

from datetime import datetime, timedelta

from parley.groups.models import Area
from parley.groups.queries import acting
from parley.groups.rules import must_be_open
from parley.kernel.refusals import Refused
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.meetings import rules
from parley.meetings.actions.carrying import _carry_rest
from parley.meetings.actions.live import _end_room
from parley.meetings.actions.series import LONGEST_MEETING
from parley.meetings.events import (
    ItemDiscussed,
    MeetingCancelled,
    MeetingHeld,
    MeetingMoved,
    MeetingPlanned,
    MeetingPublished,
)
from parley.meetings.models import AgendaItem, Meeting, RotaAsk
from parley.meetings.queries import locked, meeting_facts, thing_of
from parley.meetings.rules.holding import CLOSABLE
from parley.meetings.terms import ItemState, MeetingState
from parley.meetings.terms.rota import AskState
from parley.people.rules import must_have_a_name, must_name_a_zone


@action
def plan_meeting(
    *, area: Area, title: str, starts_at: datetime, time_zone: str, minutes: int = 60, actor: Actor, at: datetime
) -> Meeting:
    """Plan a meeting of its own, outside any series; nobody is told before its agenda is published."""
    rules.must_arrange(acting(actor), area.pk)
    must_be_open(area.name, dissolved=area.dissolved_on is not None)
    meeting = Meeting(
        area=area,
        title=must_have_a_name(title)[:200],
        starts_at=starts_at,
        minutes=rules.minutes_of(minutes, most=LONGEST_MEETING),
        time_zone=must_name_a_zone(time_zone),
    )
    if not at <= starts_at <= at + timedelta(days=731):
        raise Refused("A meeting is planned between now and two years ahead. Choose a day then.", field="day")
    meeting.save()
    record(MeetingPlanned(meeting=meeting.pk, area=area.pk))
    return meeting


@action
def publish_meeting(*, meeting: Meeting, actor: Actor, at: datetime) -> Meeting:
    """Publish the agenda, upon which everybody invited is told. Raises Refused when it is empty or was published."""
    row = locked(meeting)
    rules.must_run(acting(actor), meeting_facts(row))
    items = AgendaItem.objects.filter(meeting=row).count()
    rules.must_publish(meeting_facts(row), items, at)
    _to(row, MeetingState.PUBLISHED)
    record(MeetingPublished(meeting=row.pk, area=row.area_id, items=items))
    return row


@action
def cancel_meeting(*, meeting: Meeting, reason: str, actor: Actor, at: datetime) -> Meeting:
    """Cancel a meeting with the sentence that those invited are told; its items wait for the next agenda."""
    row = locked(meeting)
    rules.must_run(acting(actor), meeting_facts(row))
    rules.must_still_come(meeting_facts(row))
    needed = "Write a sentence for those who were to come: why is it cancelled?"
    why = rules.reason_of(reason, of=row.title, needed=needed)
    told = row.state is MeetingState.PUBLISHED
    row.cancelled_because = why
    _end_room(row, at)
    _to(row, MeetingState.CANCELLED)
    record(MeetingCancelled(meeting=row.pk, area=row.area_id, told=told), reason=why)
    _carry_rest(row, list(AgendaItem.objects.filter(meeting=row).select_related("topic", "decision")), at)
    return row


@action
def move_meeting(*, meeting: Meeting, starts_at: datetime, reason: str = "", actor: Actor, at: datetime) -> Meeting:
    """Move a meeting to another moment; its place in the series stays taken, so the series does not make it again."""
    row = locked(meeting)
    rules.must_run(acting(actor), meeting_facts(row))
    rules.must_move(meeting_facts(row), starts_at, at)
    before, row.starts_at = row.starts_at, starts_at
    row.held_anyway = False  # that was said of another day, and so was who cannot run it
    RotaAsk.objects.filter(meeting=row, state=AskState.DECLINED).update(state=AskState.OVER)
    row.version += 1
    row.save(update_fields=["starts_at", "held_anyway", "version"])
    if at < starts_at - CLOSABLE:
        _end_room(row, at)  # nothing that it knows of people waits for another day
    told = row.state is MeetingState.PUBLISHED
    record(
        MeetingMoved(meeting=row.pk, area=row.area_id, before=before, after=starts_at, told=told),
        reason=rules.reason_of(reason, of=row.title),
    )
    return row


@action
def hold_meeting(*, meeting: Meeting, actor: Actor, at: datetime) -> Meeting:
    """Close a meeting: items that were not reached and still wait carry over to the next one."""
    viewer = acting(actor)
    row = locked(meeting)
    rules.must_write_minutes(viewer, meeting_facts(row), at)
    rules.must_hold(meeting_facts(row), at)
    _end_room(row, at)
    _to(row, MeetingState.HELD)
    items = list(AgendaItem.objects.filter(meeting=row).select_related("topic", "decision"))
    carried = _carry_rest(row, items, at)
    discussed = [item for item in items if item.state is ItemState.DONE]
    record(MeetingHeld(meeting=row.pk, area=row.area_id, discussed=len(discussed), carried=carried))
    for thing in dict.fromkeys(thing_of(item) for item in discussed):
        if thing:
            record(ItemDiscussed(meeting=row.pk, thing=thing))
    return row


def _to(meeting: Meeting, state: MeetingState) -> None:
    meeting.state = state
    meeting.version += 1
    meeting.save(update_fields=["state", "version", "cancelled_because"])
