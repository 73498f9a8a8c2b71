"""What a meeting did not reach: it goes where people meet next, once, with all that was prepared for it."""

from datetime import time, timedelta

import pytest

from parley.groups.actions import remove_member
from parley.kernel.refusals import Refused
from parley.meetings.actions import (
    call_in,
    hold_meeting,
    mark_item,
    prepare_item,
    publish_meeting,
    take_proposed,
    write_notes,
)
from parley.meetings.models import AgendaItem, CalledIn, Meeting, Preparation
from parley.meetings.queries import carried_over, past_meetings_in, proposed_agenda, waiting_for_agenda
from parley.meetings.terms import ItemState, MeetingState
from parley.meetings.terms.hours import SeriesHour
from parley.topics.terms import topic_ref
from tests.cast import Cast
from tests.meetings.made import after_tomorrow, line, meetings_of, soon, topic, weekly

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def closed(cast: Cast, meeting: Meeting, at=None) -> None:
    """Publish a meeting and close it."""
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    hold_meeting(meeting=meeting, actor=cast.femi, at=at or meeting.starts_at)


def test_nothing_goes_to_a_plan_whose_day_has_passed(cast: Cast):
    first, forgotten, following, *_ = meetings_of(weekly(cast))
    line(cast, first, "Prices")
    closed(cast, first, following.starts_at - timedelta(days=1))
    assert AgendaItem.objects.get(state=ItemState.AHEAD).meeting == following, f"not to that of {forgotten.starts_at}"


def test_a_forgotten_plan_keeps_nothing_back_and_can_be_closed(cast: Cast):
    about, meeting = topic(cast), soon(cast)
    item = line(cast, meeting, topic=about)
    later = meeting.starts_at + timedelta(days=1)
    viewer, following = cast.viewer(cast.femi), soon(cast, ahead=timedelta(days=5))
    assert waiting_for_agenda(viewer, following, cast.at) == []
    assert [each.ref for each in waiting_for_agenda(viewer, following, later)] == [topic_ref(about.pk)]
    with pytest.raises(Refused, match="If it was held, write its minutes and close it"):
        publish_meeting(meeting=meeting, actor=cast.femi, at=later)
    with pytest.raises(Refused, match="Publish its agenda first"):
        write_notes(item=item, notes="They ask.", actor=cast.femi, at=meeting.starts_at)
    write_notes(item=item, notes="They ask.", actor=cast.femi, at=later)
    hold_meeting(meeting=meeting, actor=cast.femi, at=later)
    assert Meeting.objects.get(pk=meeting.pk).state is MeetingState.HELD


def test_a_lead_goes_on_preparing_what_was_not_reached(cast: Cast):
    first, second, *_ = meetings_of(weekly(cast))
    item = line(cast, first, "Prices", lead=cast.sam)
    prepare_item(item=item, questions=["What do they pay?"], asked_of_you="Numbers.", seen_version=0, actor=cast.sam,
                 at=cast.at)  # fmt: skip
    closed(cast, first)
    carried = Preparation.objects.get(item__meeting=second)
    assert (carried.questions, carried.asked_of_you) == (["What do they pay?"], "Numbers.")


def test_whoever_is_not_on_call_any_more_is_not_called_in_again(cast: Cast):
    first, second, *_ = meetings_of(weekly(cast))
    call_in(item=line(cast, first, "Prices"), person=cast.lena, actor=cast.femi, at=cast.at)
    publish_meeting(meeting=first, actor=cast.femi, at=cast.at)
    remove_member(area=cast.identity, person=cast.lena, actor=cast.femi, at=cast.at)
    hold_meeting(meeting=first, actor=cast.femi, at=first.starts_at)
    assert AgendaItem.objects.filter(meeting=second).exists()
    assert not CalledIn.objects.filter(item__meeting=second).exists()


def test_a_line_comes_onto_one_agenda_and_not_twice(cast: Cast):
    first = soon(cast)
    left = line(cast, first, "Prices")
    closed(cast, first)
    following, other = soon(cast, ahead=timedelta(days=2)), soon(cast, ahead=timedelta(days=3))
    line(cast, following, "Prices", carried_from=left)
    for meeting in (following, other):
        with pytest.raises(Refused, match="on an agenda already"):
            line(cast, meeting, "Prices", carried_from=left)


@pytest.mark.parametrize("way", ["by hand", "as proposed"])
def test_what_is_put_on_again_says_that_it_was_not_reached_until_it_was(cast: Cast, way: str):
    about, first = topic(cast), soon(cast)
    left = line(cast, first, topic=about)
    call_in(item=left, person=cast.lena, actor=cast.femi, at=cast.at)
    closed(cast, first)
    second, third = soon(cast, ahead=timedelta(days=2)), soon(cast, ahead=timedelta(days=4))
    if way == "by hand":
        again = line(cast, second, topic=about)
    else:
        (again,) = take_proposed(meeting=second, things=[topic_ref(about.pk)], actor=cast.femi, at=cast.at)
    assert again.carried_from == left
    assert [each.person for each in again.called_in.all()] == [cast.lena]
    publish_meeting(meeting=second, actor=cast.femi, at=cast.at)
    mark_item(item=again, reached=True, actor=cast.femi, at=second.starts_at)
    hold_meeting(meeting=second, actor=cast.femi, at=second.starts_at)
    (proposed,) = proposed_agenda(cast.viewer(cast.femi), third, second.starts_at).items
    assert "not reached" not in proposed.reason


def test_what_another_agenda_reached_is_not_called_unreached(cast: Cast):
    about, first, second = topic(cast), soon(cast), soon(cast, ahead=timedelta(days=2))
    line(cast, first, topic=about)
    again = line(cast, second, topic=about)  # put on before the first was held: it is one with what carries over
    closed(cast, first)
    publish_meeting(meeting=second, actor=cast.femi, at=cast.at)
    mark_item(item=again, reached=True, actor=cast.femi, at=second.starts_at)
    hold_meeting(meeting=second, actor=cast.femi, at=second.starts_at)
    third = soon(cast, ahead=timedelta(days=4))
    assert [each.late for each in waiting_for_agenda(cast.viewer(cast.femi), third, second.starts_at)] == [False]


def test_each_sitting_says_where_its_own_item_went(cast: Cast):
    earlier = SeriesHour(2, 0, time(7), "Europe/London")
    series = weekly(cast, rule=after_tomorrow(cast), hours=[earlier], second_regions=[cast.apac.pk])
    about = topic(cast)
    day, following = list(dict.fromkeys(each.occurrence for each in meetings_of(series)))[:2]
    both = list(Meeting.objects.filter(series=series, occurrence=day).order_by("sitting"))
    left = [line(cast, each, topic=about) for each in both]
    for each in both:
        closed(cast, each)
    for each, item in zip(both, left, strict=True):
        there = Meeting.objects.get(series=series, occurrence=following, sitting=each.sitting)
        assert carried_over(each, [item]) == {item.pk: there}


def test_a_forgotten_plan_with_an_agenda_is_among_the_past_meetings(cast: Cast):
    meeting, empty = soon(cast), soon(cast)
    line(cast, meeting)
    past = past_meetings_in(cast.viewer(cast.femi), cast.identity.pk, meeting.starts_at + timedelta(days=1))
    assert list(past[:5]) == [meeting], f"nobody made an agenda for {empty.pk}"
