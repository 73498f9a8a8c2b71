"""The rules of feedback and of outcomes, without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from parley.kernel.refusals import Refusals, Refused
from parley.roadmap.terms import Stage
from parley.trials.rules import feedback, outcome
from parley.trials.terms import Follows, QuestionDraft, TrialFacts, TrialPlan, TrialState
from parley.trials.terms.feedback import WayOn

DAY = date(2027, 3, 1)
TRIAL = TrialFacts(key=1, area=1, state=TrialState.OPEN, first_day=DAY, last_day=DAY + timedelta(days=30), places=3)


def plan(asks="Does it help?", code_name="Heron", agreement="", requirements=""):
    return TrialPlan(
        code_name=code_name, aim="", first_day=DAY, last_day=DAY, places=1, agreement=agreement,
        requirements=requirements, questions=(QuestionDraft(asks="Is it fast?", changes_mind=""),
                                              QuestionDraft(asks=asks, changes_mind="Heron goes on.")),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "fields"),
    [
        (plan(), []),
        (plan("Does Heron help?"), ["question-1-asks"]),
        (plan("Does heron, the new one, help?"), ["question-1-asks"]),
        (plan("Do your herons help?"), []),
        (plan("Hilft Überheron?"), []),
        (plan("アオサギは役に立ちますか", code_name="アオサギ"), ["question-1-asks"]),
        (plan("Do private clean rooms help?"), ["question-1-asks"]),
        (plan(agreement="You try Heron for a week."), ["agreement"]),
        (plan(requirements="An account in Heron (beta)."), ["requirements"]),
    ],
)
def test_what_clients_read_names_neither_the_code_name_nor_the_title(written, fields):
    found = feedback.refusals_of_names(written, title="Private clean rooms")
    assert [each.field for each in found] == fields


def test_a_title_of_one_word_may_be_asked_about():
    assert feedback.refusals_of_names(plan("Do exports help?"), title="Exports") == []


def test_the_one_reminded_is_reminded_twice_a_week_apart_and_not_before_the_trial_begins():
    first = datetime(2027, 3, 1, tzinfo=UTC)

    def reminded(day, *, asked=-20, reminders=0, last=None):
        return feedback.is_reminded_of(
            TRIAL, since=first + timedelta(days=asked), reminders=reminders, at=first + timedelta(days=day),
            reminded_at=None if last is None else first + timedelta(days=last),
        )  # fmt: skip

    assert [day for day in range(10) if reminded(day)] == [7, 8, 9]
    assert [day for day in range(15) if reminded(day, asked=5)] == [12, 13, 14]
    assert [day for day in range(20) if reminded(day, reminders=1, last=9)] == [16, 17, 18, 19]
    assert not any(reminded(day, reminders=2, last=9) for day in range(60))


def ways(**given):
    return [
        WayOn(follows=word, title=word, why="", until=DAY + timedelta(days=60), **given.get(word.value, {}))
        for word in reversed(Follows)
    ]


@pytest.mark.parametrize(
    ("title", "said"),
    [("Go on longer", "Go on longer until 12 March 2027"), ("Until 12 March 2027, with all", None), (" ", "")],
)
def test_extending_says_until_which_day(title, said):
    given = [replace(each, title=title, until=date(2027, 3, 12)) if each.follows is Follows.EXTEND else each
             for each in ways()]  # fmt: skip
    trial = replace(TRIAL, first_day=date(2027, 1, 4), last_day=date(2027, 2, 1))
    *others, extend = outcome.ways_on_of(given, trial, now=Stage.BETA, on=date(2027, 1, 10))
    assert extend.title == (title if said is None else said)
    assert [each.title for each in others] == list(Follows)[:3], "no other way has a day"


def test_ways_on_come_in_their_order_with_the_stage_they_move_to():
    found = outcome.ways_on_of(
        ways(go={"stage": Stage.BETA}, change={"stage": Stage.EXPLORE}), TRIAL, now=Stage.BETA, on=DAY
    )
    assert [(each.follows, each.stage) for each in found] == [
        (Follows.GO, None), (Follows.CHANGE, Stage.EXPLORE), (Follows.STOP, Stage.STOPPED), (Follows.EXTEND, None),
    ]  # fmt: skip


def test_going_on_does_not_stop_and_extending_ends_later():
    with pytest.raises(Refusals) as many:
        outcome.ways_on_of(ways(go={"stage": Stage.STOPPED}), TRIAL, now=Stage.BETA, on=DAY + timedelta(days=60))
    assert [each.field for each in many.value.each] == ["stage-go", "until-extend"]
    twice = [*ways()[:3], ways()[0]]
    with pytest.raises(Refused, match="Weigh all four"):
        outcome.ways_on_of(twice, TRIAL, now=Stage.BETA, on=DAY)


def test_the_stage_after_one():
    found = [outcome.next_stage(each) for each in (Stage.ALPHA, Stage.BETA, Stage.LIVE, Stage.STOPPED)]
    assert found == [Stage.BETA, Stage.BUILD, None, None]


@pytest.mark.parametrize(
    ("moves", "follows"),
    [((), None), (("stopped",), Follows.STOP), (("build",), Follows.GO), (("build", "stopped"), Follows.STOP)],
)
def test_an_option_that_was_put_later_is_understood_by_the_stage_it_moves_to(moves, follows):
    assert outcome.follows_from(moves) is follows
