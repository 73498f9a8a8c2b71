"""Changing what is written down: who came, what was said about each item, and what was promised."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from parley.groups.queries import acting, insiders
from parley.kernel.refusals import Refused, Stale
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.meetings import rules
from parley.meetings.events import (
    AttendanceNoted,
    ItemMarked,
    NotesWritten,
    NoteTakerNamed,
    PointDropped,
    PointFinished,
    PointPromised,
    PointReopened,
)
from parley.meetings.models import ActionPoint, AgendaItem, Attendance, Meeting
from parley.meetings.queries import (
    is_seen,
    item_now,
    items_visible_to,
    locked,
    meeting_facts,
    open_points,
    people_invited_to,
    thing_of,
)
from parley.meetings.terms import ItemState, MeetingState, NotesDraft, Presence
from parley.people.models import Person
from parley.people.terms import Viewer

HIDDEN = "This item is about something you may not see. Ask whoever leads it to write down what was said."


@action
def name_note_taker(*, meeting: Meeting, person: Person, actor: Actor, at: datetime) -> None:
    """Say who takes the notes: a facilitator names anybody of the group, insiders offer themselves when nobody does."""
    row = locked(meeting)
    rules.must_name_note_taker(acting(actor), meeting_facts(row), person.pk)
    if not insiders(row.area_id).filter(pk=person.pk).exists():
        raise Refused(f"{person.name} is not in this group. Name somebody who is.", field="person")
    if row.note_taker_id == person.pk:
        return
    row.note_taker = person
    row.save(update_fields=["note_taker"])
    record(NoteTakerNamed(meeting=row.pk, area=row.area_id, person=person.pk))


@action
def note_attendance(*, meeting: Meeting, presences: Mapping[int, Presence], actor: Actor, at: datetime) -> None:
    """Note who came, by people's keys. Everybody may send apologies; the rest is for who writes the minutes."""
    viewer = acting(actor)
    row = locked(meeting)
    facts = meeting_facts(row)
    alone = list(presences.items()) == [(viewer.person, Presence.APOLOGIES)]
    if alone and row.state is MeetingState.PUBLISHED:
        pass  # apologies come in whenever somebody knows
    else:
        rules.must_write_minutes(viewer, facts, at)
    there = dict(Attendance.objects.filter(meeting=row).values_list("person", "presence"))
    invited = set(people_invited_to(row).values_list("pk", flat=True)) | set(there)
    if set(presences) - invited:
        raise Refused("Somebody on this list was not invited. Note only who was, and reload the page.")
    changed = {person: presence for person, presence in presences.items() if there.get(person) != presence}
    if changed:
        Attendance.objects.filter(meeting=row, person__in=changed).delete()
        Attendance.objects.bulk_create(
            Attendance(meeting=row, person_id=person, presence=presence) for person, presence in changed.items()
        )
        all_of = list((there | changed).values())
        counts = {word.value: all_of.count(word) for word in Presence}
        record(AttendanceNoted(meeting=row.pk, area=row.area_id, **counts))


@action
def write_notes(
    *, item: AgendaItem, notes: str, seen_version: int | None = None, actor: Actor, at: datetime
) -> AgendaItem:
    """Write the minutes of one item, as `write_minutes` does."""
    draft = NotesDraft(item.pk, notes, seen_version)
    write_minutes(meeting=item.meeting, notes=[draft], actor=actor, at=at)
    written: AgendaItem = AgendaItem.objects.get(pk=item.pk)
    return written


@action
def write_minutes(*, meeting: Meeting, notes: Sequence[NotesDraft], actor: Actor, at: datetime) -> None:
    """Write the minutes of several items, all or none; each that changes counts as reached.

    Raises Stale when somebody wrote about one of them meanwhile, or took it off the agenda.
    """
    viewer = acting(actor)
    row = locked(meeting)
    rules.must_write_minutes(viewer, meeting_facts(row), at)
    keys = [draft.item for draft in notes]
    seen = {item.pk for item in items_visible_to(viewer).filter(meeting=row, pk__in=keys) if is_seen(item)}
    there = {item.pk: item for item in AgendaItem.objects.filter(meeting=row, pk__in=keys).select_for_update()}
    for draft in notes:
        text = rules.text_of(draft.notes.replace("\r\n", "\n"), "notes", most=rules.LONGEST_NOTES)
        if draft.item not in there:
            sentence = "An item was taken off the agenda meanwhile. Put what you wrote into the notes of another."
            raise Stale(sentence, theirs="", yours=text)
        if draft.item not in seen:
            raise Refused(HIDDEN)
        _write(row, there[draft.item], text, draft.seen_version)


def _write(row: Meeting, now: AgendaItem, text: str, seen_version: int | None) -> None:
    if text == now.notes:
        return
    if seen_version is not None and seen_version != now.version:
        raise Stale(
            "Somebody else wrote minutes of this item meanwhile. Put both together and send them again.",
            theirs=now.notes,
            yours=text,
        )
    now.notes = text
    now.version += 1
    if text and row.state is not MeetingState.HELD:
        now.state = ItemState.DONE
    now.save(update_fields=["notes", "version", "state"])
    record(NotesWritten(meeting=row.pk, item=now.pk, thing=thing_of(now)))


@action
def mark_item(*, item: AgendaItem, reached: bool, actor: Actor, at: datetime) -> None:
    """Mark an item as reached, or not after all, while the meeting is on."""
    row = locked(item.meeting)
    rules.must_write_minutes(acting(actor), meeting_facts(row), at)
    if row.state is MeetingState.HELD:
        raise Refused("The meeting is closed, so what was not reached has gone to the next agenda. Change it there.")
    state = ItemState.DONE if reached else ItemState.AHEAD
    now = item_now(item)
    if now.state is not state:
        AgendaItem.objects.filter(pk=now.pk).update(state=state)
        record(ItemMarked(meeting=row.pk, item=now.pk, thing=thing_of(now), state=state))


@action
def promise(
    *,
    meeting: Meeting,
    text: str,
    owner: Person,
    due_on: date,
    item: AgendaItem | None = None,
    actor: Actor,
    at: datetime,
) -> ActionPoint:
    """Write down what somebody promised, by a day between today and two years ahead; again writes nothing."""
    viewer = acting(actor)
    row = locked(meeting)
    rules.must_write_minutes(viewer, meeting_facts(row), at)
    clean = rules.text_of(text, "text", needed="Write what was promised, as a sentence.")
    if not people_invited_to(row).filter(pk=owner.pk).exists():
        raise Refused(f"{owner.name} does not come to this meeting. Name somebody who does.", field="owner")
    if not at.date() - timedelta(days=1) <= due_on <= at.date() + timedelta(days=731):
        raise Refused("Choose a day between today and two years ahead.", field="due_on")
    if item is not None and item.meeting_id != row.pk:
        raise Refused("That item belongs to another meeting. Choose one of this agenda.", field="item")
    if item is not None:
        _must_be_seen(viewer, item)
    said = {"area_id": row.area_id, "meeting": row, "item": item, "text": clean, "owner": owner, "due_on": due_on}
    there: ActionPoint | None = open_points(ActionPoint.objects.filter(**said)).first()
    if there:  # a button pressed twice
        return there
    point: ActionPoint = ActionPoint.objects.create(**said)
    record(PointPromised(point=point.pk, area=row.area_id, meeting=row.pk, owner=owner.pk, due_on=due_on))
    return point


@action
def finish_point(*, point: ActionPoint, actor: Actor, at: datetime) -> None:
    """Mark what was promised as done."""
    row = _open(point, actor)
    row.done_at = at
    row.save(update_fields=["done_at"])
    record(PointFinished(point=row.pk, area=row.area_id, meeting=row.meeting_id, owner=row.owner_id))


@action
def reopen_point(*, point: ActionPoint, actor: Actor, at: datetime) -> None:
    """Take back that what was promised is done; again changes nothing. Raises Refused when it was let go of."""
    row = _held(point, actor)
    if row.dropped_because:
        raise Refused("This was let go of. Write down a new promise if it is to be done after all.")
    if row.done_at:
        row.done_at = None
        row.save(update_fields=["done_at"])
        record(PointReopened(point=row.pk, area=row.area_id, meeting=row.meeting_id, owner=row.owner_id))


@action
def drop_point(*, point: ActionPoint, reason: str, actor: Actor, at: datetime) -> None:
    """Let go of what was promised, with the reason."""
    row = _open(point, actor)
    needed = "Write why this will not be done, so that nobody waits for it."
    why = rules.reason_of(reason, of=point.text, needed=needed)
    row.dropped_because = why
    row.save(update_fields=["dropped_because"])
    record(PointDropped(point=row.pk, area=row.area_id, meeting=row.meeting_id, owner=row.owner_id), reason=why)


def _must_be_seen(viewer: Viewer, item: AgendaItem) -> None:
    found = items_visible_to(viewer).filter(pk=item.pk).first()
    if found is None or not is_seen(found):
        raise Refused(HIDDEN)


def _open(point: ActionPoint, actor: Actor) -> ActionPoint:
    """The point, held until the action ends. Raises Refused when it is closed or the actor may not close it."""
    row = _held(point, actor)
    if row.done_at or row.dropped_because:
        raise Refused("This is closed already. Write down a new promise if more is to be done.")
    return row


def _held(point: ActionPoint, actor: Actor) -> ActionPoint:
    """The point, held until the action ends. Raises Refused when the actor may not close it."""
    found = ActionPoint.objects.select_related("meeting__area").select_for_update(of=("self",))
    row: ActionPoint = found.get(pk=point.pk)
    meeting = meeting_facts(row.meeting) if row.meeting else None
    rules.must_be_owner(acting(actor), row.owner_id, row.area_id, meeting)
    return row
