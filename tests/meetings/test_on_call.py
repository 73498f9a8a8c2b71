"""On call: for the one item that needs them, at a time of its own, kept from 24 hours before; and hours not spent."""

from datetime import timedelta

import pytest
from django.urls import reverse

from parley.groups.actions import add_member
from parley.groups.terms import MemberKind
from parley.kernel.refusals import Refused
from parley.ledger.terms import MACHINE
from parley.meetings.actions import (
    call_off,
    change_item,
    drop_item,
    hold_meeting,
    mark_item,
    move_item,
    move_meeting,
    publish_meeting,
    reply_to_meeting,
    revise_invitations,
    take_proposed,
)
from parley.meetings.models import Invitation, Meeting
from parley.meetings.queries import called_hours_of, proposed_agenda, wanted_for
from parley.meetings.terms import Purpose
from parley.meetings.terms.invitations import Coming, Seat, Time
from tests.cast import Cast
from tests.meetings.made import line, soon, topic

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def legal(cast: Cast, **more):
    """A topic that needs legal in the room."""
    return topic(cast, "Is it legal?", functions=[cast.functions["legal"]], **more)


def seat(cast: Cast, meeting: Meeting, at) -> dict[Seat, Time]:
    """What Lena, of legal, is invited for."""
    meeting.refresh_from_db()
    return {each: time for each, time in (wanted_for(meeting, at) or {}).items() if each.person == cast.lena.pk}


def test_a_topic_that_needs_legal_calls_in_who_is_on_call_of_legal_and_nobody_else(cast: Cast):
    add_member(area=cast.identity, person=cast.omar, kind=MemberKind.ON_CALL, actor=MACHINE, at=cast.at)  # of sales
    meeting = soon(cast, ahead=timedelta(days=2))
    item = line(cast, meeting, topic=legal(cast))
    assert [each.person for each in item.called_in.all()] == [cast.lena]
    assert not line(cast, meeting, topic=topic(cast)).called_in.exists()
    call_off(item=item, person=cast.lena, actor=cast.femi, at=cast.at)
    assert not item.called_in.exists(), "who arranges it may do without them"


def test_what_is_proposed_says_whom_it_calls_in_and_does(cast: Cast):
    about, meeting = legal(cast), soon(cast, ahead=timedelta(days=2))
    femi, there = cast.browser(cast.femi), reverse("meeting_proposal", args=[meeting.pk])
    assert "calls in Lena Fischer" in femi.get(there).content.decode()
    (proposed,) = proposed_agenda(cast.viewer(cast.femi), meeting, cast.at).items
    (item,) = take_proposed(meeting=meeting, things=[proposed.candidate.ref], actor=cast.femi, at=cast.at)
    assert (item.topic, item.called_in.get().person) == (about, cast.lena)
    assert "The topic needs in the room: Legal." in femi.get(reverse("agenda_item", args=[item.pk])).content.decode()


def test_a_slot_moves_with_its_item_until_24_hours_before_and_is_cancelled_when_it_is_dropped(cast: Cast):
    meeting = soon(cast, ahead=timedelta(days=3))
    first, item = line(cast, meeting, "one", minutes=20), line(cast, meeting, topic=legal(cast), minutes=15)
    last = line(cast, meeting, "three")
    assert seat(cast, meeting, cast.at) == {}, "nobody is invited before the agenda is published"
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    mine, now = Seat(cast.lena.pk, item.pk), {"actor": cast.femi, "at": cast.at}
    assert seat(cast, meeting, cast.at) == {mine: Time(meeting.starts_at + timedelta(minutes=20), 15)}
    move_item(item=item, position=1, **now)
    assert seat(cast, meeting, cast.at) == {mine: Time(meeting.starts_at, 15)}
    move_meeting(meeting=meeting, starts_at=meeting.starts_at + timedelta(hours=3), **now)
    assert seat(cast, meeting, cast.at) == {mine: Time(meeting.starts_at, 15)}
    move_item(item=item, position=2, **now)
    just_before = meeting.starts_at - timedelta(hours=24, minutes=1)
    change_item(item=first, minutes=25, purpose=Purpose.HEAR, why="", lead=None, title="one", actor=cast.femi,
                at=just_before)  # fmt: skip
    revise_invitations(meeting=meeting, actor=MACHINE, at=just_before)
    frozen = {"actor": cast.femi, "at": meeting.starts_at - timedelta(hours=24)}
    for change in (
        lambda: move_item(item=item, position=1, **frozen),
        lambda: move_item(item=last, position=1, **frozen),
        lambda: drop_item(item=first, **frozen),
        lambda: drop_item(item=item, **frozen),
    ):
        with pytest.raises(Refused, match="its time is kept from 24 hours before"):
            change()
    drop_item(item=last, **frozen)  # what comes after it may change
    kept = Time(meeting.starts_at + timedelta(minutes=25), 15)
    assert seat(cast, meeting, frozen["at"]) == {mine: kept}
    call_off(item=item, person=cast.lena, **frozen)
    drop_item(item=item, **frozen)
    assert seat(cast, meeting, frozen["at"]) == {}
    revise_invitations(meeting=meeting, actor=MACHINE, at=frozen["at"])
    entry = Invitation.objects.get(person=cast.lena)
    assert (entry.item, entry.taken_back, entry.sequence) == (item.pk, True, 1)


def test_the_page_says_how_many_hours_are_not_spent(cast: Cast):
    meeting = soon(cast, ahead=timedelta(minutes=10), minutes=60)
    item = line(cast, meeting, topic=legal(cast), minutes=15)
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    sam, there = cast.browser(cast.sam), reverse("meeting", args=[meeting.pk])
    assert "0.8 hours are not spent, as they come for their item alone." in sam.get(there).content.decode()
    assert "not spent" not in cast.browser(cast.lena).get(there).content.decode()
    group = reverse("group_meetings", args=["identity"])
    assert "not spent" not in sam.get(group).content.decode(), "only what was held counts"
    mark_item(item=item, reached=True, actor=cast.femi, at=cast.at)
    hold_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    assert "0.8 hours were not spent" in sam.get(there).content.decode()
    assert "0.8 hours were not spent here within a year" in sam.get(group).content.decode()


def test_no_hours_are_spared_of_whoever_could_not_come_or_was_not_needed(cast: Cast):
    for reached, coming in ((False, Coming.YES), (True, Coming.NO), (True, Coming.YES)):
        meeting = soon(cast, ahead=timedelta(minutes=10), minutes=60)
        item = line(cast, meeting, topic=legal(cast), minutes=15)
        publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
        reply_to_meeting(meeting=meeting, person=cast.lena, coming=coming, item=item.pk, actor=cast.lena, at=cast.at)
        mark_item(item=item, reached=reached, actor=cast.femi, at=cast.at)
        hold_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    assert list(called_hours_of(cast.identity.pk, cast.at)) == [(meeting.pk, 60, cast.lena.pk, 15)]


def test_no_time_is_kept_for_whoever_cannot_come(cast: Cast):
    meeting = soon(cast, ahead=timedelta(hours=20), minutes=60)
    first, item = line(cast, meeting, "one", minutes=20), line(cast, meeting, topic=legal(cast), minutes=15)
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    with pytest.raises(Refused, match="its time is kept"):
        move_item(item=first, position=2, actor=cast.femi, at=cast.at)
    reply_to_meeting(meeting=meeting, person=cast.lena, coming=Coming.NO, item=item.pk, actor=cast.lena, at=cast.at)
    move_item(item=first, position=2, actor=cast.femi, at=cast.at)
