"""Minutes: they write themselves, are published once, never change, and are added to with a reason."""

from datetime import timedelta

import pytest

from parley.kernel.refusals import Refused
from parley.ledger.models import Pending
from parley.ledger.queries import history_of
from parley.ledger.terms import MACHINE
from parley.meetings.actions import (
    add_to_minutes,
    call_in,
    finish_point,
    hold_meeting,
    name_note_taker,
    note_attendance,
    promise,
    publish_meeting,
    publish_minutes,
    send_minutes_due,
    write_notes,
)
from parley.meetings.models import Meeting, MinutesLine
from parley.meetings.queries import contributions_used_in, minutes_of
from parley.meetings.queries.texts import item_texts
from parley.meetings.terms import ItemState, MeetingState, Presence, meeting_ref
from parley.meetings.terms.minutes import LineKind
from parley.people.models import Person
from parley.topics.actions import answer_topic, park_topic
from parley.topics.terms import topic_ref
from parley.voices.models import Contribution
from parley.voices.terms import Given
from tests.cast import Cast, history
from tests.decisions.made import decision, settle_and_publish
from tests.meetings.made import initiative, line, published, soon, topic

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def held(cast: Cast, *titles: str) -> Meeting:
    """A meeting that was held, with such lines, each of which was talked about."""
    meeting = published(cast, *titles, ahead=timedelta(minutes=10))
    for item in meeting.items.all():
        write_notes(item=item, notes=f"Said of {item.title}.", actor=cast.femi, at=cast.at)
    return hold_meeting(meeting=meeting, actor=cast.femi, at=cast.at)


def lines_for(cast: Cast, person: Person, meeting: Meeting) -> list[tuple[LineKind, str]]:
    """What somebody reads of what came of it."""
    minutes = minutes_of(cast.viewer(person), Meeting.objects.get(pk=meeting.pk))
    return [(each.kind, each.words) for item in minutes.items for each in item.lines] + [
        (each.kind, each.words) for each in minutes.lines
    ]


def test_a_draft_writes_itself_and_is_kept_as_it_stood_when_it_was_published(cast: Cast) -> None:
    meeting = soon(cast, ahead=timedelta(minutes=10))
    asked, left, plan = topic(cast), topic(cast, "Who owns the export?"), initiative(cast)
    question = decision(cast, topics=[other := topic(cast, "Which first?", by=cast.aiko)])
    items = [line(cast, meeting, topic=each) for each in (asked, left, other)]
    line(cast, meeting, initiative=plan, actor=cast.noor)
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    due = (cast.at + timedelta(days=5)).date()
    write_notes(item=items[0], notes="They want proof.", actor=cast.femi, at=cast.at)
    point = promise(meeting=meeting, text="Ask them", owner=cast.aiko, due_on=due, item=items[0], actor=cast.femi,
                    at=cast.at)  # fmt: skip
    answer_topic(topic=asked, answer="Yes, in spring.", actor=cast.noor, at=cast.at)
    park_topic(topic=left, until=due, reason="The owner is away.", actor=cast.noor, at=cast.at)
    hold_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    drafted = [(LineKind.ANSWERED, "Yes, in spring."), (LineKind.PROMISED, "Ask them"), (LineKind.PARKED, "")]
    assert lines_for(cast, cast.sam, meeting) == drafted
    later = meeting.starts_at + timedelta(minutes=30)
    chosen = question.options.all()[0]
    settle_and_publish(decision=question, option=chosen, reason="Two retailers wait for it in spring.",
                       actor=cast.elena, at=later)  # fmt: skip
    publish_minutes(meeting=meeting, actor=cast.femi, at=later)
    kept = [*drafted, (LineKind.DECIDED, chosen.title)]
    assert lines_for(cast, cast.sam, meeting) == kept
    finish_point(point=point, actor=cast.aiko, at=later)
    topic_row = type(left).objects.get(pk=left.pk)
    answer_topic(topic=topic_row, answer="Client services.", actor=cast.noor, at=later)
    assert lines_for(cast, cast.sam, meeting) == kept, "what became of it later is no part of these minutes"
    assert f"published the minutes of {meeting_ref(meeting.pk).mark}" in history(meeting_ref(meeting.pk))


def test_published_minutes_never_change(cast: Cast) -> None:
    meeting = held(cast, "Prices")
    item = meeting.items.get()
    publish_minutes(meeting=meeting, actor=cast.femi, at=cast.at)
    now = {"actor": cast.femi, "at": cast.at}
    for change in (
        lambda: write_notes(item=item, notes="Something else.", **now),
        lambda: note_attendance(meeting=meeting, presences={cast.sam.pk: Presence.PRESENT}, **now),
        lambda: promise(meeting=meeting, text="Ask", owner=cast.sam, due_on=cast.at.date(), **now),
        lambda: name_note_taker(meeting=meeting, person=cast.sam, **now),
    ):
        with pytest.raises(Refused, match="Add what is wrong or missing to them"):
            change()
    with pytest.raises(Refused, match="published already"):
        publish_minutes(meeting=meeting, **now)
    item.refresh_from_db()
    assert (item.notes, item.state) == ("Said of Prices.", ItemState.DONE)


def test_only_who_writes_minutes_publishes_them_and_only_of_a_closed_meeting(cast: Cast) -> None:
    open_ = published(cast, ahead=timedelta(minutes=10))
    with pytest.raises(Refused, match="Close it first"):
        publish_minutes(meeting=open_, actor=cast.femi, at=cast.at)
    name_note_taker(meeting=open_, person=cast.sam, actor=cast.sam, at=cast.at)
    meeting = hold_meeting(meeting=open_, actor=cast.sam, at=cast.at)
    for stranger in (cast.aiko, cast.omar, cast.noor):
        with pytest.raises(Refused, match="Only the note-taker and the facilitators"):
            publish_minutes(meeting=meeting, actor=stranger, at=cast.at)
    with pytest.raises(Refused, match="not published yet"):
        add_to_minutes(meeting=meeting, text="More.", why="It was missing.", actor=cast.sam, at=cast.at)
    assert publish_minutes(meeting=meeting, actor=cast.sam, at=cast.at).state is MeetingState.HELD


def test_what_is_added_says_when_by_whom_and_why(cast: Cast) -> None:
    meeting = held(cast, "Prices", "Exports")
    item = meeting.items.all()[0]
    publish_minutes(meeting=meeting, actor=cast.femi, at=cast.at)
    now = {"actor": cast.femi, "at": cast.at}
    with pytest.raises(Refused, match="Write what should stand"):
        add_to_minutes(meeting=meeting, text=" ", why="It was missing.", **now)
    with pytest.raises(Refused, match="Write why it is added now"):
        add_to_minutes(meeting=meeting, text="Nobody objected.", why="", **now)
    with pytest.raises(Refused, match="Only the note-taker"):
        add_to_minutes(meeting=meeting, text="x", why="It was missing.", actor=cast.sam, at=cast.at)
    other = published(cast, "Elsewhere").items.get()
    with pytest.raises(Refused, match="Choose one of this meeting"):
        add_to_minutes(meeting=meeting, text="x", why="It was missing.", item=other, **now)
    add_to_minutes(meeting=meeting, text="Nobody objected.", why="Aiko’s words were missing.", item=item, **now)
    (added,) = minutes_of(cast.viewer(cast.sam), Meeting.objects.get(pk=meeting.pk)).items[0].additions
    assert (added.words, added.why, added.name, added.at) == (
        "Nobody objected.", "Aiko’s words were missing.", "Femi Adeyemi", cast.at,
    )  # fmt: skip
    assert [each for _, _, each in item_texts([meeting.pk]) if "Nobody objected." in each], "it is found by searching"
    assert history(meeting_ref(meeting.pk))[0] == f"added something to the minutes of {meeting_ref(meeting.pk).mark}"


def test_whose_topic_was_used_is_credited_in_the_ledger(cast: Cast) -> None:
    meeting = soon(cast, ahead=timedelta(minutes=10))
    asked = topic(cast)
    item = line(cast, meeting, topic=asked)
    line(cast, meeting, topic=topic(cast, "Not reached", by=cast.aiko))
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    write_notes(item=item, notes="They want proof.", actor=cast.femi, at=cast.at)
    hold_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    (giver,) = contributions_used_in(cast.viewer(cast.femi), meeting)
    assert (giver.person, [gift.kind for gift in giver.gifts]) == (cast.sam, [Given.TOPIC])
    wrong = type(giver.gifts[0])(cast.aiko.pk, Given.TOPIC, asked.pk)
    with pytest.raises(Refused, match="Choose again whom to credit"):
        publish_minutes(meeting=meeting, credits=[wrong], actor=cast.femi, at=cast.at)
    publish_minutes(meeting=meeting, credits=giver.gifts, actor=cast.femi, at=cast.at)
    row = Contribution.objects.get()
    assert (row.person, row.given, row.credited_by_kind, row.credited_by) == (
        cast.sam, asked.pk, "meeting", meeting.pk,
    )  # fmt: skip
    assert history(topic_ref(asked.pk))[0].endswith(f"in {meeting_ref(meeting.pk).mark}")
    assert (LineKind.CREDITED, "topic") in lines_for(cast, cast.noor, meeting)


def test_whoever_was_not_there_reads_what_concerns_them_first(cast: Cast) -> None:
    meeting = soon(cast, ahead=timedelta(minutes=10))
    line(cast, meeting, "Prices")
    line(cast, meeting, topic=topic(cast))
    line(cast, meeting, topic=topic(cast, "For Asia alone", by=cast.femi, regions=[cast.apac]))
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    came = dict.fromkeys((cast.sam.pk, cast.aiko.pk), Presence.ABSENT) | {cast.femi.pk: Presence.PRESENT}
    note_attendance(meeting=meeting, presences=came, actor=cast.femi, at=cast.at)
    meeting = hold_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    order = {}
    for person in (cast.sam, cast.aiko, cast.femi):
        minutes = minutes_of(cast.viewer(person), meeting)
        order[person.name.split()[0]] = [each.line.title for each in (*minutes.first, *minutes.rest)]
    assert order == {
        "Sam": ["Can deletion be proven?", "Prices", "For Asia alone"],
        "Aiko": ["For Asia alone", "Prices", "Can deletion be proven?"],
        "Femi": ["Prices", "Can deletion be proven?", "For Asia alone"],
    }


def test_a_reason_about_something_hidden_is_in_no_entry_of_the_ledger(cast: Cast) -> None:
    meeting = soon(cast, ahead=timedelta(minutes=10))
    hidden = line(cast, meeting, initiative=initiative(cast), actor=cast.noor)
    open_ = line(cast, meeting, "Prices")
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    hold_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    publish_minutes(meeting=meeting, actor=cast.femi, at=cast.at)
    now = {"actor": cast.ines, "at": cast.at}
    add_to_minutes(meeting=meeting, text="x", why="The graph is late.", item=hidden, **now)
    add_to_minutes(meeting=meeting, text="x", why="Prices were forgotten.", item=open_, **now)
    told = history_of(meeting_ref(meeting.pk), kinds=("meeting.minutes_added_to",))
    assert [each.reason for each in told] == ["Prices were forgotten.", ""]
    assert {ref.kind for each in told for ref in each.event.about()} == {"meeting"}


def test_nobody_sees_in_minutes_what_they_may_not_see(cast: Cast) -> None:
    meeting = soon(cast, ahead=timedelta(minutes=10))
    hidden = line(cast, meeting, initiative=initiative(cast, "Household graph"), actor=cast.noor)
    legal = line(cast, meeting, "Is it legal?")
    call_in(item=legal, person=cast.lena, actor=cast.femi, at=cast.at)
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    now = {"actor": MACHINE, "at": cast.at}
    write_notes(item=hidden, notes="The graph needs a year.", **now)
    for text, owner, item in (("Draw the graph", cast.sam, hidden), ("Ask the court", cast.lena, legal)):
        promise(meeting=meeting, text=text, owner=owner, due_on=cast.at.date(), item=item, **now)
    hold_meeting(meeting=meeting, **now)
    publish_minutes(meeting=meeting, actor=cast.femi, at=cast.at)
    MinutesLine.objects.filter(item=hidden, kind=LineKind.PROMISED).get()
    expected = {
        cast.noor: (["Household graph", "Is it legal?"], ["Draw the graph", "Ask the court"]),
        cast.aiko: (["Is it legal?"], ["Ask the court"]),
        cast.sam: (["Is it legal?"], ["Ask the court", "Draw the graph"]),  # what he promised himself
        cast.lena: (["Is it legal?"], ["Ask the court"]),
    }
    for person, (titles, words) in expected.items():
        minutes = minutes_of(cast.viewer(person), Meeting.objects.get(pk=meeting.pk))
        assert [each.line.title for each in minutes.items] == titles, person.name
        assert [each for _, each in lines_for(cast, person, meeting)] == words, person.name
    assert minutes_of(cast.viewer(cast.lena), meeting).came == ()


def test_minutes_go_out_once_and_together(cast: Cast) -> None:
    first, second = held(cast, "Prices"), held(cast, "Exports")
    publish_minutes(meeting=first, actor=cast.femi, at=cast.at)
    publish_minutes(meeting=second, actor=cast.femi, at=cast.at + timedelta(minutes=1))
    assert send_minutes_due(actor=MACHINE, at=cast.at + timedelta(minutes=4)) == 0
    later = cast.at + timedelta(minutes=6)
    assert send_minutes_due(actor=MACHINE, at=later) == 5
    mails = {row.payload["person"]: row.payload["meetings"] for row in Pending.objects.filter(task="gather_minutes")}
    people = (cast.noor, cast.elena, cast.femi, cast.aiko, cast.sam)
    assert mails == {each.pk: [first.pk, second.pk] for each in people}
    assert "to 5 people" in history(meeting_ref(first.pk))[0]
    assert send_minutes_due(actor=MACHINE, at=later) == 0
