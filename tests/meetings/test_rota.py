"""The rota in the database: drawn up, asked for, exchanged, passed on and taken on."""

from datetime import timedelta
from typing import Any

import pytest

from parley.groups.actions import name_facilitator
from parley.kernel.refusals import Refused
from parley.kernel.spans import today_of
from parley.ledger.models import Entry
from parley.ledger.terms import MACHINE
from parley.meetings.actions import (
    answer_ask,
    ask_to_run,
    cancel_meeting,
    hand_over_everything,
    hold_meeting,
    move_meeting,
    note_who_ran,
    pass_on_run,
    publish_meeting,
    publish_minutes,
    take_run,
)
from parley.meetings.models import Meeting, RotaAsk
from parley.meetings.queries import asks_of, own_runs, ran_before
from parley.meetings.terms import meeting_ref
from parley.meetings.terms.rota import AskState, RunAs
from parley.notifications.models import Notice
from parley.people.actions import note_away
from parley.reactions.worker import Worker
from tests.cast import Cast, history
from tests.meetings.made import line, meetings_of, soon, weekly
from tests.meetings.turns import drawn, facilitators, fresh

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def told_of(kind: str) -> dict[int, str]:
    """Who was told of the last entry of a kind, and how it reads."""
    entry = Entry.objects.filter(kind=kind).latest("pk")
    return dict(Notice.objects.filter(entry=entry).values_list("person", "because"))


def test_turns_are_drawn_up_and_the_next_ones_told(cast: Cast) -> None:
    facilitators(cast, cast.noor)
    rows = meetings_of(weekly(cast))
    drawn(cast)
    rows = [fresh(each) for each in rows]
    assert [each.run_by for each in rows[:4]] == [cast.femi, cast.noor, cast.femi, cast.noor]
    soonest = [each for each in rows if each.starts_at <= cast.at + timedelta(days=14)]
    assert {each.run_as for each in soonest} == {RunAs.TOLD}
    assert {each.run_as for each in rows[len(soonest) :]} == {RunAs.DRAWN}
    assert history(meeting_ref(soonest[0].pk))[0] == (
        f"proposed that [person:{cast.femi.pk}] runs [meeting:{soonest[0].pk}]"
    )
    before = Entry.objects.count()
    drawn(cast)
    assert Entry.objects.count() == before  # again changes nothing


def test_the_worker_draws_when_meetings_are_made_and_tells_whose_turn_it_is(cast: Cast) -> None:
    facilitators(cast, cast.noor)
    meeting = soon(cast)
    Worker(clock=lambda: cast.at + timedelta(minutes=1)).work_off()
    assert fresh(meeting).run_by == cast.femi
    assert told_of("meeting.run_proposed") == {cast.femi.pk: "member"}  # which is not mailed


def test_who_goes_away_is_replaced_and_the_next_is_told(cast: Cast) -> None:
    facilitators(cast, cast.noor)
    meeting = soon(cast, ahead=timedelta(days=3))
    drawn(cast)
    day = today_of(cast.femi, meeting.starts_at)
    note_away(person=cast.femi, first=day, last=day, deputy=None, actor=cast.femi, at=cast.at)
    Worker(clock=lambda: cast.at + timedelta(minutes=1)).work_off()
    assert fresh(meeting).run_by == cast.noor
    assert told_of("meeting.run_proposed") == {cast.noor.pk: "owns"}
    assert history(meeting_ref(meeting.pk))[0].endswith(
        f"runs [meeting:{meeting.pk}] instead of [person:{cast.femi.pk}]"
    )
    note_away(person=cast.noor, first=day, last=day, deputy=None, actor=cast.noor, at=cast.at)
    Worker(clock=lambda: cast.at + timedelta(minutes=2)).work_off()
    assert fresh(meeting).run_by is None
    assert set(told_of("meeting.run_proposed")) == {cast.femi.pk, cast.noor.pk}


def test_who_leaves_hands_on_what_they_were_to_run_in_the_same_moment(cast: Cast) -> None:
    facilitators(cast, cast.noor)
    coming, begun = soon(cast, ahead=timedelta(days=3)), soon(cast, ahead=timedelta(minutes=1))
    drawn(cast)
    take_run(meeting=coming, actor=cast.femi, at=cast.at)
    if fresh(begun).run_by != cast.femi:
        take_run(meeting=begun, actor=cast.femi, at=cast.at)
    ask_to_run(meeting=coming, person=cast.sam, actor=cast.femi, at=cast.at)
    later = {"on": cast.at.date(), "actor": cast.ines, "at": cast.at + timedelta(minutes=3)}
    hand_over_everything(leaver=cast.sam, heirs={}, **later)
    assert RotaAsk.objects.get().state is AskState.OVER
    hand_over_everything(leaver=cast.femi, heirs={}, **later)
    assert fresh(coming).run_by == cast.noor
    assert fresh(begun).run_by is None


def test_asking_accepting_and_exchanging(cast: Cast) -> None:
    facilitators(cast, cast.noor)
    first, second = soon(cast, ahead=timedelta(days=2)), soon(cast, ahead=timedelta(days=4))
    drawn(cast)
    ask = ask_to_run(meeting=first, person=cast.noor, in_return=fresh(second), actor=cast.femi, at=cast.at)
    assert list(asks_of(cast.viewer(cast.noor))) == [ask]
    with pytest.raises(Refused, match="Somebody else was asked"):
        answer_ask(ask=ask, accepted=True, actor=cast.sam, at=cast.at)
    answer_ask(ask=ask, accepted=True, actor=cast.noor, at=cast.at)
    assert (fresh(first).run_by, fresh(second).run_by) == (cast.noor, cast.femi)
    assert fresh(first).run_as is RunAs.AGREED
    assert history(meeting_ref(first.pk))[0] == (
        f"agreed to run [meeting:{first.pk}] instead of [person:{cast.femi.pk}], in exchange for [meeting:{second.pk}]"
    )
    with pytest.raises(Refused, match="not asked any more"):
        answer_ask(ask=ask, accepted=True, actor=cast.noor, at=cast.at)
    Worker(clock=lambda: cast.at + timedelta(minutes=1)).work_off()
    assert told_of("meeting.run_asked") == {cast.noor.pk: "owns"}
    assert told_of("meeting.run_taken") == {cast.femi.pk: "owns"}
    drawn(cast)
    assert (fresh(first).run_by, fresh(second).run_by) == (cast.noor, cast.femi)


def test_declining_leaves_it_and_the_last_asked_counts(cast: Cast) -> None:
    meeting = soon(cast)
    drawn(cast)
    ask = ask_to_run(meeting=meeting, person=cast.sam, actor=cast.femi, at=cast.at)
    answer_ask(ask=ask, accepted=False, actor=cast.sam, at=cast.at)
    assert fresh(meeting).run_by == cast.femi
    Worker(clock=lambda: cast.at + timedelta(minutes=1)).work_off()
    assert told_of("meeting.run_declined") == {cast.femi.pk: "owns"}
    old = ask_to_run(meeting=meeting, person=cast.sam, actor=cast.femi, at=cast.at)
    ask_to_run(meeting=meeting, person=cast.aiko, actor=cast.femi, at=cast.at)
    with pytest.raises(Refused, match="not asked any more"):
        answer_ask(ask=old, accepted=True, actor=cast.sam, at=cast.at)
    with pytest.raises(Refused, match="not in this group"):
        ask_to_run(meeting=meeting, person=cast.omar, actor=cast.femi, at=cast.at)
    with pytest.raises(Refused, match="Only whoever runs"):
        ask_to_run(meeting=meeting, person=cast.aiko, actor=cast.sam, at=cast.at)


def test_passing_on_proposes_the_next_and_taking_over_needs_no_asking(cast: Cast) -> None:
    facilitators(cast, cast.noor)
    meeting = soon(cast)
    drawn(cast)
    pass_on_run(meeting=meeting, actor=cast.femi, at=cast.at)
    assert fresh(meeting).run_by == cast.noor
    take_run(meeting=meeting, actor=cast.femi, at=cast.at)
    assert (fresh(meeting).run_by, fresh(meeting).run_as) == (cast.femi, RunAs.AGREED)
    assert history(meeting_ref(meeting.pk))[0] == (
        f"took on to run [meeting:{meeting.pk}] instead of [person:{cast.noor.pk}]"
    )
    assert list(own_runs(cast.viewer(cast.femi), cast.at, cast.at + timedelta(days=7))) == [meeting]


def test_whoever_cannot_is_not_given_it_back_until_it_is_moved(cast: Cast) -> None:
    meeting = soon(cast)
    drawn(cast)
    pass_on_run(meeting=meeting, actor=cast.femi, at=cast.at)
    assert fresh(meeting).run_by is None
    drawn(cast)
    assert fresh(meeting).run_by is None, "nobody else facilitates, and Femi cannot"
    facilitators(cast, cast.noor, cast.sam)
    drawn(cast)
    assert fresh(meeting).run_by == cast.noor
    ask = ask_to_run(meeting=meeting, person=cast.sam, actor=cast.noor, at=cast.at)
    answer_ask(ask=ask, accepted=False, actor=cast.sam, at=cast.at)
    pass_on_run(meeting=meeting, actor=cast.noor, at=cast.at)
    assert fresh(meeting).run_by is None, "whoever declined is not proposed either"
    move_meeting(meeting=meeting, starts_at=meeting.starts_at + timedelta(days=1), actor=cast.femi, at=cast.at)
    drawn(cast)
    assert fresh(meeting).run_by == cast.femi, "what they said was of another day"


def test_passing_on_counts_who_runs_the_meeting_before(cast: Cast) -> None:
    facilitators(cast, cast.noor, cast.sam)
    first, second, *_ = meetings_of(weekly(cast))
    drawn(cast)
    before, mine = fresh(first).run_by, fresh(second).run_by
    pass_on_run(meeting=second, actor=mine, at=cast.at)
    assert fresh(second).run_by not in {before, mine}, "nobody runs two in a row while another can"


def test_an_exchange_that_does_not_hold_any_more_is_declined(cast: Cast) -> None:
    facilitators(cast, cast.noor)
    first, second = soon(cast, ahead=timedelta(days=2)), soon(cast, ahead=timedelta(days=4))
    drawn(cast)

    def ask(other: Meeting) -> RotaAsk:
        return ask_to_run(meeting=first, person=cast.noor, in_return=fresh(other), actor=cast.femi, at=cast.at)

    now: dict[str, Any] = {"deputy": None, "actor": MACHINE, "at": cast.at}
    day = today_of(cast.femi, second.starts_at)
    asked = ask(second)
    note_away(person=cast.femi, first=day, last=day, **now)
    with pytest.raises(Refused, match=r"does not hold any more.*Say that you cannot"):
        answer_ask(ask=asked, accepted=True, actor=cast.noor, at=cast.at)
    with pytest.raises(Refused, match="You are away on the day of that meeting"):
        ask(second)
    note_away(person=cast.femi, first=None, last=None, **now)
    asked = ask(second)
    cancel_meeting(meeting=second, reason="Everybody is at the fair in Berlin.", actor=cast.femi, at=cast.at)
    with pytest.raises(Refused, match="does not hold any more"):
        answer_ask(ask=asked, accepted=True, actor=cast.noor, at=cast.at)
    answer_ask(ask=asked, accepted=False, actor=cast.noor, at=cast.at)
    there = today_of(cast.noor, first.starts_at)
    asked = ask_to_run(meeting=first, person=cast.noor, actor=cast.femi, at=cast.at)
    note_away(person=cast.noor, first=there, last=there, **now)
    with pytest.raises(Refused, match="You are away that day"):
        answer_ask(ask=asked, accepted=True, actor=cast.noor, at=cast.at)


def test_what_somebody_asked_who_may_not_any_more_is_not_accepted(cast: Cast) -> None:
    facilitators(cast, cast.noor)
    meeting = soon(cast)
    drawn(cast)
    other = cast.noor if fresh(meeting).run_by == cast.femi else cast.femi
    ask = ask_to_run(meeting=meeting, person=cast.sam, actor=other, at=cast.at)
    name_facilitator(area=cast.identity, person=other, named=False, actor=MACHINE, at=cast.at)
    with pytest.raises(Refused, match="cannot hand this meeting on any more"):
        answer_ask(ask=ask, accepted=True, actor=cast.sam, at=cast.at)
    answer_ask(ask=ask, accepted=False, actor=cast.sam, at=cast.at)


def test_turns_are_reckoned_by_who_ran_it(cast: Cast) -> None:
    facilitators(cast, cast.noor, cast.sam)
    first, second, *_ = meetings_of(weekly(cast))
    line(cast, first)
    drawn(cast)
    publish_meeting(meeting=first, actor=cast.femi, at=cast.at)
    was, then = fresh(first).run_by, fresh(second).run_by
    now = {"actor": cast.femi, "at": first.starts_at}
    with pytest.raises(Refused, match="Close it first"):
        note_who_ran(meeting=first, person=then, **now)
    hold_meeting(meeting=first, **now)
    with pytest.raises(Refused, match="Only the note-taker and the facilitators"):
        note_who_ran(meeting=first, person=then, actor=cast.aiko, at=first.starts_at)
    with pytest.raises(Refused, match="not in this group"):
        note_who_ran(meeting=first, person=cast.omar, **now)
    note_who_ran(meeting=first, person=was, **now)
    assert [each.person for each in ran_before(cast.identity.pk, second.starts_at)] == [was.pk]
    note_who_ran(meeting=first, person=then, **now)
    assert [each.person for each in ran_before(cast.identity.pk, second.starts_at)] == [then.pk]
    assert history(meeting_ref(first.pk))[0] == (
        f"noted that [person:{then.pk}] ran [meeting:{first.pk}] instead of [person:{was.pk}]"
    )
    publish_minutes(meeting=first, **now)
    with pytest.raises(Refused, match="minutes are published"):
        note_who_ran(meeting=first, person=was, **now)
