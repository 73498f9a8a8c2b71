"""Decisions are drafted, changed, handed over and withdrawn; of what is refused nothing is half done."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from parley.decisions.actions import change_decision, hand_over_decisions, name_decider_of, send_back, withdraw_decision
from parley.decisions.queries import decisions_visible_to, facts_of, initiative_keys_of, options_of, topic_keys_of
from parley.decisions.terms import EffectField, decision_ref
from parley.kernel.refusals import Refused
from parley.kernel.spans import window_of
from parley.roadmap.terms import Stage, initiative_ref
from tests.cast import history
from tests.decisions.made import REASON, decision, moved, options, publish, settle_and_publish
from tests.roadmap.made import initiative
from tests.topics.made import topic

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_decision_asks_the_areas_decider_and_keeps_what_it_changes_from(cast):
    consent = initiative(cast, window=window_of("Q2 2087"))
    made = decision(cast, moved(consent))
    first = options_of(made)[0]
    assert made.decider == cast.elena
    assert [(each.expected, each.new) for each in first.effects.all()] == [("Q2 2087", "Q3 2087")]
    day = f"{made.decide_by.day} {made.decide_by:%b %Y}"
    sentence = f"asked [person:{cast.elena.pk}] to settle [decision:{made.pk}] by {day}"
    assert history(decision_ref(made.pk)) == [sentence]
    assert history(initiative_ref(consent.pk))[0] == sentence


def test_a_decision_is_handed_over_and_withdrawn(cast):
    made = decision(cast)
    name_decider_of(decision=made, person=cast.ravi, actor=cast.elena, at=cast.at)
    assert history(decision_ref(made.pk))[0] == f"asked [person:{cast.ravi.pk}] to settle [decision:{made.pk}] instead"
    assert hand_over_decisions(person=cast.ravi, heir=cast.elena, actor=cast.ines, at=cast.at) == 1
    made.refresh_from_db()
    assert made.decider == cast.elena
    with pytest.raises(Refused, match="settled any more"):
        withdraw_decision(decision=made, reason="", actor=cast.noor, at=cast.at)
    withdraw_decision(decision=made, reason="The client went elsewhere in May.", actor=cast.noor, at=cast.at)
    assert history(decision_ref(made.pk))[0] == f"withdrew [decision:{made.pk}]"


def test_changing_a_decision_counts_its_versions(cast):
    consent = initiative(cast)
    made = decision(cast, moved(consent))
    change_decision(decision=made, question="Who goes first?", decide_by=made.decide_by + timedelta(days=1),
                    options=options(), seen_version=1, actor=cast.femi, at=cast.at)  # fmt: skip
    made.refresh_from_db()
    assert (made.question, made.version, initiative_keys_of(made)) == ("Who goes first?", 2, ())
    assert history(decision_ref(made.pk))[0] == (
        f"changed the question, options and initiatives of [decision:{made.pk}], to be settled by "
        f"{made.decide_by.day} {made.decide_by:%b %Y}"
    )
    with pytest.raises(Refused, match="changed this decision meanwhile"):
        change_decision(decision=made, question="Mine", decide_by=made.decide_by, options=options(), seen_version=1,
                        actor=cast.noor, at=cast.at)  # fmt: skip
    with pytest.raises(Refused, match="was changed while you were reading"):
        publish(cast, made, seen_version=1)


def test_nothing_is_half_opened(cast):
    with pytest.raises(Refused, match="Bring a topic"):
        decision(cast, actor=cast.sam)
    with pytest.raises(Refused, match="already"):
        decision(cast, moved(initiative(cast), EffectField.HORIZON, "now"))
    assert not decisions_visible_to(cast.viewer(cast.ines)).exists()
    assert facts_of(decision(cast)).decider == cast.elena.pk


def change(cast, made, **given):
    """Write a decision anew by Noor, as it is unless told otherwise."""
    made.refresh_from_db()
    facts = {"question": made.question, "context": made.context, "decide_by": made.decide_by, "options": options(),
             "actor": cast.noor, "at": cast.at} | given  # fmt: skip
    change_decision(decision=made, **facts)
    made.refresh_from_db()


def test_only_what_differs_is_changed_and_told(cast):
    made = decision(cast, context="Two audits are near.")
    before = history(decision_ref(made.pk))
    change(cast, made, actor=cast.femi)
    assert (made.version, history(decision_ref(made.pk))) == (1, before)
    later = made.decide_by + timedelta(days=2)
    change(cast, made, decide_by=later)
    said = f"asked to have [decision:{made.pk}] settled by {later.day} {later:%b %Y}"
    assert (made.version, history(decision_ref(made.pk))[0]) == (2, said)


def test_an_option_stays_with_whoever_put_it(cast):
    made = decision(cast)
    first, second = options()
    change(cast, made, options=[first, replace(second, title="Both at once")], actor=cast.femi)
    assert [each.put_by for each in options_of(made)] == [cast.noor, cast.femi]
    assert history(decision_ref(made.pk))[0] == f"changed the options of [decision:{made.pk}]"


def test_a_topic_out_of_the_writers_sight_stays(cast):
    asked = topic(cast, cast.sam)
    made = decision(cast, topics=[asked])
    name_decider_of(decision=made, person=cast.ravi, actor=cast.elena, at=cast.at)
    change(cast, made, question="Who goes first?", actor=cast.ravi)
    assert topic_keys_of(made) == (asked.pk,)
    change(cast, made)
    assert topic_keys_of(made) == ()


def test_of_two_that_would_supersede_one_the_other_can_be_freed(cast):
    old = decision(cast)
    publish(cast, old)
    new, rival = (decision(cast, supersedes=old, question=f"Again {n}: who goes first?") for n in (1, 2))
    publish(cast, new)
    with pytest.raises(Refused, match="takes nobody’s place"):
        publish(cast, rival)
    send_back(decision=rival, reason="Another took that place already.", actor=cast.femi, at=cast.at)
    change(cast, rival, supersedes_still=False)
    assert history(decision_ref(rival.pk))[0] == f"changed the predecessor of [decision:{rival.pk}]"
    publish(cast, rival)


def test_today_is_the_day_where_whoever_asks_is(cast):
    late = datetime(2027, 3, 2, 2, tzinfo=UTC)  # the evening of the first of March in New York
    made = decision(cast, area=cast.reporting, actor=cast.petra, at=late, decide_by=date(2027, 3, 1))
    assert made.decide_by == date(2027, 3, 1)
    early = datetime(2027, 3, 1, 22, tzinfo=UTC)  # the second of March in Singapore
    with pytest.raises(Refused, match="today or a later day"):
        settle_and_publish(decision=made, option=options_of(made)[0], reason=REASON, review_on=date(2027, 3, 1),
                         actor=cast.ravi, at=early)  # fmt: skip


def test_an_option_plans_nothing_for_a_window_that_has_passed(cast):
    consent = initiative(cast, window=window_of("Q2 2087"))
    with pytest.raises(Refused, match="Q1 2026 has ended already") as refused:
        decision(cast, moved(consent, new="Q1 2026"))
    assert refused.value.field.startswith("option-0-window-")
    live = initiative(cast, "Audits", stage=Stage.LIVE)
    assert decision(cast, moved(live, new="Q1 2026"))
