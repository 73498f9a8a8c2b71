"""Changing a live room: it opens, goes from item to item, and ends with the meeting, forgetting who did what in it."""

from datetime import datetime, timedelta

from parley.groups.queries import acting
from parley.kernel.refusals import Refused
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.meetings import rules
from parley.meetings.actions.floor import _must_lead, _pass_floor
from parley.meetings.actions.minutes import mark_item
from parley.meetings.actions.rounds import _close_round
from parley.meetings.events import ItemReached, RoomEnded, RoomOpened, TimeGiven
from parley.meetings.models import AgendaItem, FloorTime, HadFloor, Hand, LiveRoom, Meeting
from parley.meetings.queries import (
    locked,
    meeting_facts,
    people_invited_to,
    room_to_change,
    rooms_left_open,
    thing_of,
    voices_by_side,
)
from parley.meetings.rules import live as live_rules
from parley.meetings.terms import ItemState


@action
def open_room(*, meeting: Meeting, actor: Actor, at: datetime) -> LiveRoom:
    """Open the live room of a meeting at its first item; one that runs already is given back as it is."""
    row = locked(meeting)
    live_rules.must_open(acting(actor), meeting_facts(row), at)
    room: LiveRoom | None = LiveRoom.objects.filter(meeting=row).first()
    if room is not None and room.ended_at is None:
        return room
    first = AgendaItem.objects.filter(meeting=row, state=ItemState.AHEAD).first()
    room = room or LiveRoom(meeting=row, started_at=at)
    room.item, room.item_since, room.extra = first, at if first else None, 0
    room.ended_at, room.voices = None, None
    room.invited = people_invited_to(row).count()
    room.save()
    record(RoomOpened(meeting=row.pk))
    return room


@action
def go_to_item(*, meeting: Meeting, item: AgendaItem, seen_item: int | None = None, actor: Actor, at: datetime) -> None:
    """Go on to an item of the agenda; the one before counts as reached, its round is closed, and nobody has the floor.

    Of two facilitators who tap at once the first is followed: `seen_item` was on when the actor tapped, 0 for none.
    """
    locked(meeting)  # before its room, as whoever closes the meeting does
    room = room_to_change(meeting)
    _must_lead(actor, room)
    if item.meeting_id != meeting.pk:
        raise Refused("That item belongs to another meeting. Choose one of this agenda.")
    if room.item_id == item.pk or seen_item not in (None, room.item_id or 0):
        return
    before = AgendaItem.objects.filter(pk=room.item_id or 0, state=ItemState.AHEAD).first()
    if before:
        mark_item(item=before, reached=True, actor=actor, at=at)
    _close_round(room, at)
    _pass_floor(room, None, at)
    Hand.objects.filter(room=room, next=True).update(next=False)
    room.item, room.item_since, room.extra = item, at, 0
    room.save(update_fields=["item", "item_since", "extra"])
    record(ItemReached(meeting=meeting.pk, item=item.pk, thing=thing_of(item)))


@action
def give_time(
    *, meeting: Meeting, minutes: int, seen_extra: int, seen_item: int | None = None, actor: Actor, at: datetime
) -> None:
    """Give the item that is on more minutes; `seen_extra` were given before, so that two taps at once count once."""
    room = room_to_change(meeting)
    _must_lead(actor, room)
    if room.item_id is None:
        raise Refused("No item is on. Go to one first.")
    if room.extra != seen_extra or seen_item not in (None, room.item_id):
        return
    room.extra = live_rules.extra_of(room.extra, rules.minutes_of(minutes, most=30))
    room.save(update_fields=["extra"])
    record(TimeGiven(meeting=meeting.pk, minutes=minutes))


@action
def end_rooms_left_open(*, actor: Actor, at: datetime) -> int:
    """End the rooms that nobody ended, so that what they know of people does not stay; how many there were."""
    ended = 0
    for room in rooms_left_open(at - live_rules.LINGERS).select_for_update(of=("self",)):
        meeting = room.meeting
        if meeting.starts_at + timedelta(minutes=meeting.minutes) + live_rules.LINGERS < at:
            _end_room(meeting, at)
            ended += 1
    return ended


def _end_room(meeting: Meeting, at: datetime) -> None:
    """End a meeting's live room if it runs: count the voices, and forget whose. No sum stays of a side with few."""
    room = LiveRoom.objects.select_for_update(of=("self",)).filter(meeting=meeting, ended_at=None).first()
    if room is None:
        return
    _close_round(room, at)
    _pass_floor(room, None, at)
    voices = voices_by_side(room)
    room.voices = voices.total()
    room.ended_at, room.item, room.item_since = at, None, None
    room.save(update_fields=["voices", "ended_at", "item", "item_since"])
    HadFloor.objects.filter(room=room).delete()
    Hand.objects.filter(room=room).delete()
    FloorTime.objects.filter(room=room).exclude(side__in=live_rules.sides_kept(voices)).delete()
    record(RoomEnded(meeting=meeting.pk, voices=room.voices))
