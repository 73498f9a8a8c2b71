"""An agenda is made, changed and published, and people are called in: what is refused, and what the ledger says."""

from datetime import timedelta

import pytest

from parley.kernel.refusals import Refused
from parley.meetings.actions import (
    add_item,
    call_in,
    call_off,
    change_item,
    drop_item,
    move_item,
    publish_meeting,
)
from parley.meetings.models import AgendaItem, Meeting
from parley.meetings.queries import people_invited_to
from parley.meetings.terms import MeetingState, Purpose, meeting_ref
from parley.roadmap.terms import initiative_ref
from parley.topics.queries import topics_visible_to
from parley.topics.terms import topic_ref
from tests.cast import Cast, history
from tests.meetings.made import initiative, line, soon, topic

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def order(meeting: Meeting) -> list[str]:
    return [item.title for item in AgendaItem.objects.filter(meeting=meeting)]


def test_an_agenda_takes_topics_initiatives_and_free_lines_led_by_who_brought_or_owns_them(cast: Cast):
    meeting = soon(cast)
    about, plan = topic(cast), initiative(cast)
    first = line(cast, meeting, topic=about, actor=cast.sam)
    second = line(cast, meeting, initiative=plan, actor=cast.noor, why="Before the freeze.")
    third = line(cast, meeting, "Prices", actor=cast.aiko)
    assert [each.position for each in (first, second, third)] == [1, 2, 3]
    assert [each.lead for each in (first, second, third)] == [cast.sam, cast.noor, None]
    mark = f"[meeting:{meeting.pk}]"
    assert history(topic_ref(about.pk))[0] == f"put [topic:{about.pk}] on the agenda of {mark}"
    assert history(initiative_ref(plan.pk))[0] == f"put [initiative:{plan.pk}] on the agenda of {mark}"
    assert history(meeting_ref(meeting.pk))[0] == f"put an item on the agenda of {mark}"


def test_a_bringer_from_outside_the_group_does_not_lead(cast: Cast):
    assert line(cast, soon(cast), topic=topic(cast, by=cast.omar)).lead is None
    with pytest.raises(Refused, match="not in this group"):
        line(cast, soon(cast), lead=cast.omar)


def test_nothing_is_put_on_an_agenda_twice_or_out_of_sight_or_without_words(cast: Cast):
    meeting = soon(cast)
    about, plan = topic(cast), initiative(cast)
    line(cast, meeting, topic=about)
    with pytest.raises(Refused, match="on the agenda already"):
        line(cast, meeting, topic=about)
    with pytest.raises(Refused, match="may not see this"):
        line(cast, meeting, initiative=plan, actor=cast.sam)
    with pytest.raises(Refused, match="about one thing"):
        line(cast, meeting, topic=about, initiative=plan, actor=cast.noor)
    with pytest.raises(Refused, match="Write what the item is about"):
        add_item(meeting=meeting, purpose=Purpose.HEAR, minutes=5, title="  ", actor=cast.femi, at=cast.at)
    with pytest.raises(Refused, match="from 1 to 240"):
        line(cast, meeting, minutes=0)
    assert AgendaItem.objects.count() == 1


def test_strangers_add_nothing_and_members_only_until_it_is_published(cast: Cast):
    meeting = soon(cast)
    with pytest.raises(Refused, match="Only people of this group"):
        line(cast, meeting, actor=cast.omar)
    line(cast, meeting, actor=cast.sam)
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    with pytest.raises(Refused, match="published"):
        line(cast, meeting, "Late", actor=cast.sam)
    line(cast, meeting, "Late", actor=cast.femi)


def test_items_are_reordered_changed_and_dropped(cast: Cast):
    meeting = soon(cast, ahead=timedelta(days=3))
    one, two, three = (line(cast, meeting, each) for each in ("one", "two", "three"))
    now = {"actor": cast.femi, "at": cast.at}
    move_item(item=three, position=1, **now)
    assert order(meeting) == ["three", "one", "two"]
    move_item(item=three, position=99, **now)
    assert order(meeting) == ["one", "two", "three"]
    move_item(item=one, position=-5, **now)
    with pytest.raises(Refused, match="facilitators"):
        move_item(item=one, position=2, actor=cast.sam, at=cast.at)
    change_item(item=two, purpose=Purpose.DECIDE, minutes=30, why="Due", lead=cast.aiko, title="Two", **now)
    two.refresh_from_db()
    assert (two.purpose, two.minutes, two.why, two.lead, two.title) == (Purpose.DECIDE, 30, "Due", cast.aiko, "Two")
    drop_item(item=one, reason="Answered by mail.", **now)
    assert order(meeting) == ["Two", "three"]
    mark = f"[meeting:{meeting.pk}]"
    assert history(meeting_ref(meeting.pk))[:2] == [
        f"took an item off the agenda of {mark}",
        f"changed the purpose and time box and lead and why and title of an item on the agenda of {mark}",
    ]


def test_whoever_leads_an_item_changes_it_until_it_is_published(cast: Cast):
    meeting = soon(cast)
    item = line(cast, meeting, lead=cast.aiko)
    change = {"purpose": Purpose.INFORM, "why": "", "lead": cast.aiko, "title": "X", "at": cast.at}
    change_item(item=item, minutes=5, actor=cast.aiko, **change)
    with pytest.raises(Refused, match="facilitators"):
        change_item(item=item, minutes=6, actor=cast.sam, **change)
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    with pytest.raises(Refused, match="facilitators"):
        change_item(item=item, minutes=6, actor=cast.aiko, **change)


def test_an_agenda_is_published_once(cast: Cast):
    meeting = soon(cast)
    now = {"meeting": meeting, "actor": cast.femi, "at": cast.at}
    with pytest.raises(Refused, match="empty"):
        publish_meeting(**now)
    line(cast, meeting)
    with pytest.raises(Refused, match="facilitators"):
        publish_meeting(meeting=meeting, actor=cast.sam, at=cast.at)
    assert publish_meeting(**now).state is MeetingState.PUBLISHED
    with pytest.raises(Refused, match="published already"):
        publish_meeting(**now)
    assert history(meeting_ref(meeting.pk))[0] == f"published [meeting:{meeting.pk}] with 1 item on its agenda"


def test_somebody_on_call_is_called_in_for_one_item_and_let_in_on_it_alone(cast: Cast):
    meeting = soon(cast, ahead=timedelta(days=3))
    about, other = topic(cast), topic(cast, "Something else")
    item = line(cast, meeting, topic=about)
    line(cast, meeting, topic=other)
    now = {"item": item, "actor": cast.femi, "at": cast.at}
    with pytest.raises(Refused, match="Omar Reyes is not on call"):
        call_in(person=cast.omar, **now)
    call_in(person=cast.lena, **now)
    call_in(person=cast.lena, **now)
    assert list(topics_visible_to(cast.viewer(cast.lena))) == [about]
    assert cast.lena in people_invited_to(meeting)
    said = f"called [person:{cast.lena.pk}] in for [topic:{about.pk}] in [meeting:{meeting.pk}]"
    assert history(meeting_ref(meeting.pk)).count(said) == 1
    call_off(person=cast.lena, **now)
    assert cast.lena not in people_invited_to(meeting)
    assert history(meeting_ref(meeting.pk))[0].startswith(f"no longer needs [person:{cast.lena.pk}]")


def test_nobody_is_let_in_on_what_the_caller_may_not_see(cast: Cast):
    item = line(cast, soon(cast), initiative=initiative(cast), actor=cast.noor)
    with pytest.raises(Refused, match="something you may not see"):
        call_in(item=item, person=cast.lena, actor=cast.femi, at=cast.at)
    call_in(item=item, person=cast.lena, actor=cast.noor, at=cast.at)


def test_the_hour_of_somebody_called_in_stays_in_the_last_day(cast: Cast):
    meeting = soon(cast)
    first, second = line(cast, meeting, "one"), line(cast, meeting, "two")
    call_in(item=second, person=cast.lena, actor=cast.femi, at=cast.at)
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    now = {"actor": cast.femi, "at": cast.at}
    with pytest.raises(Refused, match="24 hours"):
        move_item(item=second, position=1, **now)
    with pytest.raises(Refused, match="24 hours"):
        drop_item(item=first, **now)
    with pytest.raises(Refused, match="24 hours"):
        change_item(item=first, minutes=5, purpose=Purpose.HEAR, why="", lead=None, title="one", **now)
    assert order(meeting) == ["one", "two"]
    first.refresh_from_db()
    assert first.minutes == 20


def test_a_topic_brings_its_why_along(cast: Cast):
    meeting, about = soon(cast), topic(cast)
    assert line(cast, meeting, topic=about).why == about.why
    long = topic(cast, "Who pays?", why="Two retailers ask. " * 200)
    assert line(cast, meeting, topic=long).why.endswith("…")
    assert line(cast, meeting, topic=topic(cast, "Who asks?"), why="Mine.").why == "Mine."
