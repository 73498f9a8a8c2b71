"""Changing who speaks: hands, who is asked next, and the floor. The ledger learns that it changed, and of nobody."""

from datetime import datetime

from django.db.models import F

from parley.groups.queries import acting
from parley.kernel.refusals import Refused
from parley.ledger.door import action, record, unsigned
from parley.ledger.terms import Actor
from parley.meetings.events import AskingChanged, FloorPassed, HandsChanged, TurnsChanged
from parley.meetings.models import FloorTime, HadFloor, Hand, LiveRoom, Meeting, Round
from parley.meetings.queries import meeting_facts, people_of_room, room_facts, room_to_change
from parley.meetings.rules import live as rules
from parley.meetings.terms.live import RoundKind
from parley.people.models import Person

LONGEST_TURN = 1_800  # seconds: a floor that nobody passed on was forgotten, and is counted as half an hour


@unsigned
def raise_hand(*, meeting: Meeting, up: bool, actor: Person, at: datetime) -> None:
    """Raise one's hand, or take it down. It keeps its place in the queue when it is raised twice."""
    room = room_to_change(meeting)
    _must_take_part(meeting, room, actor)
    _hand(room, actor, up=up, at=at)


@action
def lower_hand(*, meeting: Meeting, person: Person, actor: Actor, at: datetime) -> None:
    """Take somebody's hand down."""
    room = room_to_change(meeting)
    _must_lead(actor, room)
    _hand(room, person, up=False, at=at)


@unsigned
def ask_to_be_asked(*, meeting: Meeting, wish: bool, actor: Person, at: datetime) -> None:
    """Say that one would like to be asked, to the facilitators alone, or no longer."""
    room = room_to_change(meeting)
    _must_take_part(meeting, room, actor)
    _note(room, actor, asks=wish)


@unsigned
def pass_on(*, meeting: Meeting, actor: Person, at: datetime) -> None:
    """Say that one would rather not be asked now. It needs no reason and leaves no trace."""
    room = room_to_change(meeting)
    _must_take_part(meeting, room, actor)
    _note(room, actor, next=False)
    _take_turn(room, actor)


@action
def pass_turn(*, meeting: Meeting, person: Person, actor: Actor, at: datetime) -> None:
    """Let somebody’s turn pass, as they say in the room that they pass, or are not there."""
    room = room_to_change(meeting)
    _must_lead(actor, room)
    _must_be_invited(meeting, person)
    _take_turn(room, person)


@action
def ask_next(*, meeting: Meeting, person: Person, on: bool, actor: Actor, at: datetime) -> None:
    """Let somebody know that they are asked next, or not after all. Nobody else sees it but facilitators."""
    room = room_to_change(meeting)
    _must_lead(actor, room)
    _must_be_invited(meeting, person)
    _note(room, person, next=on)


@action
def give_floor(*, meeting: Meeting, person: Person | None, actor: Actor, at: datetime) -> None:
    """Give somebody the floor, or nobody: their hand goes down, and the turn before is added to its side's sum."""
    room = room_to_change(meeting)
    _must_lead(actor, room)
    if person is not None:
        _must_be_invited(meeting, person)
    if room.floor_id == (person.pk if person else None):
        return
    _pass_floor(room, person, at)
    if person is not None:
        Hand.objects.filter(room=room, person=person).update(hand_since=None, asks=False, next=False)
        HadFloor.objects.get_or_create(room=room, item_id=room.item_id, person=person)
        _take_turn(room, person)
    record(FloorPassed(meeting=meeting.pk))


def _must_lead(actor: Actor, room: LiveRoom) -> None:
    rules.must_lead(acting(actor), meeting_facts(room.meeting), room_facts(room.meeting, room))


def _pass_floor(room: LiveRoom, person: Person | None, at: datetime) -> None:
    """Add the turn that ends to the sum of its side, and let somebody else begin, or nobody."""
    if room.floor is not None and room.floor_since is not None:
        seconds = min(LONGEST_TURN, max(0, int((at - room.floor_since).total_seconds())))
        side = room.floor.side
        FloorTime.objects.get_or_create(room=room, side=side)
        FloorTime.objects.filter(room=room, side=side).update(turns=F("turns") + 1, seconds=F("seconds") + seconds)
    room.floor, room.floor_since = person, at if person else None
    room.save(update_fields=["floor", "floor_since"])


def _hand(room: LiveRoom, person: Person, *, up: bool, at: datetime) -> None:
    hand = Hand.objects.get_or_create(room=room, person=person)[0]
    if (hand.hand_since is not None) != up:
        hand.hand_since = at if up else None
        hand.save(update_fields=["hand_since"])
        record(HandsChanged(meeting=room.meeting_id))


def _note(room: LiveRoom, person: Person, **wanted: bool) -> None:
    hand = Hand.objects.get_or_create(room=room, person=person)[0]
    if any(getattr(hand, field) != value for field, value in wanted.items()):
        for field, value in wanted.items():
            setattr(hand, field, value)
        hand.save(update_fields=list(wanted))
        record(AskingChanged(meeting=room.meeting_id))


def _take_turn(room: LiveRoom, person: Person) -> None:
    """Note that somebody had their turn, or passed, while everybody is heard in turn. Its end forgets it."""
    if not Round.objects.filter(room=room, closed_at=None, kind=RoundKind.TURN).exists():
        return
    hand = Hand.objects.get_or_create(room=room, person=person)[0]
    if not hand.had_turn:
        hand.had_turn = True
        hand.save(update_fields=["had_turn"])
        record(TurnsChanged(meeting=room.meeting_id))


def _must_take_part(meeting: Meeting, room: LiveRoom, person: Person) -> None:
    rules.must_be_on(room_facts(meeting, room))
    rules.must_be_invited(invited=people_of_room(meeting).filter(pk=person.pk).exists())


def _must_be_invited(meeting: Meeting, person: Person) -> None:
    if not people_of_room(meeting).filter(pk=person.pk).exists():
        raise Refused(f"{person.name} does not come to this meeting. Choose somebody who does.", field="person")
