"""A substitute runs one meeting and may do nothing for another, nor for the group."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest

from parley.groups.actions import name_facilitator, remove_member
from parley.kernel.refusals import Refused
from parley.meetings.actions import (
    add_item,
    answer_ask,
    ask_to_run,
    call_in,
    cancel_meeting,
    change_item,
    draw_rota,
    drop_item,
    drop_point,
    end_series,
    hold_meeting,
    hold_on_holiday,
    keep_holiday,
    keep_series,
    move_item,
    move_meeting,
    name_note_taker,
    note_attendance,
    plan_ahead,
    plan_meeting,
    promise,
    publish_meeting,
    take_proposed,
    take_run,
    write_notes,
)
from parley.meetings.actions.talk import forget_talk
from parley.meetings.models import AgendaItem, Meeting
from parley.meetings.queries import meeting_facts, presenters_of
from parley.meetings.rules.presenting import may_see_preparation
from parley.meetings.terms import MeetingState, Presence, Purpose
from parley.meetings.terms.rota import RunAs
from parley.people.models import Person
from parley.reactions.worker import Worker
from parley.topics.models import Topic
from parley.topics.terms import topic_ref
from tests.cast import Cast
from tests.meetings.made import line, published, soon, topic, weekly
from tests.meetings.turns import drawn, fresh

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def substitute(cast: Cast, meeting: Meeting, person: Person) -> None:
    """Let somebody of the group stand in for a meeting, as they are asked and accept."""
    ask = ask_to_run(meeting=meeting, person=person, actor=cast.femi, at=cast.at)
    answer_ask(ask=ask, accepted=True, actor=person, at=cast.at)
    meeting.refresh_from_db()


Doing = Callable[[Cast, Meeting, AgendaItem, dict[str, Any]], object]


# What a facilitator does with one meeting, in an order in which each works.
DOINGS: dict[str, Doing] = {
    "add": lambda _cast, meeting, _item, now: add_item(
        meeting=meeting, title="Prices", purpose=Purpose.HEAR, minutes=5, **now
    ),
    "change": lambda _cast, _meeting, item, now: change_item(
        item=item, title="Other", purpose=Purpose.HEAR, minutes=9, why="", lead=None, **now
    ),
    "reorder": lambda _cast, _meeting, item, now: move_item(item=item, position=9, **now),
    "call in": lambda cast, _meeting, item, now: call_in(item=item, person=cast.lena, **now),
    "take what is proposed": lambda _cast, meeting, _item, now: take_proposed(
        meeting=meeting, things=[topic_ref(Topic.objects.get().pk)], **now
    ),
    "publish": lambda _cast, meeting, _item, now: publish_meeting(meeting=meeting, **now),
    "move": lambda _cast, meeting, _item, now: move_meeting(
        meeting=meeting, starts_at=meeting.starts_at + timedelta(minutes=5), **now
    ),
    "hold anyway": lambda _cast, meeting, _item, now: hold_on_holiday(meeting=meeting, **now),
    "name a note-taker": lambda cast, meeting, _item, now: name_note_taker(meeting=meeting, person=cast.aiko, **now),
    "note who is here": lambda cast, meeting, _item, now: note_attendance(
        meeting=meeting, presences={cast.aiko.pk: Presence.PRESENT}, **now
    ),
    "write": lambda _cast, _meeting, item, now: write_notes(item=item, notes="They want it.", **now),
    "note a promise": lambda cast, meeting, _item, now: promise(
        meeting=meeting, text="A list.", owner=cast.aiko, due_on=now["at"].date(), **now
    ),
    "ask another": lambda cast, meeting, _item, now: ask_to_run(meeting=meeting, person=cast.aiko, **now),
    "close": lambda _cast, meeting, _item, now: hold_meeting(meeting=meeting, **now),
}


def test_a_substitute_runs_that_meeting_and_nothing_else(cast: Cast) -> None:
    theirs, other = soon(cast), soon(cast, ahead=timedelta(hours=2, minutes=1))
    items = {each: line(cast, each, actor=cast.femi) for each in (theirs, other)}
    for each in items:
        line(cast, each, "And then", actor=cast.femi)
    for days in range(-1, 4):  # wherever people are, and where it is moved
        keep_holiday(day=(theirs.starts_at + timedelta(days=days)).date(), name="A", actor=cast.ines, at=cast.at)
    drawn(cast)
    topic(cast)
    substitute(cast, theirs, cast.sam)
    now = {"actor": cast.sam, "at": cast.at + timedelta(minutes=5)}
    assert theirs.run_as is RunAs.SUBSTITUTE
    for name, do in DOINGS.items():
        if name in {"note who is here", "write", "note a promise", "ask another", "close"} and other.state == "planned":
            publish_meeting(meeting=other, actor=cast.femi, at=cast.at)
            other.refresh_from_db()
        if name != "add":  # as every core member may, while the agenda is not published
            with pytest.raises(Refused, match=r"Only the|Only whoever"):
                do(cast, fresh(other), items[other], now)
        do(cast, fresh(theirs), items[theirs], now)
    assert fresh(theirs).state is MeetingState.HELD
    for name in ("add", "change", "call in", "move", "write", "note a promise", "note who is here", "ask another"):
        with pytest.raises(Refused):  # closed: no longer theirs
            DOINGS[name](cast, fresh(theirs), items[theirs], now)
    assert fresh(other).state is MeetingState.PUBLISHED


def test_a_substitute_arranges_nothing_of_the_group_and_closes_promises_of_that_meeting_alone(cast: Cast) -> None:
    before, theirs = published(cast), published(cast)
    now = {"actor": cast.sam, "at": cast.at + timedelta(minutes=5)}
    by_femi = now | {"actor": cast.femi, "owner": cast.aiko, "due_on": cast.at.date()}
    old, new = promise(meeting=before, text="Old.", **by_femi), promise(meeting=theirs, text="New.", **by_femi)
    series = weekly(cast)
    substitute(cast, theirs, cast.sam)
    group = {"area": cast.identity, "time_zone": "UTC"}
    for forbidden in (
        lambda: cancel_meeting(meeting=before, reason="Nobody has time for it this week.", **now),
        lambda: plan_meeting(title="Extra", starts_at=cast.at + timedelta(days=1), **group, **now),
        lambda: keep_series(title="Mine", rule="FREQ=WEEKLY;BYDAY=MO", local_time=time(9), **group, **now),
        lambda: end_series(series=series, on=cast.at.date(), **now),
        lambda: plan_ahead(series=series, until=cast.at.date(), **now),
        lambda: draw_rota(area=cast.identity, **now),
        lambda: take_run(meeting=before, **now),
        lambda: forget_talk(meeting=theirs, **now),
        lambda: name_facilitator(area=cast.identity, person=cast.sam, named=True, **now),
        lambda: drop_point(point=old, reason="It is not needed any more, clients said.", **now),
        lambda: drop_item(item=before.items.get(), **now),
    ):
        with pytest.raises(Refused):
            forbidden()
    drop_point(point=new, reason="It is not needed any more, clients said.", **now)
    viewer = cast.viewer(cast.sam)
    assert viewer.facilitates == frozenset()
    assert presenters_of(viewer, cast.identity.pk) == []
    assert may_see_preparation(viewer, meeting_facts(fresh(theirs)), None)
    assert not may_see_preparation(viewer, meeting_facts(fresh(before)), None)
    cancel_meeting(meeting=theirs, reason="Nobody has time for it this week.", **now)


def test_whoever_leaves_the_group_stands_in_no_more(cast: Cast) -> None:
    meeting = published(cast)
    substitute(cast, meeting, cast.sam)
    remove_member(area=cast.identity, person=cast.sam, actor=cast.femi, at=cast.at)
    with pytest.raises(Refused, match="Only the group’s facilitators"):
        move_meeting(meeting=meeting, starts_at=cast.at + timedelta(days=1), actor=cast.sam, at=cast.at)
    Worker(clock=lambda: cast.at + timedelta(minutes=1)).work_off()
    assert fresh(meeting).run_by == cast.femi
