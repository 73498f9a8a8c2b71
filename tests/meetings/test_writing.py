"""What is written down of a meeting: notes, attendance and promises."""

from datetime import timedelta

import pytest

from parley.groups.actions import remove_member
from parley.kernel.refusals import Refused, Stale
from parley.meetings.actions import (
    call_in,
    drop_point,
    finish_point,
    hold_meeting,
    name_note_taker,
    note_attendance,
    promise,
    publish_meeting,
    write_minutes,
    write_notes,
)
from parley.meetings.models import ActionPoint, AgendaItem, Attendance
from parley.meetings.queries import is_seen, items_visible_to
from parley.meetings.terms import ItemState, NotesDraft, Presence, action_point_ref, meeting_ref
from tests.cast import Cast, history
from tests.meetings.made import initiative, line, published, soon

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_minutes_are_written_once_at_a_time(cast: Cast):
    meeting = published(cast)
    item = AgendaItem.objects.get(meeting=meeting)
    with pytest.raises(Refused, match="Offer to take notes"):
        write_notes(item=item, notes="Hi", actor=cast.sam, at=cast.at)
    name_note_taker(meeting=meeting, person=cast.sam, actor=cast.sam, at=cast.at)
    write_notes(item=item, notes="They ask for proof.", seen_version=1, actor=cast.sam, at=cast.at)
    with pytest.raises(Stale) as stale:
        write_notes(item=item, notes="They ask for speed.", seen_version=1, actor=cast.femi, at=cast.at)
    assert (stale.value.theirs, stale.value.yours) == ("They ask for proof.", "They ask for speed.")
    item.refresh_from_db()
    assert (item.notes, item.version, item.state) == ("They ask for proof.", 2, ItemState.DONE)
    write_notes(item=item, notes="They ask for both.", seen_version=2, actor=cast.femi, at=cast.at)
    assert history(meeting_ref(meeting.pk))[0] == f"wrote the minutes of an item in [meeting:{meeting.pk}]"
    with pytest.raises(Refused, match="20,000"):
        write_notes(item=item, notes="x" * 20_001, actor=cast.femi, at=cast.at)


def test_minutes_of_several_items_are_written_together_or_not_at_all(cast: Cast):
    meeting = published(cast, "one", "two", "three")
    one, two, three = AgendaItem.objects.filter(meeting=meeting)
    elsewhere = line(cast, soon(cast))
    by = {"meeting": meeting, "actor": cast.femi, "at": cast.at}
    write_minutes(notes=[NotesDraft(one.pk, "Proof.", 1), NotesDraft(two.pk, "", 7)], **by)
    before = history(meeting_ref(meeting.pk))
    assert before[0] == f"wrote the minutes of an item in [meeting:{meeting.pk}]"
    for last in (NotesDraft(one.pk, "Speed.", 1), NotesDraft(elsewhere.pk, "Elsewhere.", 1)):
        with pytest.raises(Stale):
            write_minutes(notes=[NotesDraft(three.pk, "Three.", 1), last], **by)
    assert list(AgendaItem.objects.filter(meeting=meeting).values_list("notes", "version", "state")) == [
        ("Proof.", 2, ItemState.DONE), ("", 1, ItemState.AHEAD), ("", 1, ItemState.AHEAD),
    ]  # fmt: skip
    assert history(meeting_ref(meeting.pk)) == before


def test_a_note_taker_is_somebody_who_comes(cast: Cast):
    meeting = published(cast)
    with pytest.raises(Refused, match="not in this group"):
        name_note_taker(meeting=meeting, person=cast.omar, actor=cast.femi, at=cast.at)
    with pytest.raises(Refused, match="facilitators"):
        name_note_taker(meeting=meeting, person=cast.aiko, actor=cast.sam, at=cast.at)
    name_note_taker(meeting=meeting, person=cast.aiko, actor=cast.femi, at=cast.at)
    assert history(meeting_ref(meeting.pk))[0].startswith(f"named [person:{cast.aiko.pk}] to take the notes")
    with pytest.raises(Refused, match="Somebody takes the notes already"):
        name_note_taker(meeting=meeting, person=cast.sam, actor=cast.sam, at=cast.at)


def test_who_is_called_in_for_one_item_cannot_take_the_notes_and_close_the_meeting(cast: Cast):
    meeting = soon(cast)
    call_in(item=line(cast, meeting), person=cast.lena, actor=cast.femi, at=cast.at)
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    with pytest.raises(Refused, match="Only people of this group"):
        name_note_taker(meeting=meeting, person=cast.lena, actor=cast.lena, at=cast.at)
    with pytest.raises(Refused, match="not in this group"):
        name_note_taker(meeting=meeting, person=cast.lena, actor=cast.femi, at=cast.at)


def test_taking_the_notes_opens_nothing_and_ends_with_belonging_to_the_group(cast: Cast):
    meeting = soon(cast)
    secret = line(cast, meeting, initiative=initiative(cast), actor=cast.noor)
    free = line(cast, meeting)
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    name_note_taker(meeting=meeting, person=cast.sam, actor=cast.femi, at=cast.at)
    now = {"actor": cast.sam, "at": cast.at}
    assert not is_seen(items_visible_to(cast.viewer(cast.sam)).get(pk=secret.pk))
    promised = {"meeting": meeting, "text": "Ask Legal.", "owner": cast.sam, "due_on": meeting.starts_at.date()}
    for write in (
        lambda: write_notes(item=secret, notes="I was there.", **now),
        lambda: promise(item=secret, **promised, **now),
    ):
        with pytest.raises(Refused, match="something you may not see"):
            write()
    write_notes(item=free, notes="They ask for proof.", **now)
    remove_member(area=cast.identity, person=cast.sam, actor=cast.femi, at=cast.at)
    for late in (
        lambda: write_notes(item=free, notes="They ask for speed.", **now),
        lambda: promise(item=free, **promised, **now),
        lambda: hold_meeting(meeting=meeting, **now),
    ):
        with pytest.raises(Refused, match="Only the note-taker and the facilitators"):
            late()


def test_nobody_names_themselves_to_rewrite_the_minutes_of_a_held_meeting(cast: Cast):
    meeting = published(cast)
    hold_meeting(meeting=meeting, actor=cast.femi, at=meeting.starts_at)
    with pytest.raises(Refused, match="This meeting is over"):
        name_note_taker(meeting=meeting, person=cast.sam, actor=cast.sam, at=meeting.starts_at)
    name_note_taker(meeting=meeting, person=cast.sam, actor=cast.femi, at=meeting.starts_at)


def test_attendance_is_noted_and_apologies_are_sent_by_oneself(cast: Cast):
    meeting = published(cast, ahead=timedelta(days=5))
    apologies = {cast.sam.pk: Presence.APOLOGIES}
    note_attendance(meeting=meeting, presences=apologies, actor=cast.sam, at=cast.at)
    with pytest.raises(Refused, match="note-taker"):
        note_attendance(meeting=meeting, presences=apologies, actor=cast.aiko, at=cast.at)
    then = meeting.starts_at
    all_of = {cast.sam.pk: Presence.APOLOGIES, cast.aiko.pk: Presence.PRESENT, cast.noor.pk: Presence.ABSENT}
    note_attendance(meeting=meeting, presences=all_of, actor=cast.femi, at=then)
    assert Attendance.objects.filter(meeting=meeting).count() == 3
    said = f"noted attendance of [meeting:{meeting.pk}]: 1 present, 1 with apologies, 1 absent"
    assert history(meeting_ref(meeting.pk))[0] == said
    with pytest.raises(Refused, match="not invited"):
        note_attendance(meeting=meeting, presences={cast.omar.pk: Presence.PRESENT}, actor=cast.femi, at=then)


def test_promises_are_written_down_kept_or_let_go(cast: Cast):
    meeting = published(cast)
    now = {"actor": cast.femi, "at": cast.at}
    due = cast.at.date() + timedelta(days=7)
    point = promise(meeting=meeting, text="Ask the two retailers", owner=cast.aiko, due_on=due, **now)
    other = promise(meeting=meeting, text="Write it up", owner=cast.sam, due_on=due, **now)
    said = f"noted what [person:{cast.aiko.pk}] promised in [meeting:{meeting.pk}] by"
    assert history(action_point_ref(point.pk))[0].startswith(said)
    with pytest.raises(Refused, match="Only whoever promised"):
        finish_point(point=point, actor=cast.sam, at=cast.at)
    finish_point(point=point, actor=cast.aiko, at=cast.at)
    with pytest.raises(Refused, match="closed already"):
        finish_point(point=point, actor=cast.aiko, at=cast.at)
    with pytest.raises(Refused, match="Write why"):
        drop_point(point=other, reason=" ", **now)
    with pytest.raises(Refused, match="does not say why yet"):
        drop_point(point=other, reason="ok", **now)
    drop_point(point=other, reason="The client left.", **now)
    other.refresh_from_db()
    assert other.dropped_because == "The client left."
    assert history(action_point_ref(other.pk))[0] == f"let go of what [person:{cast.sam.pk}] promised"


@pytest.mark.parametrize(("wrong", "sentence"), [
    ({"text": " "}, "Write what was promised"),
    ({"owner": "omar"}, "does not come"),
    ({"days": -3}, "between today"),
    ({"days": 900}, "between today"),
])  # fmt: skip
def test_a_promise_has_words_an_owner_and_a_day(cast: Cast, wrong, sentence):
    meeting = published(cast)
    due = cast.at.date() + timedelta(days=wrong.get("days", 7))
    owner = getattr(cast, wrong.get("owner", "sam"))
    with pytest.raises(Refused, match=sentence):
        promise(meeting=meeting, text=wrong.get("text", "Ask"), owner=owner, due_on=due, actor=cast.femi, at=cast.at)
    assert not ActionPoint.objects.exists()
