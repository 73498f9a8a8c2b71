"""What is worth a mail, who answers, and the strongest reason for which somebody is told."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from parley.notifications.rules import (
    COMPANY_NEWS,
    FRESH,
    NEWS,
    answers_for,
    each_once,
    is_worth_a_mail,
    news_since,
    usual_level,
    wants,
    wish_for,
)
from parley.notifications.terms import Because, Level, ToTell, WaitingThing, Waits, Wish
from parley.people.terms import Side, Viewer

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "because", "worth"),
    [
        ("decision.published", Because.CREDITED, True),
        ("decision.published", Because.FOLLOWS, True),
        ("decision.published", Because.MEMBER, False),
        ("topic.answered", Because.BROUGHT, True),
        ("topic.answered", Because.SUPPORTS, False),
        ("meeting.cancelled", Because.MEMBER, False),
        ("meeting.published", Because.MEMBER, False),
        ("comment.said", Because.OWNS, True),
        ("comment.said", Because.BROUGHT, True),
        ("comment.said", Because.FOLLOWS, False),
        ("comment.said", Because.MEMBER, False),
    ],
)
def test_only_the_few_things_that_cannot_wait_are_mailed(kind, because, worth):
    assert is_worth_a_mail(kind, because, happened_at=NOW, at=NOW) is worth


EVERYTHING, CONCERNS, DECISIONS, NOTHING = Level


@pytest.mark.parametrize(
    ("kind", "because", "levels"),
    [
        ("comment.said", Because.MEMBER, {EVERYTHING}),
        ("comment.said", Because.FOLLOWS, {EVERYTHING, CONCERNS}),
        ("comment.said", Because.BROUGHT, {EVERYTHING, CONCERNS}),
        ("comment.said", Because.MENTIONED, set(Level)),
        ("initiative.replanned", Because.MEMBER, {EVERYTHING}),
        ("initiative.replanned", Because.ASKED, {EVERYTHING, CONCERNS}),
        ("topic.brought", Because.MEMBER, {EVERYTHING}),
        ("topic.answered", Because.SUPPORTS, {EVERYTHING, CONCERNS}),
        ("topic.answered", Because.BROUGHT, set(Level)),
        ("decision.published", Because.MEMBER, {EVERYTHING, CONCERNS, DECISIONS}),
        ("decision.published", Because.ASKED, {EVERYTHING, CONCERNS, DECISIONS}),
        ("decision.published", Because.CREDITED, set(Level)),
        ("decision.asked_to_speak", Because.CALLED, set(Level)),
        ("meeting.run_asked", Because.OWNS, set(Level)),
        ("meeting.moved", Because.MEMBER, set(Level)),
        ("meeting.minutes_published", Because.MEMBER, {EVERYTHING, CONCERNS}),
        ("shift.begun", Because.OWNS, set(Level)),
        ("shift.begun", Because.MEMBER, {EVERYTHING, CONCERNS}),
        ("agenda.called_in", Because.CALLED, set(Level)),
    ],
)
def test_each_level_lets_through_what_the_next_does_and_more(kind, because, levels):
    assert {level for level in Level if wants(level, because, kind)} == levels


def test_whoever_follows_is_mailed_each_comment_only_if_they_said_everything() -> None:
    def mailed(wish: Wish, because: Because = Because.FOLLOWS) -> bool:
        return is_worth_a_mail("comment.said", because, happened_at=NOW, at=NOW, wish=wish)

    assert mailed(Wish(EVERYTHING, chosen=True))
    assert not mailed(Wish(EVERYTHING)), "a facilitator who once spoke there"
    assert not mailed(Wish(CONCERNS, chosen=True))
    assert not mailed(Wish(EVERYTHING, chosen=True), Because.MEMBER)
    assert not mailed(Wish(NOTHING, chosen=True), Because.BROUGHT), "whoever silenced their own topic"


@pytest.mark.parametrize(
    ("places", "level"),
    [
        ((), None),
        (("on_call",), NOTHING),
        (("core",), CONCERNS),
        (("decides",), DECISIONS),
        (("keeps",), EVERYTHING),
        (("core", "facilitates"), EVERYTHING),
        (("core", "decides"), CONCERNS),
    ],
)
def test_what_is_usual_follows_from_the_place_in_a_group(places, level):
    assert usual_level(places) is level


def test_what_was_said_of_the_thing_wins_over_its_group_and_that_over_what_is_usual() -> None:
    def wish(because: Because = Because.BROUGHT, **said: Any) -> Wish:
        return wish_for(because, **({"thing": None, "besides": [], "groups": [], "usual": None} | said))

    assert wish(thing=NOTHING, besides=[EVERYTHING], groups=[DECISIONS], usual=CONCERNS) == Wish(NOTHING, chosen=True)
    assert wish(besides=[DECISIONS, EVERYTHING], groups=[NOTHING]) == Wish(EVERYTHING, chosen=True)
    assert wish(groups=[NOTHING, DECISIONS], usual=EVERYTHING) == Wish(DECISIONS, chosen=True), "lent between two"
    assert wish(usual=NOTHING) == Wish(NOTHING)
    assert wish(Because.ASKED) == Wish(CONCERNS), "an account manager whose client asked"
    assert wish(Because.FOLLOWS) == Wish(EVERYTHING), "who follows from outside"


def test_old_news_is_not_mailed_after_an_outage_or_an_import() -> None:
    then = NOW - FRESH
    assert is_worth_a_mail("topic.answered", Because.BROUGHT, happened_at=then, at=NOW)
    assert not is_worth_a_mail("topic.answered", Because.BROUGHT, happened_at=then - timedelta(seconds=1), at=NOW)


def test_everybody_is_told_once_for_the_strongest_reason_and_nobody_of_their_own_doing() -> None:
    people = [ToTell(1, Because.FOLLOWS), ToTell(2, Because.FOLLOWS), ToTell(1, Because.CREDITED)]
    assert each_once([*people, ToTell(3, Because.OWNS)], but=3) == [
        ToTell(1, Because.CREDITED),
        ToTell(2, Because.FOLLOWS),
    ]


def test_news_begin_where_somebody_stopped_reading() -> None:
    member = Viewer(person=1, name="Sam", side=Side.BUSINESS, function=None, region=None, time_zone="UTC",
                    language="en", member_of=frozenset({1}))  # fmt: skip
    outsider = replace(member, member_of=frozenset())
    assert news_since(NOW, member, at=NOW + timedelta(days=90)) == NOW
    assert news_since(None, member, at=NOW) == NOW - NEWS
    assert news_since(None, outsider, at=NOW) == NOW - COMPANY_NEWS


def test_topics_wait_for_those_who_run_keep_or_decide_and_not_for_members_alone() -> None:
    viewer = Viewer(
        person=1, name="Noor", side=Side.PRODUCT, function=None, region=None, time_zone="UTC", language="en",
        operations=True, member_of=frozenset({1}), facilitates=frozenset({2}), product_of=frozenset({3}),
        decides=frozenset({4}),
    )  # fmt: skip
    assert answers_for(viewer) == {2, 3, 4}


def test_days_left_are_negative_when_it_is_late() -> None:
    thing = WaitingThing(Waits.TOPIC, 1, "Can deletion be proven?", date(2026, 11, 21), None, "Identity", "identity")
    assert thing.days_left(date(2026, 11, 24)) == -3
    undated = WaitingThing(Waits.START, 1, "Group", None, None, "Identity", "identity")
    assert undated.days_left(date(2026, 11, 24)) is None
