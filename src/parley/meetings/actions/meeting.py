"""Changing a meeting: planned, published, moved, cancelled, held."""

from datetime import datetime, timedelta

from parley.decisions.terms import UNSETTLED
from parley.groups.models import Area
from parley.groups.queries import acting
from parley.groups.rules import must_be_open
from parley.kernel.refusals import Refused
from parley.ledger.door import action, record
from parley.ledger.terms import MACHINE, Actor
from parley.meetings import rules
from parley.meetings.actions.live import _end_room
from parley.meetings.actions.planning import plan_ahead
from parley.meetings.actions.series import LONGEST_MEETING
from parley.meetings.events import (
    ItemCarriedOver,
    ItemDiscussed,
    MeetingCancelled,
    MeetingHeld,
    MeetingMoved,
    MeetingPlanned,
    MeetingPublished,
)
from parley.meetings.models import AgendaItem, CalledIn, Meeting
from parley.meetings.queries import locked, meeting_facts, same_thing_on, thing_of
from parley.meetings.terms import PLANNED_AHEAD, STILL_TO_COME, ItemState, MeetingState
from parley.people.rules import must_have_a_name, must_name_a_zone
from parley.topics.terms import WAITING


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
    row.held_anyway = False  # that was said of another day
    row.version += 1
    row.save(update_fields=["starts_at", "held_anyway", "version"])
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


def _next_after(meeting: Meeting, at: datetime) -> Meeting | None:
    """The next meeting that is still to come, held until the end: the next same sitting of the series, made if need be.

    What an extra meeting did not reach, or the last one of a series, goes to the group's next meeting; never to the
    other sitting of the same day, where nobody is who was to hear it.
    """
    later = Meeting.objects.filter(area=meeting.area_id, state__in=STILL_TO_COME, starts_at__gt=meeting.starts_at)
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


def _carry_rest(meeting: Meeting, items: list[AgendaItem], at: datetime) -> int:
    """Mark what was not reached, and put it on the next agenda; how many items went there."""
    unreached = [item for item in items if item.state is ItemState.AHEAD]
    if not unreached:
        return 0
    AgendaItem.objects.filter(pk__in=[item.pk for item in unreached]).update(state=ItemState.UNREACHED)
    following = _next_after(meeting, at)
    return sum(_carry(item, meeting, following) for item in unreached)


def _carry(item: AgendaItem, meeting: Meeting, following: Meeting | None) -> bool:
    """Put an unreached item on the next agenda, with whoever is called in for it; whether it went there."""
    settled = (item.topic and item.topic.state not in WAITING) or (
        item.decision and item.decision.state not in UNSETTLED
    )
    if following is None or settled:
        return False
    if (there := same_thing_on(following, item)) is not None:
        carried = _joined(item, there)
    else:
        carried = _put_last(item, following)
    called = CalledIn.objects.filter(item=item).exclude(person__in=carried.called_in.values("person"))
    CalledIn.objects.bulk_create(
        CalledIn(item=carried, person_id=who, function_id=what)
        for who, what in called.values_list("person", "function")
    )
    record(ItemCarriedOver(meeting=following.pk, item=carried.pk, thing=thing_of(carried), from_meeting=meeting.pk))
    return True


def _joined(item: AgendaItem, there: AgendaItem) -> AgendaItem:
    """Make an unreached item one with what stands for it on the next agenda; what that lacks comes from this one."""
    there.carried_from = there.carried_from or item
    there.why = there.why or item.why
    there.lead_id = there.lead_id or item.lead_id
    there.save(update_fields=["carried_from", "why", "lead"])
    return there


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
