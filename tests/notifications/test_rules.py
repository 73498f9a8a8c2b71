"""What is worth a mail, who answers, and the strongest reason for which somebody is told."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from parley.notifications.rules import COMPANY_NEWS, FRESH, NEWS, answers_for, each_once, is_worth_a_mail, news_since
from parley.notifications.terms import Because, ToTell, WaitingThing, Waits
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
        ("comment.said", Because.OWNS, False),
    ],
)
def test_only_the_few_things_that_cannot_wait_are_mailed(kind, because, worth):
    assert is_worth_a_mail(kind, because, happened_at=NOW, at=NOW) is worth


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
