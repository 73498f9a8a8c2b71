"""Who sees which topic, in which order, and what was discussed before."""

from datetime import timedelta

import pytest

from parley.kernel.spans import today_of
from parley.topics.actions import answer_topic, park_topic, support_topic
from parley.topics.queries import (
    Balance,
    balance_of,
    discussed_before,
    late_topics,
    my_topics,
    needs_of,
    topics_to_answer,
    topics_visible_to,
    viewers_of_topic,
    waiting_first,
)
from tests.topics.made import topic

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_stranger_sees_a_topic_only_when_they_brought_or_support_it(cast):
    theirs, other = topic(cast, cast.omar), topic(cast, cast.aiko, "A price for Seoul")
    seen = topics_visible_to(cast.viewer(cast.omar))
    assert list(seen) == [theirs]
    assert cast.omar not in viewers_of_topic(other)
    support_topic(topic=other, actor=cast.omar, at=cast.at)
    assert set(my_topics(cast.viewer(cast.omar))) == {theirs, other}


def test_waiting_topics_come_first_the_most_urgent_before_all(cast):
    soon = topic(cast, cast.aiko, "Soon", answer_by=today_of(cast.aiko, cast.at))
    later, parked, done = (topic(cast, cast.aiko, title) for title in ("Later", "Parked", "Done"))
    until = cast.at.date() + timedelta(days=9)
    park_topic(topic=parked, until=until, reason="The regulator speaks then.", actor=cast.femi, at=cast.at)
    answer_topic(topic=done, answer="It is in the beta from January.", actor=cast.femi, at=cast.at)
    viewer = cast.viewer(cast.femi)
    assert list(waiting_first(topics_visible_to(viewer))) == [soon, later, parked, done]
    assert list(topics_to_answer(viewer)) == [soon, later]
    assert not topics_to_answer(cast.viewer(cast.sam))
    tomorrow = today_of(cast.aiko, cast.at) + timedelta(days=1)
    assert list(late_topics(viewer, area=cast.identity.pk, on=tomorrow)) == [soon]


def test_the_balance_counts_what_each_side_brought(cast):
    for person in (cast.aiko, cast.sam, cast.noor, cast.elena):
        topic(cast, person, f"From {person.name}")
    assert balance_of(cast.identity.pk) == Balance(product=1, business=2)


def test_a_new_topic_shows_what_was_discussed_before(cast):
    before = topic(cast, cast.aiko, "Consent banners in Japan")
    viewer = cast.viewer(cast.sam)
    assert discussed_before(viewer, area=cast.identity.pk, title="Japan and consent") == [before]
    assert not discussed_before(viewer, area=cast.identity.pk, title="Japan and consent", besides=before.pk)
    assert not discussed_before(cast.viewer(cast.omar), area=cast.identity.pk, title="Japan and consent")


def test_a_topic_says_whom_it_needs(cast):
    made = topic(cast, cast.aiko, regions=[cast.apac, cast.amer], functions=[cast.functions["legal"]])
    needs = needs_of(made)
    assert (needs.regions, needs.functions) == (("AMER", "APAC"), ("Legal",))
