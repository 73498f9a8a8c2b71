"""Who sees which meeting, item and promise; what waits for an agenda; and that lists cost the same at any length."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parley.meetings.actions import call_in, hold_meeting, move_meeting, promise, publish_meeting
from parley.meetings.queries import (
    agenda_of,
    meetings_visible_to,
    next_meetings_of,
    open_action_points_of,
    past_meetings_of,
    points_visible_to,
    viewers_of_meeting,
    waiting_for_agenda,
)
from parley.people.queries import people_in_the_company
from parley.people.terms import Side
from parley.topics.actions import park_topic
from tests.cast import Cast
from tests.meetings.made import initiative, line, meetings_of, published, soon, topic, weekly

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def titles(cast: Cast, person, meeting) -> list[str]:
    return [each.title for each in agenda_of(cast.viewer(person), meeting)]


def test_set_and_inverse_agree_for_everybody(cast: Cast):
    meeting = soon(cast)
    item = line(cast, meeting)
    call_in(item=item, person=cast.lena, actor=cast.femi, at=cast.at)
    seen_by = set(viewers_of_meeting(meeting))
    for person in people_in_the_company():
        assert meetings_visible_to(cast.viewer(person)).filter(pk=meeting.pk).exists() == (person in seen_by), person
    assert seen_by == {cast.noor, cast.elena, cast.femi, cast.aiko, cast.sam, cast.lena, cast.ines}


def test_somebody_called_in_sees_their_item_alone_at_its_own_hour(cast: Cast):
    meeting = soon(cast)
    line(cast, meeting, "Secret", minutes=25)
    item = line(cast, meeting, "Is it legal?")
    call_in(item=item, person=cast.lena, actor=cast.femi, at=cast.at)
    lines = agenda_of(cast.viewer(cast.lena), meeting)
    assert [each.title for each in lines] == ["Is it legal?"]
    assert lines[0].begins_at == meeting.starts_at + timedelta(minutes=25)
    assert titles(cast, cast.omar, meeting) == []
    assert titles(cast, cast.sam, meeting) == ["Secret", "Is it legal?"]


def test_an_item_about_something_hidden_shows_neither_title_nor_why(cast: Cast):
    meeting = soon(cast)
    line(cast, meeting, initiative=initiative(cast), actor=cast.noor, why="The household graph needs you.")
    hidden = agenda_of(cast.viewer(cast.sam), meeting)[0]
    assert (hidden.hidden, hidden.title, hidden.why, hidden.thing, hidden.notes) == (True, "", "", None, "")
    open_ = agenda_of(cast.viewer(cast.noor), meeting)[0]
    assert (open_.hidden, open_.title, open_.side) == (False, "Household graph", Side.PRODUCT)


def test_promises_about_something_hidden_are_for_whoever_sees_it_or_made_them(cast: Cast):
    meeting = soon(cast)
    item = line(cast, meeting, initiative=initiative(cast), actor=cast.noor)
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    due = cast.at.date() + timedelta(days=7)
    now = {"meeting": meeting, "due_on": due, "actor": cast.femi, "at": cast.at}
    secret = promise(text="Cost the graph", owner=cast.aiko, item=item, **(now | {"actor": cast.ines}))
    plain = promise(text="Book a room", owner=cast.femi, **now)
    for person, expected in (
        (cast.noor, {secret, plain}),
        (cast.aiko, {secret, plain}),
        (cast.sam, {plain}),
        (cast.omar, set()),
        (cast.lena, set()),
    ):
        assert set(points_visible_to(cast.viewer(person))) == expected, person
    assert list(open_action_points_of(cast.viewer(cast.aiko))) == [secret]


def test_what_waits_is_offered_late_first(cast: Cast):
    meeting = soon(cast, ahead=timedelta(days=1))
    today = cast.at.date()
    late = topic(cast, "Late", answer_by=today)
    topic(cast, "In time", answer_by=today + timedelta(days=13))
    parked = topic(cast, "Parked", answer_by=today + timedelta(days=13))
    park_topic(topic=parked, until=today + timedelta(days=60), reason="After the audit.", actor=cast.femi, at=cast.at)
    initiative(cast)
    when = cast.at + timedelta(days=2)
    offered = waiting_for_agenda(cast.viewer(cast.noor), meeting, when)
    assert [each.title for each in offered] == ["Late", "In time", "Household graph"]
    assert offered[0].late
    assert offered[0].note.startswith("late: an answer was promised by")
    line(cast, meeting, topic=late)
    assert [each.title for each in waiting_for_agenda(cast.viewer(cast.sam), meeting, when)] == ["In time"]


def test_what_a_meeting_of_its_own_did_not_reach_waits_for_another_agenda(cast: Cast):
    meeting = published(cast, "Not reached")
    hold_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    offered = waiting_for_agenda(cast.viewer(cast.femi), soon(cast, ahead=timedelta(days=9)), cast.at)
    assert [(each.title, each.ref.kind) for each in offered] == [("Not reached", "agenda_item")]
    assert offered[0].note.startswith("not reached on")


def test_next_and_past_meetings_are_those_one_goes_to(cast: Cast):
    series = weekly(cast)
    first, second, *_ = meetings_of(series)
    item = line(cast, first)
    call_in(item=item, person=cast.lena, actor=cast.femi, at=cast.at)
    publish_meeting(meeting=first, actor=cast.femi, at=cast.at)
    assert next_meetings_of(cast.viewer(cast.lena), cast.at)[:9] == [first]
    assert next_meetings_of(cast.viewer(cast.ines), cast.at)[:9] == []
    assert next_meetings_of(cast.viewer(cast.sam), cast.at)[:2] == [first, second]
    after = first.starts_at + timedelta(hours=9)
    assert past_meetings_of(cast.viewer(cast.sam), after)[:9] == [first]
    moved = second.starts_at + timedelta(days=1)
    move_meeting(meeting=second, starts_at=moved, actor=cast.femi, at=cast.at)
    assert next_meetings_of(cast.viewer(cast.sam), after)[:1][0].starts_at == moved


@pytest.mark.parametrize("person", ["femi", "lena", "ines"])
def test_an_agenda_costs_the_same_however_long_it_is(cast: Cast, person):
    meeting = soon(cast, ahead=timedelta(days=3))
    viewer = cast.viewer(getattr(cast, person))

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert agenda_of(viewer, meeting)
        return len(queries)

    call_in(item=line(cast, meeting), person=cast.lena, actor=cast.femi, at=cast.at)
    few = cost()
    for number in range(15):
        item = line(cast, meeting, topic=topic(cast, f"Topic {number}"), minutes=1)
        call_in(item=item, person=cast.lena, actor=cast.femi, at=cast.at)
    assert cost() == few <= 3
