"""The two taps after a meeting cannot be joined to whoever gave them, by any path."""

from datetime import timedelta

import pytest
from django.core import serializers

from parley.groups.queries import acting
from parley.kernel.refusals import Refused
from parley.ledger.models import Entry, Pending
from parley.ledger.terms import MACHINE
from parley.meetings.actions import call_in, give_taps, hold_meeting, note_attendance, seal_taps_due
from parley.meetings.models import TapCount, TapGiven, TapRelease
from parley.meetings.queries import asks_for_taps, taps_of
from parley.meetings.terms import Presence, meeting_ref
from parley.meetings.terms.taps import Tap
from tests.cast import Cast, history
from tests.meetings.made import published

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def held(cast: Cast, *, there=None, ahead=timedelta(hours=1)):
    """A meeting that was held, with whoever was there."""
    meeting = published(cast, ahead=ahead)
    at = meeting.starts_at + timedelta(minutes=meeting.minutes)
    people = there or [cast.noor, cast.sam, cast.aiko, cast.femi, cast.elena]
    note_attendance(meeting=meeting, presences=dict.fromkeys((p.pk for p in people), Presence.PRESENT), actor=cast.femi,
                    at=at)  # fmt: skip
    hold_meeting(meeting=meeting, actor=cast.femi, at=at)
    meeting.refresh_from_db()
    return meeting, at


def tap(meeting, at, *people, could_say=Tap.YES, worth=Tap.NO):
    for person in people:
        give_taps(meeting=meeting, could_say=could_say, worth=worth, actor=person, at=at)


def test_answers_are_counts_that_are_sealed_after_a_week(cast: Cast):
    meeting, at = held(cast)
    tap(meeting, at, cast.noor, cast.sam, cast.aiko, cast.femi)
    tap(meeting, at, cast.elena, could_say=Tap.PARTLY, worth=Tap.YES)
    assert taps_of(cast.identity.pk).could_say is None  # nothing is live
    assert seal_taps_due(actor=MACHINE, at=at + timedelta(days=7)) == 0
    assert seal_taps_due(actor=MACHINE, at=at + timedelta(days=7, seconds=1)) == 1
    release = TapRelease.objects.get(meeting=meeting)
    assert (release.could_say_yes, release.could_say_partly, release.could_say_no) == (4, 1, 0)
    assert (release.worth_yes, release.worth_partly, release.worth_no) == (1, 0, 4)
    assert not TapCount.objects.exists()
    assert not TapGiven.objects.exists()
    shown = taps_of(cast.identity.pk)
    assert shown.could_say
    assert (shown.could_say.share, shown.could_say.answers, shown.meetings, shown.of) == (80, "5 to 9", 1, 1)
    assert "sealed the answers to the two questions after" in history(meeting_ref(meeting.pk))[0]
    assert seal_taps_due(actor=MACHINE, at=at + timedelta(days=30)) == 0


def test_of_four_answers_nothing_stays(cast: Cast):
    meeting, at = held(cast)
    tap(meeting, at, cast.noor, cast.sam, cast.aiko, cast.femi)
    seal_taps_due(actor=MACHINE, at=at + timedelta(days=8))
    release = TapRelease.objects.get(meeting=meeting)
    assert sum(getattr(release, field.name) for field in release._meta.fields if field.name[-1] in "syo") == 0
    assert taps_of(cast.identity.pk).could_say is None
    assert taps_of(cast.identity.pk).of == 1


def test_answering_twice_too_late_or_from_outside_is_refused(cast: Cast):
    meeting, at = held(cast, there=[cast.noor, cast.sam])
    tap(meeting, at, cast.noor)
    for person, when, words in (
        (cast.noor, at, "You have answered"),
        (cast.aiko, at, "whoever was in the meeting"),
        (cast.sam, at + timedelta(days=8), "A week has passed"),
    ):
        with pytest.raises(Refused, match=words):
            tap(meeting, when, person)
    assert TapCount.objects.get().could_say_yes == 1


def test_where_nobody_noted_who_came_whoever_was_invited_answers(cast: Cast):
    meeting = published(cast)
    at = meeting.starts_at + timedelta(hours=1)
    hold_meeting(meeting=meeting, actor=cast.femi, at=at)
    meeting.refresh_from_db()
    tap(meeting, at, cast.sam)
    with pytest.raises(Refused, match="whoever was in the meeting"):
        tap(meeting, at, cast.omar)


def test_an_answer_makes_no_entry_and_no_task(cast: Cast):
    meeting, at = held(cast)
    before = Entry.objects.count(), Pending.objects.count()
    tap(meeting, at, cast.noor)
    assert (Entry.objects.count(), Pending.objects.count()) == before
    assert {each.name for each in TapGiven._meta.fields} == {"id", "meeting", "person"}  # neither when nor what


@pytest.mark.parametrize("first", [Tap.YES, Tap.NO])
def test_the_database_is_the_same_whoever_of_two_said_yes(cast: Cast, first):
    meeting, at = held(cast)
    other = Tap.NO if first is Tap.YES else Tap.YES
    tap(meeting, at, cast.noor, could_say=first)
    tap(meeting, at, cast.sam, could_say=other)
    rows = serializers.serialize("python", [*TapGiven.objects.order_by("pk"), *TapCount.objects.all()])
    assert [each["fields"] for each in rows] == [
        {"meeting": meeting.pk, "person": cast.noor.pk},
        {"meeting": meeting.pk, "person": cast.sam.pk},
        {"meeting": meeting.pk, "could_say_yes": 1, "could_say_partly": 0, "could_say_no": 1, "worth_yes": 0,
         "worth_partly": 0, "worth_no": 2},
    ]  # fmt: skip


def test_that_nobody_answered_shows_among_the_last_three(cast: Cast):
    meeting, at = held(cast)
    tap(meeting, at, cast.noor, cast.sam, cast.aiko, cast.femi, cast.elena)
    silent = [held(cast, ahead=timedelta(days=n))[0] for n in (1, 2, 3)]
    last = silent[-1].starts_at + timedelta(days=9)
    assert seal_taps_due(actor=MACHINE, at=last) == 4
    assert seal_taps_due(actor=MACHINE, at=last) == 0
    shown = taps_of(cast.identity.pk)
    assert (shown.could_say, shown.meetings, shown.of) == (None, 0, 3)


def test_whoever_was_called_in_for_an_item_is_asked_too(cast: Cast):
    meeting = published(cast, ahead=timedelta(days=2))
    item = meeting.items.get()
    call_in(item=item, person=cast.lena, actor=cast.femi, at=cast.at)
    at = meeting.starts_at + timedelta(hours=1)
    hold_meeting(meeting=meeting, actor=cast.femi, at=at)
    meeting.refresh_from_db()
    viewer = acting(cast.lena)
    assert asks_for_taps(viewer, meeting, at, there={}, invited=[])
    assert not asks_for_taps(acting(cast.ravi), meeting, at, there={}, invited=[])
    tap(meeting, at, cast.lena)
    assert not asks_for_taps(viewer, meeting, at, there={}, invited=[])
