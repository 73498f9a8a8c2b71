"""Changing rounds and their notes. A note is written by nobody: neither its row nor the ledger knows who or when."""

from datetime import datetime

from parley.groups.queries import acting
from parley.kernel.refusals import Refused
from parley.ledger.door import action, record, unsigned
from parley.ledger.terms import MACHINE, Actor
from parley.meetings.actions.floor import _must_lead
from parley.meetings.events import RoundClosed, RoundOpened
from parley.meetings.models import Hand, LiveRoom, Meeting, Round, SealedNote
from parley.meetings.queries import (
    is_seen,
    items_visible_to,
    people_of_room,
    room_to_change,
    round_facts,
    writers_on,
)
from parley.meetings.rules import live as rules
from parley.meetings.terms.live import RoundKind
from parley.people.models import Person
from parley.voices.actions import hand_in_note, seal_notes, take_note_back
from parley.voices.rules import few_notes


@action
def open_round(
    *,
    meeting: Meeting,
    kind: RoundKind,
    question: str = "",
    seen_round: int | None = None,
    actor: Actor,
    at: datetime,
) -> Round:
    """Open a round on the item that is on; the one before is closed. One of the same kind that is open stays.

    So does one that another facilitator opened meanwhile: `seen_round` was open when the actor tapped, 0 for none.
    """
    room = room_to_change(meeting)
    _must_lead(actor, room)
    if room.item_id is None:
        raise Refused("No item is on. Go to one first, then hear people on it.")
    words = rules.question_of(question)
    now: Round | None = Round.objects.filter(room=room, closed_at=None).first()
    if now is not None and (now.kind is kind or seen_round not in (None, now.pk)):
        return now
    _close_round(room, at, show=None)
    made: Round = Round.objects.create(
        room=room,
        item_id=room.item_id,
        kind=kind,
        question=words,
        writers=writers_on(meeting, room.item, rules.here_since(at)) if room.item and kind is RoundKind.WRITTEN else 0,
        opened_at=at,
    )
    record(RoundOpened(meeting=meeting.pk, round=made.pk, round_kind=kind))
    return made


@action
def close_round(
    *, meeting: Meeting, seen_round: int | None = None, show: bool | None = None, actor: Actor, at: datetime
) -> None:
    """Close the round that is open, if any; its notes are shown to everybody from now on, unless not to `show` them.

    Raises Refused when few came in and nobody said whether to. A round that another facilitator opened after
    `seen_round` stays.
    """
    room = room_to_change(meeting)
    _must_lead(actor, room)
    _close_round(room, at, seen_round, show=show)


def _close_round(room: LiveRoom, at: datetime, seen_round: int | None = None, *, show: bool | None) -> None:
    """Close the open round and seal its notes: written anew in random order, their browsers forgotten.

    Those not to be shown are let go of. Raises Refused when they are few and nobody said whether to show them.
    """
    row = Round.objects.select_for_update(of=("self",)).filter(room=room, closed_at=None).first()
    if row is None or seen_round not in (None, row.pk):
        return
    shown, unshown = seal_notes(round_=row, show=show, actor=MACHINE, at=at)
    row.closed_at = at
    row.save(update_fields=["closed_at"])
    Hand.objects.filter(room=room, had_turn=True).update(had_turn=False)
    record(RoundClosed(meeting=room.meeting_id, round=row.pk, notes=shown, unshown=unshown))


def _end_round(room: LiveRoom, at: datetime) -> None:
    """Close the open round as its room ends: nobody is asked any more, so notes that are few are not shown."""
    notes = SealedNote.objects.filter(round__room=room, round__closed_at=None).count()
    _close_round(room, at, show=not few_notes(notes))


@unsigned
def write_note(*, round_: Round, words: str, secret: str, actor: Person, at: datetime) -> None:
    """Write a note without a name, which only the browser that holds `secret` can take back. Sent twice, it is one.

    That the actor is invited and sees what the round is about is asked, and not kept.
    """
    row = _open_to(round_, actor)
    rules.must_write_note(round_facts(row))
    hand_in_note(round_=row, words=words, secret=secret, actor=actor, at=at)


@unsigned
def take_back_note(*, round_: Round, number: int, secret: str, actor: Person, at: datetime) -> None:
    """Take a note back, while its round is open, from the browser that wrote it."""
    row = _open_to(round_, actor)
    rules.must_take_back(round_facts(row))
    take_note_back(round_=row, number=number, secret=secret, actor=actor, at=at)


def _open_to(round_: Round, person: Person) -> Round:
    """The round, held until the action ends, so that none is written while it closes. Raises Refused for others."""
    row: Round = Round.objects.select_related("room__meeting").select_for_update(of=("self",)).get(pk=round_.pk)
    meeting = row.room.meeting
    rules.must_be_invited(invited=people_of_room(meeting).filter(pk=person.pk).exists())
    item = items_visible_to(acting(person)).filter(pk=row.item_id or 0).first()
    if item is None or not is_seen(item):
        raise Refused("This round is about something you may not see. Ask whoever leads the item to let you in.")
    return row
