"""Whose turn it is to run a meeting: fewest first, longest ago first, nobody who is away, each sitting its own."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from parley.kernel.refusals import Refused
from parley.meetings.rules import may_run
from parley.meetings.rules.rota import (
    drawn,
    is_away,
    is_to_be_told,
    must_answer,
    must_be_an_exchange,
    must_be_askable,
    must_pass_on,
    must_still_be_an_exchange,
    must_take,
    whose_turn,
    why_not_hand_on,
)
from parley.meetings.terms import MeetingFacts, MeetingState
from parley.meetings.terms.rota import AskState, Ran, RunAs, Runner, ToRun
from parley.people.terms import Side, Viewer

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
WEEK = timedelta(days=7)
FEMI, NOOR, AIKO = (Runner(person=key, name=name) for key, name in ((1, "Femi"), (2, "Noor"), (3, "Aiko")))


def to_run(weeks: int, **more) -> ToRun:
    return ToRun(meeting=100 + weeks, starts_at=AT + weeks * WEEK, **more)


def weekly(count: int, **more) -> list[ToRun]:
    return [to_run(each, **more) for each in range(1, count + 1)]


def ran(*people: int) -> list[Ran]:
    return [Ran(person, AT - (len(people) - place) * WEEK) for place, person in enumerate(people)]


def turns(runners, before=(), coming=None, substitutes=None) -> list[int | None]:
    return list(drawn(runners, substitutes or {}, before, coming or weekly(6)).values())


def test_turns_go_round() -> None:
    assert turns([FEMI, NOOR, AIKO]) == [3, 1, 2, 3, 1, 2]
    assert turns([FEMI]) == [1] * 6
    assert turns([]) == [None] * 6


def test_fewest_first_then_longest_ago() -> None:
    assert whose_turn([FEMI, NOOR, AIKO], to_run(1), ran(1, 2, 3, 1, 2)) == 3
    assert whose_turn([FEMI, NOOR, AIKO], to_run(1), ran(2, 1, 3)) == 2
    assert whose_turn([FEMI, NOOR], to_run(1), ran(*[1] * 3, *[2] * 10)) == 1  # what is older than ten counts no more


def test_whoever_is_new_catches_up_without_running_two_in_a_row() -> None:
    found = turns([FEMI, NOOR, AIKO], ran(1, 2, 1, 2, 1, 2))
    assert found == [3, 1, 3, 2, 3, 1]


def test_nobody_runs_more_than_one_more_than_another() -> None:
    found = turns([FEMI, NOOR, AIKO], coming=weekly(30))
    for size in range(1, 31):
        counts = [found[:size].count(each) for each in (1, 2, 3)]
        assert max(counts) - min(counts) <= 1


def test_who_is_away_that_day_where_they_are_is_passed_over() -> None:
    tokyo = Runner(person=3, name="Aiko", time_zone="Asia/Tokyo", away_from=date(2026, 11, 28),
                   away_until=date(2026, 11, 28))  # fmt: skip
    late = ToRun(meeting=1, starts_at=datetime(2026, 11, 27, 16, tzinfo=UTC))  # the 28th in Tokyo
    assert is_away(tokyo, late.starts_at)
    assert not is_away(tokyo, late.starts_at - timedelta(hours=2))
    assert whose_turn([tokyo, NOOR], late, ran(2)) == 2
    assert whose_turn([tokyo], late, []) is None


def test_a_sitting_is_run_by_those_of_its_regions_and_by_others_only_if_there_are_none() -> None:
    second = frozenset({7})
    there = Runner(person=3, name="Aiko", region=7)
    coming = [
        ToRun(meeting=week * 10 + sitting, starts_at=AT + week * WEEK + timedelta(hours=sitting), sitting=sitting,
              second=second)
        for week in (1, 2) for sitting in (1, 2)
    ]  # fmt: skip
    assert turns([FEMI, NOOR, there], coming=coming) == [1, 3, 2, 3]
    assert turns([FEMI, NOOR], coming=coming) == [1, 2, 1, 2]


def test_who_was_told_or_agreed_stays_and_who_was_only_drawn_is_drawn_anew() -> None:
    told = to_run(1, run_by=1, run_as=RunAs.TOLD)
    agreed = to_run(2, run_by=1, run_as=RunAs.AGREED)
    loose = to_run(3, run_by=1)
    assert turns([FEMI, NOOR], coming=[told, agreed, loose]) == [1, 1, 2]
    assert turns([NOOR], coming=[told, agreed, loose]) == [2, 2, 2]  # a facilitator no more
    away = Runner(person=1, name="Femi", away_from=AT.date(), away_until=AT.date() + WEEK)
    assert turns([away, NOOR], coming=[told, agreed]) == [2, 1]


def test_a_substitute_stays_while_they_are_of_the_group() -> None:
    stands_in = to_run(1, run_by=9, run_as=RunAs.SUBSTITUTE)
    sam = Runner(person=9, name="Sam")
    assert turns([FEMI], coming=[stands_in], substitutes={9: sam}) == [9]
    assert turns([FEMI], coming=[stands_in]) == [1]


def test_people_are_told_two_weeks_ahead_and_whenever_somebody_else_knew() -> None:
    assert is_to_be_told(to_run(2), AT)
    assert not is_to_be_told(to_run(3), AT)
    assert is_to_be_told(to_run(3, run_by=1, run_as=RunAs.AGREED), AT)


def viewer(person: int, **more) -> Viewer:
    return Viewer(person=person, name="", side=Side.NEITHER, function=None, region=None, time_zone="UTC",
                  language="en", **more)  # fmt: skip


FACILITATOR, OTHER = viewer(1, facilitates=frozenset({5})), viewer(2, facilitates=frozenset({5}))
SAM, STRANGER = viewer(9, member_of=frozenset({5})), viewer(8, member_of=frozenset({6}))


def facts(state: MeetingState = MeetingState.PUBLISHED, **more) -> MeetingFacts:
    given = {"area": 5, "starts_at": AT + WEEK, "time_zone": "UTC", "minutes": 60, "run_by": 1} | more
    return MeetingFacts(state=state, **given)


def test_a_substitute_has_the_rights_for_that_meeting_until_it_is_closed() -> None:
    stands_in = facts(run_by=9, substitute=9)
    assert may_run(SAM, stands_in)
    assert may_run(SAM, facts(MeetingState.PLANNED, run_by=9, substitute=9))
    for ended in (MeetingState.HELD, MeetingState.CANCELLED):
        assert not may_run(SAM, facts(ended, run_by=9, substitute=9))
    assert not may_run(SAM, facts(run_by=9, substitute=9, area_goes_on=False))
    assert not may_run(SAM, facts(run_by=9))  # proposed, and not agreed to
    assert not may_run(SAM, facts())
    assert not may_run(viewer(9), stands_in)  # no longer of the group


def test_who_hands_a_meeting_on() -> None:
    assert why_not_hand_on(FACILITATOR, facts(), AT) == ""
    assert why_not_hand_on(SAM, facts(run_by=9, substitute=9), AT) == ""
    assert "Only whoever runs" in why_not_hand_on(SAM, facts(), AT)
    assert "over" in why_not_hand_on(FACILITATOR, facts(), AT + 2 * WEEK)
    assert "over" in why_not_hand_on(FACILITATOR, facts(MeetingState.HELD), AT)


@pytest.mark.parametrize(("who", "sentence"), [
    (None, "not in this group"),
    (Runner(person=1, name="Femi"), "runs this meeting already"),
    (Runner(person=2, name="Noor"), "not ask yourself"),
    (Runner(person=3, name="Aiko", away_from=AT.date(), away_until=AT.date() + 2 * WEEK), "away that day"),
])  # fmt: skip
def test_who_cannot_be_asked(who, sentence) -> None:
    with pytest.raises(Refused, match=sentence):
        must_be_askable(who, "They", facts(), asker=2)
    must_be_askable(AIKO, "Aiko", facts(), asker=2)


def test_an_exchange_is_of_ones_own_for_one_that_they_run() -> None:
    theirs = facts(run_by=2, starts_at=AT + 2 * WEEK)
    must_be_an_exchange(FEMI, facts(), theirs, person=2, at=AT)
    must_still_be_an_exchange(FEMI, facts(), theirs, person=2, at=AT)
    for mine, other, sentence in (
        (facts(run_by=2), theirs, "Only a facilitator"),
        (facts(substitute=1), theirs, "Only a facilitator"),
        (facts(), facts(run_by=3), "do not run that meeting"),
        (facts(), facts(run_by=2, area=6), "do not run that meeting"),
        (facts(), facts(run_by=2, starts_at=AT - WEEK), "over"),
    ):
        with pytest.raises(Refused, match=sentence):
            must_be_an_exchange(FEMI, mine, other, person=2, at=AT)
        with pytest.raises(Refused, match=r"does not hold any more.*Say that you cannot"):
            must_still_be_an_exchange(FEMI, mine, other, person=2, at=AT)
    away = replace(FEMI, away_from=theirs.starts_at.date(), away_until=theirs.starts_at.date())
    with pytest.raises(Refused, match="You are away on the day of that meeting"):
        must_be_an_exchange(away, facts(), theirs, person=2, at=AT)
    with pytest.raises(Refused, match="does not hold any more"):
        must_still_be_an_exchange(FEMI, facts(), None, person=2, at=AT)


def test_whoever_cannot_run_a_meeting_is_proposed_for_others_alone() -> None:
    assert turns([FEMI, NOOR], coming=[to_run(1, cannot=frozenset({1})), to_run(2)]) == [2, 1]
    assert turns([FEMI], coming=[to_run(1, cannot=frozenset({1})), to_run(2)]) == [None, 1]
    agreed = to_run(1, run_by=1, run_as=RunAs.AGREED, cannot=frozenset({1}))
    assert turns([FEMI, NOOR], coming=[agreed]) == [1], "whoever takes it all the same runs it"


def test_who_answers_takes_and_passes_on() -> None:
    must_answer(SAM, AskState.OPEN, 9, facts(), AT)
    with pytest.raises(Refused, match="Somebody else was asked"):
        must_answer(OTHER, AskState.OPEN, 9, facts(), AT)
    for state, meeting in ((AskState.OVER, facts()), (AskState.OPEN, facts(MeetingState.CANCELLED))):
        with pytest.raises(Refused, match="not asked any more"):
            must_answer(SAM, state, 9, meeting, AT)
    must_take(OTHER, facts(), AT)
    with pytest.raises(Refused, match="Only the group’s facilitators"):
        must_take(SAM, facts(run_by=9, substitute=9), AT)
    with pytest.raises(Refused, match="already"):
        must_take(FACILITATOR, facts(), AT)
    must_pass_on(FACILITATOR, facts(), AT)
    with pytest.raises(Refused, match="Somebody else runs"):
        must_pass_on(OTHER, facts(), AT)
