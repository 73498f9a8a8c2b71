"""Leads prepare their items, presenters practise, and the company keeps its glossary."""

from datetime import timedelta

import pytest

from parley.kernel.refusals import Refused, Stale
from parley.ledger.models import Entry
from parley.ledger.terms import MACHINE
from parley.meetings.actions import (
    drop_acronym,
    give_taps,
    hold_meeting,
    keep_acronym,
    mark_item,
    note_attendance,
    practise,
    prepare_item,
    publish_meeting,
    read_guide,
    seal_taps_due,
)
from parley.meetings.models import Acronym, Preparation
from parley.meetings.queries import glossary, presenter_of, presenters_of, readiness_of, taps_after
from parley.meetings.rules.questions import was_read
from parley.meetings.terms import Presence, meeting_ref
from parley.meetings.terms.taps import Tap
from tests.cast import Cast, history
from tests.meetings.made import line, soon

pytestmark = [pytest.mark.django_db, pytest.mark.database]
GOOD = "What did your clients say about the report?"


def prepare(cast: Cast, item, *questions, by=None, asked="Bring one client.", seen=0):
    return prepare_item(item=item, questions=questions or [GOOD], asked_of_you=asked, seen_version=seen,
                        actor=by or cast.noor, at=cast.at)  # fmt: skip


def test_a_lead_keeps_questions_with_the_item_and_no_hint(cast: Cast):
    item = line(cast, soon(cast), lead=cast.noor)
    row = prepare(cast, item, " What  else?", "", "Isn't it great?")
    assert row.questions == ["What else?", "Isn't it great?"]
    assert (
        history(meeting_ref(item.meeting_id))[0]
        == f"prepared an item on the agenda of {meeting_ref(item.meeting_id).mark}"
    )
    entries = Entry.objects.count()
    prepare(cast, item, "What else?", "Isn't it great?", seen=1)
    assert Entry.objects.count() == entries  # nothing changed, so nothing happened
    kept = {each.name for each in Preparation._meta.fields}
    assert kept == {"id", "item", "questions", "asked_of_you", "version"}


def test_only_the_lead_prepares_and_two_windows_lose_nothing(cast: Cast):
    item = line(cast, soon(cast), lead=cast.noor)
    for other in (cast.sam, cast.femi, cast.omar):
        with pytest.raises(Refused, match="Whoever leads this item"):
            prepare(cast, item, by=other)
    prepare(cast, item, "What else?")
    with pytest.raises(Stale) as stale:
        prepare(cast, item, "How so?", seen=0)
    assert "What else?" in stale.value.theirs
    assert "How so?" in stale.value.yours
    with pytest.raises(Refused, match="at most 3 questions"):
        prepare(cast, item, *"abcd", seen=1)


def test_practice_is_passed_with_open_questions_of_which_no_word_is_kept(cast: Cast):
    now = {"person": cast.sam, "actor": cast.sam, "at": cast.at}
    for question, words in (
        ("Don't you think the report is useless?", "Try it another way"),
        ("Was sagen eure Kunden zum Report?", "reads English alone"),
        ("The report?", "Ask an open question"),
        ("Did the client leave in May or June?", "Ask an open question"),
        ("What do people eat for lunch there?", "something else"),
    ):
        with pytest.raises(Refused, match=words):
            practise(question=question, **now)
    assert practise(question=GOOD, **now) == 1
    assert practise(question="How would you tell clients about the sign-in page?", **now) == 2
    with pytest.raises(Refused, match="passed both"):
        practise(question=GOOD, **now)
    assert GOOD not in str(list(Entry.objects.values()))
    read_guide(**now)
    read_guide(**now)
    ready = readiness_of(cast.sam)
    assert (ready.guide_read, ready.practised) == (True, 2)
    with pytest.raises(Refused, match="for themselves"):
        read_guide(person=cast.sam, actor=cast.noor, at=cast.at)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("Any questions?", False), ("Consent", False), ("xxxx", False), ("Was sagen eure Kunden zum Report?", False),
     ("What else?", True), (GOOD, True), ("Do your clients like the report?", True)],
)  # fmt: skip
def test_what_the_coach_does_not_read_is_told_from_what_it_finds_nothing_in(typed: str, *, read: bool):
    assert was_read(typed) == read


def test_readiness_is_for_facilitators_and_taps_are_of_three_meetings_somebody_led(cast: Cast):
    there = [cast.noor, cast.sam, cast.aiko, cast.femi, cast.elena]
    seen = cast.viewer(cast.femi), cast.identity.pk, cast.noor.pk
    for number in range(3):
        (ready,) = presenters_of(*seen[:2]) if number else [None]
        assert ready is None or ready.person == cast.noor
        one = presenter_of(*seen)
        assert taps_after(cast.noor).of == (one[1].of if one else 0) == 0
        meeting = soon(cast, ahead=timedelta(hours=2 + number))
        item = line(cast, meeting, lead=cast.noor)
        publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
        at = meeting.starts_at + timedelta(hours=1)
        now = {"actor": cast.femi, "at": at}
        note_attendance(meeting=meeting, presences={each.pk: Presence.PRESENT for each in there}, **now)
        mark_item(item=item, reached=True, **now)
        hold_meeting(meeting=meeting, **now)
        for each in there:
            give_taps(meeting=meeting, could_say=Tap.YES, worth=Tap.PARTLY, actor=each, at=at)
        seal_taps_due(actor=MACHINE, at=at + timedelta(days=8))
    one, taps = presenter_of(*seen), taps_after(cast.noor)
    assert one
    assert one[1] == taps
    assert (taps.of, taps.meetings) == (3, 3)
    assert taps.could_say
    assert taps.could_say.most
    assert taps_after(cast.sam).of == 0
    assert presenter_of(*seen[:2], cast.sam.pk) is None
    for other in (cast.noor, cast.sam, cast.ines, cast.omar, cast.elena):
        assert presenters_of(cast.viewer(other), cast.identity.pk) == []
        assert presenter_of(cast.viewer(other), *seen[1:]) is None


def test_product_operations_keeps_the_glossary(cast: Cast):
    now = {"actor": cast.ines, "at": cast.at}
    row = keep_acronym(acronym="QBX", meaning="quarterly box", **now)
    assert glossary() == {"QBX": "quarterly box"}
    for given, words in (
        ({"acronym": "QBX", "meaning": "another thing"}, "in the glossary already"),
        ({"acronym": "Q", "meaning": "another thing"}, "2 to 20 letters"),
        ({"acronym": "QBZ", "meaning": "QBZ"}, "Write out"),
    ):
        with pytest.raises(Refused, match=words):
            keep_acronym(**given, **now)
    with pytest.raises(Refused, match="Only product operations"):
        keep_acronym(acronym="ABX", meaning="another box", actor=cast.femi, at=cast.at)
    keep_acronym(row=row, acronym="QBX", meaning="quarterly boxes", **now)
    drop_acronym(row=Acronym.objects.get(), **now)
    assert glossary() == {}
