"""Writing down in one line, while a meeting is on: decisions, promises, topics for later, what a client said."""

from datetime import date, datetime

from parley.clients.actions import note_insight
from parley.clients.models import Client
from parley.groups.queries import acting
from parley.kernel.refusals import Refused
from parley.kernel.spans import today_of
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.meetings.actions.minutes import mark_item, promise
from parley.meetings.events import LineCaptured, NotesWritten
from parley.meetings.models import AgendaItem, Capture, Meeting
from parley.meetings.queries import (
    is_seen,
    items_visible_to,
    locked,
    meeting_facts,
    people_of_room,
    room_facts,
    room_to_change,
    thing_of,
)
from parley.meetings.rules import LONGEST_NOTES, text_of
from parley.meetings.rules import live as rules
from parley.meetings.terms import ItemState
from parley.meetings.terms.live import Captured
from parley.people.models import Person
from parley.topics.actions import bring_topic
from parley.topics.terms import TopicKind


@action
def add_note_line(*, meeting: Meeting, line: str, actor: Actor, at: datetime) -> None:
    """Add a line to the minutes of the item that is on. Lines of several people who write at once all stay.

    The last line sent once more, as after a lost answer, is one line; so it is with all that is written down here.
    """
    item = _item_to_write(meeting, actor)
    if item is None:
        raise Refused("No item is on. Go to one first, then write down what is said about it.")
    clean = rules.line_of(line, "line", needed="Write what was said, in a sentence.")
    if item.notes.split("\n")[-1] != clean:
        _add(item, clean)


@action
def capture_decision(*, meeting: Meeting, words: str, actor: Actor, at: datetime) -> Capture:
    """Write down what the group decided. What competes is decided on its own page."""
    item = _item_to_write(meeting, actor)
    clean = rules.line_of(words, "words", needed=rules.words_of_capture(Captured.DECISION))
    if twin := _sent_before(meeting, item, Captured.DECISION, words=clean):
        return twin
    _reach(item, actor, at)
    return _capture(meeting, item, Captured.DECISION, words=clean)


@action
def capture_promise(
    *, meeting: Meeting, words: str, owner: Person, due_on: date, actor: Actor, at: datetime
) -> Capture:
    """Write down what somebody promised, by a day."""
    item = _item_to_write(meeting, actor)
    clean = rules.line_of(words, "words", needed=rules.words_of_capture(Captured.ACTION))
    same = {"point__text": clean, "point__owner": owner, "point__due_on": due_on}
    if twin := _sent_before(meeting, item, Captured.ACTION, **same):
        return twin
    point = promise(meeting=meeting, text=clean, owner=owner, due_on=due_on, item=item, actor=actor, at=at)
    _reach(item, actor, at)
    return _capture(meeting, item, Captured.ACTION, point=point)


@action
def capture_topic(
    *, meeting: Meeting, words: str, why: str, raised_by: Person | None = None, actor: Person, at: datetime
) -> Capture:
    """Leave something for later: it becomes a topic of the group, which gets an answer by its day.

    It is brought by who raised it, or by the actor where nobody is named. Raises Refused for who does not come.
    """
    item = _item_to_write(meeting, actor)
    title = rules.line_of(words, "words", needed=rules.words_of_capture(Captured.PARKED))
    if twin := _sent_before(meeting, item, Captured.PARKED, topic__title=title):
        return twin
    _must_be_there(meeting, raised_by)
    topic = bring_topic(area=meeting.area, kind=TopicKind.QUESTION, title=title, why=why, raised_by=raised_by,
                        actor=actor, at=at)  # fmt: skip
    _reach(item, actor, at)
    return _capture(meeting, item, Captured.PARKED, topic=topic)


@action
def capture_insight(
    *, meeting: Meeting, client: Client, words: str, told_by: Person | None = None, actor: Person, at: datetime
) -> Capture:
    """Note what a client said, as somebody told it in the meeting: `told_by`, or the actor where nobody is named."""
    item = _item_to_write(meeting, actor)
    clean = rules.line_of(words, "words", needed=rules.words_of_capture(Captured.INSIGHT))
    if twin := _sent_before(meeting, item, Captured.INSIGHT, insight__client=client, insight__text=clean):
        return twin
    _must_be_there(meeting, told_by)
    behalf = None if told_by == actor else told_by
    insight = note_insight(client=client, text=clean, said_on=today_of(actor, at), on_behalf_of=behalf, actor=actor,
                           at=at)  # fmt: skip
    _reach(item, actor, at)
    return _capture(meeting, item, Captured.INSIGHT, insight=insight)


def _item_to_write(meeting: Meeting, actor: Actor) -> AgendaItem | None:
    """The item that is on, held until the action ends; None between items. Raises Refused for who may not write."""
    viewer = acting(actor)
    locked(meeting)  # before its room, as whoever closes the meeting does
    room = room_to_change(meeting)
    rules.must_capture(viewer, meeting_facts(meeting), room_facts(meeting, room))
    if room.item_id is None:
        return None
    found = items_visible_to(viewer).filter(pk=room.item_id).first()
    if found is None or not is_seen(found):
        raise Refused("This item is about something you may not see. Ask whoever leads it to write down what was said.")
    item: AgendaItem = AgendaItem.objects.select_for_update().get(pk=room.item_id)
    return item


def _must_be_there(meeting: Meeting, person: Person | None) -> None:
    if person is not None and not people_of_room(meeting).filter(pk=person.pk).exists():
        raise Refused(f"{person.name} does not come to this meeting. Name somebody who does.", field="who")


def _reach(item: AgendaItem | None, actor: Actor, at: datetime) -> None:
    """Mark the item as reached: something came of it."""
    if item is not None:
        mark_item(item=item, reached=True, actor=actor, at=at)


def _add(item: AgendaItem, line: str) -> None:
    item.notes = text_of(rules.with_line(item.notes, line), "line", most=LONGEST_NOTES)
    item.version += 1
    item.state = ItemState.DONE
    item.save(update_fields=["notes", "version", "state"])
    record(NotesWritten(meeting=item.meeting_id, item=item.pk, thing=thing_of(item)))


def _sent_before(meeting: Meeting, item: AgendaItem | None, kind: Captured, **same: object) -> Capture | None:
    found: Capture | None = Capture.objects.filter(meeting=meeting, item=item, kind=kind, **same).first()
    return found


def _capture(meeting: Meeting, item: AgendaItem | None, kind: Captured, **what: object) -> Capture:
    made: Capture = Capture.objects.create(meeting=meeting, item=item, kind=kind, **what)
    record(LineCaptured(meeting=meeting.pk, captured=kind))
    return made
