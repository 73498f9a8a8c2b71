"""Topics are brought, supported, answered, parked, merged and withdrawn, and the ledger says so."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from parley.groups.queries import group_of
from parley.kernel.refusals import Refused, Stale
from parley.kernel.spans import today_of
from parley.ledger.queries import history_of
from parley.ledger.terms import MACHINE, Ref
from parley.people.terms import Side, person_ref
from parley.topics.actions import (
    answer_topic,
    change_topic,
    end_support,
    merge_topic,
    park_topic,
    settle_by_decision,
    support_topic,
    wake_due,
    wake_topic,
    withdraw_topic,
)
from parley.topics.queries import supporters_of, topics_visible_to
from parley.topics.terms import TopicState, topic_ref
from parley.voices.queries import follows
from tests.cast import history
from tests.topics.made import topic

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ANSWER = "No: APPI asks for no banner. Legal confirmed it in writing."


def test_anybody_brings_a_topic_from_any_side(cast):
    made = topic(cast, cast.omar, regions=[cast.apac], functions=[cast.functions["legal"]])
    assert made.side is Side.BUSINESS
    assert made.answer_by == today_of(cast.omar, cast.at) + timedelta(days=14)
    assert follows(cast.viewer(cast.omar), made.thread_id)
    day = f"{made.answer_by.day} {made.answer_by:%b %Y}"
    area = f"[area:{cast.identity.pk}]"
    assert history(topic_ref(made.pk)) == [
        f"brought [topic:{made.pk}] to {area} as a question, to be answered by {day}"
    ]


def test_nothing_is_half_brought(cast):
    with pytest.raises(Refused, match="needs its why"):
        topic(cast, cast.omar, why=" ")
    assert not topics_visible_to(cast.viewer(cast.ines)).exists()


def test_an_answer_tells_who_stands_behind_it(cast):
    made = topic(cast, cast.aiko)
    support_topic(topic=made, why="Osaka asks as well.", actor=cast.sam, at=cast.at)
    promised = datetime.combine(made.answer_by, time(12), UTC)  # noon in London, whatever the hour here
    answer_topic(topic=made, answer=ANSWER, actor=cast.femi, at=promised + timedelta(days=3))
    made.refresh_from_db()
    assert (made.state, made.answer, made.settled_by) == (TopicState.ANSWERED, ANSWER, cast.femi)
    told = history_of(topic_ref(made.pk))[0]
    assert told.sentence == f"answered [topic:{made.pk}], 3 days late"
    assert {person_ref(cast.aiko.pk), person_ref(cast.sam.pk)} <= set(told.event.about())
    with pytest.raises(Refused, match="has been answered"):
        answer_topic(topic=made, answer=ANSWER, actor=cast.femi, at=cast.at)


def test_an_answer_to_a_text_that_changed_is_stale(cast):
    made = topic(cast, cast.aiko)
    change_topic(
        topic=made, title="Does consent cover Korea?", why=made.why, seen_version=1, actor=cast.aiko, at=cast.at
    )
    assert history(topic_ref(made.pk))[0] == f"changed the title of [topic:{made.pk}]"
    with pytest.raises(Stale) as stale:
        answer_topic(topic=made, answer=ANSWER, seen_version=1, actor=cast.femi, at=cast.at)
    assert "Korea" in stale.value.theirs
    assert stale.value.yours == ANSWER


def test_a_parked_topic_comes_back_by_itself_with_a_new_clock(cast):
    made, until = topic(cast, cast.aiko), cast.at.date() + timedelta(days=30)
    park_topic(topic=made, until=until, reason="The regulator speaks in December.", actor=cast.femi, at=cast.at)
    made.refresh_from_db()
    assert (made.state, made.parked_until) == (TopicState.PARKED, until)
    assert wake_due(on=until - timedelta(days=1), actor=MACHINE, at=cast.at) == 0
    assert wake_due(on=until, actor=MACHINE, at=cast.at + timedelta(days=30)) == 1
    made.refresh_from_db()
    assert (made.state, made.answer, made.answer_by) == (TopicState.OPEN, "", until + timedelta(days=14))
    assert history(topic_ref(made.pk))[0].startswith(f"brought [topic:{made.pk}] back")
    wake_topic(topic=made, actor=MACHINE, at=cast.at)
    assert len(history(topic_ref(made.pk))) == 3


def test_merging_keeps_everybody_who_stands_behind_it(cast):
    made, into = topic(cast, cast.omar, "Consent in Japan"), topic(cast, cast.aiko)
    support_topic(topic=made, why="Seoul too.", actor=cast.petra, at=cast.at)
    support_topic(topic=made, actor=cast.aiko, at=cast.at)
    merge_topic(topic=made, into=into, actor=cast.femi, at=cast.at)
    made.refresh_from_db()
    assert (made.state, made.merged_into) == (TopicState.MERGED, into)
    kept = {(each.person, each.came_from, each.why) for each in supporters_of(into)}
    assert kept == {(cast.omar, made, made.why), (cast.petra, made, "Seoul too.")}
    assert into in topics_visible_to(cast.viewer(cast.petra))
    sentence = f"merged [topic:{made.pk}] into [topic:{into.pk}], with everybody who supports it"
    assert history(topic_ref(made.pk))[0] == history(topic_ref(into.pk))[0] == sentence


def test_only_the_bringer_withdraws_and_says_why(cast):
    made = topic(cast, cast.aiko)
    with pytest.raises(Refused, match="Only whoever brought"):
        withdraw_topic(topic=made, reason="It is not needed now.", actor=cast.femi, at=cast.at)
    with pytest.raises(Refused, match="Write what has changed"):
        withdraw_topic(topic=made, reason="ok", actor=cast.aiko, at=cast.at)
    withdraw_topic(topic=made, reason="The client found it in the manual.", actor=cast.aiko, at=cast.at)
    assert history(topic_ref(made.pk))[0] == f"withdrew [topic:{made.pk}]"


def test_support_says_who_and_why_and_can_end(cast):
    made = topic(cast, cast.aiko)
    for why in ("Osaka asks.", "Osaka asks.", "Osaka pauses."):
        support_topic(topic=made, why=why, actor=cast.sam, at=cast.at)
    assert [each.why for each in supporters_of(made)] == ["Osaka pauses."]
    assert len(history(topic_ref(made.pk))) == 3
    end_support(topic=made, actor=cast.sam, at=cast.at)
    assert not supporters_of(made)
    assert history(topic_ref(made.pk))[0] == f"no longer supports the topic [topic:{made.pk}]"


def test_a_decision_settles_the_topic_or_what_it_was_merged_into(cast):
    made, into = topic(cast, cast.omar, "Consent in Japan"), topic(cast, cast.aiko)
    merge_topic(topic=made, into=into, actor=cast.femi, at=cast.at)
    for _ in range(2):
        settle_by_decision(topic=made, decision=Ref("decision", 4), actor=cast.elena, at=cast.at)
    into.refresh_from_db()
    assert into.state is TopicState.DECIDED
    assert history(Ref("decision", 4)) == [f"settled [topic:{into.pk}] by deciding [decision:4]"]


def test_the_past_day_of_a_parked_topic_does_not_make_another_late(cast):
    parked = topic(cast, cast.sam, at=cast.at - timedelta(days=30))
    going = topic(cast, cast.aiko, "Is Japan covered?")
    park_topic(topic=parked, until=(cast.at + timedelta(days=60)).date(), reason="The audit has to end first.",
               actor=cast.noor, at=cast.at)  # fmt: skip
    days = going.answer_by
    merge_topic(topic=parked, into=going, actor=cast.noor, at=cast.at)
    going.refresh_from_db()
    assert going.answer_by == days


def test_the_days_of_an_answer_are_counted_where_its_bringer_is(cast):
    night = datetime(2027, 3, 1, 22, tzinfo=UTC)  # the second of March in Tokyo
    row = topic(cast, cast.aiko, at=night)
    assert row.answer_by == date(2027, 3, 2) + timedelta(days=group_of(row.area).answer_days)
