"""A meeting is closed, cancelled or moved, and what it did not reach goes on."""

from datetime import timedelta

import pytest

from parley.kernel.refusals import Refused
from parley.meetings.actions import (
    call_in,
    cancel_meeting,
    change_item,
    hold_meeting,
    mark_item,
    move_meeting,
    name_note_taker,
    publish_meeting,
    write_notes,
)
from parley.meetings.models import AgendaItem
from parley.meetings.queries import carried_over
from parley.meetings.terms import ItemState, MeetingState, Purpose, meeting_ref
from parley.roadmap.terms import initiative_ref
from parley.topics.actions import answer_topic
from parley.topics.terms import topic_ref
from tests.cast import Cast, history
from tests.meetings.made import initiative, line, meetings_of, published, soon, topic, weekly

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_what_was_not_reached_carries_over_with_whoever_is_called_in(cast: Cast):
    series = weekly(cast)
    first, second, *_ = meetings_of(series)
    about, answered = topic(cast), topic(cast, "Answered meanwhile")
    done = line(cast, first, "Reached")
    unreached = line(cast, first, topic=about, why="They leave.")
    line(cast, first, topic=answered)
    call_in(item=unreached, person=cast.lena, actor=cast.femi, at=cast.at)
    publish_meeting(meeting=first, actor=cast.femi, at=cast.at)
    then = first.starts_at + timedelta(minutes=50)
    mark_item(item=done, reached=True, actor=cast.femi, at=then)
    answer_topic(topic=answered, answer="Yes: the audit log shows each deletion.", actor=cast.noor, at=then)
    held = hold_meeting(meeting=first, actor=cast.femi, at=then)
    assert held.state is MeetingState.HELD
    states = list(AgendaItem.objects.filter(meeting=first).values_list("state", flat=True))
    assert states == [ItemState.DONE, ItemState.UNREACHED, ItemState.UNREACHED]
    carried = AgendaItem.objects.get(meeting=second)
    assert (carried.topic, carried.carried_from, carried.why, carried.state) == (
        about, unreached, "They leave.", ItemState.AHEAD,
    )  # fmt: skip
    assert [each.person for each in carried.called_in.all()] == [cast.lena]
    assert f"closed [meeting:{first.pk}]: 1 discussed, 1 carried over to the next meeting" in history(
        meeting_ref(first.pk)
    )
    mark = f"carried [topic:{about.pk}] over from [meeting:{first.pk}] to [meeting:{second.pk}]"
    assert history(topic_ref(about.pk))[0] == mark
    with pytest.raises(Refused, match="closed already"):
        hold_meeting(meeting=first, actor=cast.femi, at=then)


def test_what_stands_on_the_next_agenda_already_is_one_with_what_carries_over(cast: Cast):
    first, second, *_ = meetings_of(weekly(cast))
    about, other = topic(cast), topic(cast, "Who pays for audits?")
    unreached = line(cast, first, topic=about, why="They leave.", lead=cast.sam)
    line(cast, first, topic=other, why="An old why.")
    call_in(item=unreached, person=cast.lena, actor=cast.femi, at=cast.at)
    there = line(cast, second, topic=about, purpose=Purpose.DECIDE)
    change_item(item=there, purpose=Purpose.DECIDE, minutes=20, why="", lead=None, actor=cast.femi, at=cast.at)
    line(cast, second, topic=other, why="A new why.")
    publish_meeting(meeting=first, actor=cast.femi, at=cast.at)
    hold_meeting(meeting=first, actor=cast.femi, at=first.starts_at + timedelta(minutes=50))
    joined, newer = AgendaItem.objects.filter(meeting=second)
    assert (joined.carried_from, joined.why, joined.lead, joined.purpose) == (
        unreached, "They leave.", cast.sam, Purpose.DECIDE,
    )  # fmt: skip
    assert [each.person for each in joined.called_in.all()] == [cast.lena]
    assert (newer.carried_from.topic, newer.why) == (other, "A new why.")
    mark = f"carried [topic:{about.pk}] over from [meeting:{first.pk}] to [meeting:{second.pk}]"
    assert history(topic_ref(about.pk))[0] == mark


def test_what_an_extra_meeting_does_not_reach_goes_to_the_groups_next_one(cast: Cast):
    following = meetings_of(weekly(cast))[1]
    extra = soon(cast, ahead=following.starts_at - cast.at - timedelta(hours=1))
    plan = initiative(cast)
    left = [line(cast, extra, initiative=plan, actor=cast.noor), line(cast, extra, "Prices")]
    there = line(cast, following, initiative=plan, actor=cast.noor)
    publish_meeting(meeting=extra, actor=cast.femi, at=cast.at)
    hold_meeting(meeting=extra, actor=cast.femi, at=extra.starts_at)
    joined, put = AgendaItem.objects.filter(meeting=following)
    assert (joined, joined.carried_from, put.carried_from) == (there, *left)
    assert carried_over(extra, left) == {item.pk: following for item in left}


def test_an_item_that_took_in_two_meetings_is_where_both_went(cast: Cast):
    first, second, *_ = meetings_of(weekly(cast))
    about = topic(cast)
    extra = soon(cast, ahead=second.starts_at - cast.at - timedelta(hours=1))
    left = [line(cast, each, topic=about) for each in (first, extra)]
    for each in (first, extra):
        publish_meeting(meeting=each, actor=cast.femi, at=cast.at)
        hold_meeting(meeting=each, actor=cast.femi, at=each.starts_at)
    assert AgendaItem.objects.get(meeting=second).topic == about
    assert carried_over(first, left[:1]) == {left[0].pk: second}
    assert carried_over(extra, left[1:]) == {left[1].pk: second}


def test_what_was_discussed_is_told_in_the_history_of_each_thing(cast: Cast):
    meeting = soon(cast)
    about, plan = topic(cast), initiative(cast)
    for item in (line(cast, meeting, topic=about), line(cast, meeting, initiative=plan, actor=cast.noor)):
        item.refresh_from_db()
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    for item in AgendaItem.objects.filter(meeting=meeting):
        write_notes(item=item, notes="We agreed.", actor=cast.ines, at=cast.at)
    hold_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    assert (
        history(topic_ref(about.pk))[0]
        == f"noted that the group discussed [topic:{about.pk}] in [meeting:{meeting.pk}]"
    )
    assert (
        history(initiative_ref(plan.pk))[0]
        == f"noted that the group discussed [initiative:{plan.pk}] in [meeting:{meeting.pk}]"
    )


def test_the_last_planned_meeting_makes_the_next_for_what_it_did_not_reach(cast: Cast):
    last = meetings_of(weekly(cast))[-1]
    line(cast, last)
    publish_meeting(meeting=last, actor=cast.femi, at=cast.at)
    hold_meeting(meeting=last, actor=cast.femi, at=last.starts_at)
    assert AgendaItem.objects.get(carried_from__meeting=last).meeting.starts_at > last.starts_at


def test_closing_comes_after_publishing_and_not_days_before(cast: Cast):
    meeting = soon(cast, ahead=timedelta(days=3))
    line(cast, meeting)
    with pytest.raises(Refused, match="Publish its agenda first"):
        hold_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    with pytest.raises(Refused, match="from the day before"):
        hold_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    with pytest.raises(Refused, match="from two hours before"):
        hold_meeting(meeting=meeting, actor=cast.femi, at=meeting.starts_at - timedelta(hours=2, seconds=1))
    hold_meeting(meeting=meeting, actor=cast.femi, at=meeting.starts_at - timedelta(hours=2))


def test_cancelling_says_why_and_its_items_go_on(cast: Cast):
    first, second, *_ = meetings_of(weekly(cast))
    item = line(cast, first)
    publish_meeting(meeting=first, actor=cast.femi, at=cast.at)
    with pytest.raises(Refused, match="Write a sentence"):
        cancel_meeting(meeting=first, reason=" ", actor=cast.femi, at=cast.at)
    with pytest.raises(Refused, match="does not say why yet"):
        cancel_meeting(meeting=first, reason="test", actor=cast.femi, at=cast.at)
    cancelled = cancel_meeting(meeting=first, reason="Half of us are ill.", actor=cast.femi, at=cast.at)
    assert (cancelled.state, cancelled.cancelled_because) == (MeetingState.CANCELLED, "Half of us are ill.")
    assert AgendaItem.objects.get(meeting=second).carried_from == item
    assert f"cancelled [meeting:{first.pk}]" in history(meeting_ref(first.pk))
    for late in (
        lambda: cancel_meeting(meeting=first, reason="Again", actor=cast.femi, at=cast.at),
        lambda: move_meeting(meeting=first, starts_at=second.starts_at, actor=cast.femi, at=cast.at),
        lambda: publish_meeting(meeting=first, actor=cast.femi, at=cast.at),
        lambda: write_notes(item=item, notes="x", actor=cast.femi, at=cast.at),
        lambda: line(cast, first, "late"),
        lambda: name_note_taker(meeting=first, person=cast.sam, actor=cast.sam, at=cast.at),
        lambda: hold_meeting(meeting=first, actor=cast.femi, at=cast.at),
    ):
        with pytest.raises(Refused):
            late()


def test_moving_tells_from_when_to_when(cast: Cast):
    meeting = published(cast)
    to = meeting.starts_at + timedelta(days=1)
    moved = move_meeting(meeting=meeting, starts_at=to, reason="Elena travels.", actor=cast.femi, at=cast.at)
    assert (moved.starts_at, moved.version) == (to, meeting.version + 1)
    assert history(meeting_ref(meeting.pk))[0].startswith(f"moved [meeting:{meeting.pk}] from ")
