"""Who may do what with a topic, by when it is answered, and what counts as an answer."""

from datetime import date

import pytest

from parley.kernel.refusals import Refused
from parley.people.terms import Side, Viewer
from parley.topics.rules import (
    alike,
    answer_by_of,
    kind_of,
    late_by,
    must_answer,
    must_merge,
    must_support,
    must_take_back,
    something_said,
    title_of,
    until_of,
    why_of,
)
from parley.topics.terms import TopicFacts, TopicKind, TopicState

TODAY = date(2026, 11, 23)


def viewer(person: int = 1, **places: frozenset[int]) -> Viewer:
    return Viewer(person=person, name="Sam", side=Side.BUSINESS, function=1, region=1, time_zone="UTC", language="en",
                  **places)  # fmt: skip


def facts(key: int = 1, *, area: int = 5, state: TopicState = TopicState.OPEN) -> TopicFacts:
    return TopicFacts(key=key, area=area, title="Does it cover Japan?", state=state, brought_by=9, answer_by=TODAY)


def test_an_answer_is_due_in_the_groups_days_or_earlier_if_asked():
    assert answer_by_of(TODAY, 14, None) == date(2026, 12, 7)
    assert answer_by_of(TODAY, 14, date(2026, 11, 26)) == date(2026, 11, 26)


@pytest.mark.parametrize(
    ("wanted", "sentence"), [(date(2026, 11, 22), "in the past"), (date(2027, 1, 1), "7 Dec 2026")]
)
def test_a_day_outside_the_groups_promise_is_refused(wanted, sentence):
    with pytest.raises(Refused, match=sentence) as refused:
        answer_by_of(TODAY, 14, wanted)
    assert refused.value.field == "answer_by"


def test_lateness_counts_days_of_open_topics_only():
    assert late_by(TopicState.OPEN, TODAY, date(2026, 11, 26)) == 3
    assert late_by(TopicState.OPEN, TODAY, TODAY) == 0
    assert late_by(TopicState.PARKED, TODAY, date(2026, 11, 26)) == 0


@pytest.mark.parametrize("place", ["facilitates", "product_of", "decides"])
def test_who_answers(place):
    must_answer(viewer(**{place: frozenset({5})}), facts())


def test_a_member_does_not_settle_a_topic():
    with pytest.raises(Refused, match="Say in the conversation what you know"):
        must_answer(viewer(member_of=frozenset({5})), facts())


@pytest.mark.parametrize("state", [TopicState.ANSWERED, TopicState.DECIDED, TopicState.MERGED, TopicState.WITHDRAWN])
def test_a_settled_topic_stays_settled(state):
    with pytest.raises(Refused, match="Bring a new one"):
        must_answer(viewer(facilitates=frozenset({5})), facts(state=state))


def test_only_the_bringer_takes_a_topic_back():
    must_take_back(viewer(9), facts())
    with pytest.raises(Refused, match="Only whoever brought"):
        must_take_back(viewer(1, facilitates=frozenset({5})), facts())


def test_the_bringer_does_not_support_their_own_topic():
    must_support(viewer(1), facts())
    with pytest.raises(Refused, match="stand behind it already"):
        must_support(viewer(9), facts())


@pytest.mark.parametrize(
    ("into", "sentence"),
    [
        (facts(1), "into itself"),
        (facts(2, area=6), "another group"),
        (facts(2, state=TopicState.ANSWERED), "has been answered"),
    ],
)
def test_where_a_topic_cannot_be_merged(into, sentence):
    with pytest.raises(Refused, match=sentence):
        must_merge(viewer(facilitates=frozenset({5})), facts(1), into)


@pytest.mark.parametrize("until", [TODAY, date(2027, 11, 25)])
def test_a_parked_topic_comes_back_within_a_year(until):
    with pytest.raises(Refused, match="within a year"):
        until_of(until, TODAY)


@pytest.mark.parametrize(
    "answer",
    [
        "",
        " ",
        "Done.",
        "ok",
        "test",
        "See above",
        "because I say so",
        "leadership wants it",
        "Does it cover Japan?",
        "a\0b",
    ],
)
def test_an_answer_that_says_nothing_is_refused(answer):
    with pytest.raises(Refused):
        something_said(answer, "Does it cover Japan?", field="answer", instead="Say it.")


@pytest.mark.parametrize("answer", ["No: APPI needs no banner, legal confirmed it.", "日本は来年一月から対象です"])
def test_an_answer_that_says_something_is_kept(answer):
    assert something_said(f" {answer} ", "Does it cover Japan?", field="answer", instead="Say it.") == answer


def test_a_why_that_repeats_the_title_is_refused():
    with pytest.raises(Refused, match="repeats the title"):
        why_of("Does it cover Japan", "Does it cover Japan?")
    with pytest.raises(Refused, match="at most 200"):
        title_of("x" * 201)


def test_kinds_are_a_fixed_list():
    assert kind_of(" Problem ") is TopicKind.PROBLEM
    with pytest.raises(Refused, match="Choose question, problem"):
        kind_of("wish")


def test_similar_titles_are_found_by_their_words():
    others = [(1, "Does the consent banner cover Japan?"), (2, "Price list for 2027"), (3, "Consent in Japan")]
    assert alike("Is Japan covered by consent?", others) == [3, 1]
    assert alike("Consent banner: Japan", others) == [1, 3]
    assert alike("A price for Seoul", others) == []
    assert alike("", others) == []
