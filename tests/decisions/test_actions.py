"""Decisions are drafted, disagreed with and published; what they change changes with them, and the ledger says so."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from parley.decisions.actions import (
    change_decision,
    dissent,
    hand_over_decisions,
    move_decisions,
    name_decider_of,
    publish_decision,
    send_back,
    settle_decision,
    withdraw_decision,
)
from parley.decisions.queries import (
    contributions_to,
    decisions_visible_to,
    facts_of,
    initiative_keys_of,
    options_of,
    topic_keys_of,
)
from parley.decisions.rules import UNSEEN
from parley.decisions.terms import DecisionState, EffectDraft, EffectField, decision_ref
from parley.disclosure.actions import replan
from parley.kernel.refusals import Refused
from parley.kernel.spans import window_of
from parley.ledger.queries import history_of
from parley.ledger.terms import MACHINE
from parley.people.terms import person_ref
from parley.roadmap.actions import link_insight, write_why
from parley.roadmap.queries import initiatives_visible_to, plan_of
from parley.roadmap.terms import Audience, Confidence, Horizon, Plan, Stage, Stance, Why, initiative_ref
from parley.topics.terms import TopicState, topic_ref
from parley.voices.actions import say
from parley.voices.queries import credits_of
from tests.cast import history
from tests.decisions.made import QUESTION, REASON, decision, moved, options, settle_and_publish
from tests.roadmap.made import initiative, insight
from tests.topics.made import topic

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def publish(cast, made, place=0, reason=REASON, **given):
    by = given.pop("actor", cast.elena)
    settle_and_publish(decision=made, option=options_of(made)[place], reason=reason, actor=by, at=cast.at, **given)


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


def test_publishing_applies_credits_settles_and_tells(cast):
    consent, graph = initiative(cast, window=window_of("Q2 2087")), initiative(cast, "Household graph")
    heard, asked = insight(cast), topic(cast, cast.sam)
    link_insight(initiative=consent, insight=heard, stance=Stance.SUPPORTS, actor=cast.noor, at=cast.at)
    made = decision(
        cast, moved(consent), moved(consent, EffectField.CONFIDENCE, "low"), moved(graph, EffectField.STAGE, "build"),
        moved(graph, EffectField.HORIZON, "next"), topics=[asked],
    )  # fmt: skip
    say(thread=made.thread, text="Tokyo waits for it.", actor=cast.femi, at=cast.at)
    dissent(decision=made, text="Two clients will leave before Q3.", actor=cast.sam, at=cast.at)
    givers = contributions_to(cast.viewer(cast.elena), made)
    assert [each.person for each in givers] == [cast.aiko, cast.femi, cast.sam]
    publish(cast, made, credits=[gift for each in givers for gift in each.gifts])
    for row in (made, consent, graph, asked):
        row.refresh_from_db()
    assert (made.state, made.reason, made.published_at) == (DecisionState.PUBLISHED, REASON, cast.at)
    assert plan_of(consent) == Plan(horizon=Horizon.NOW, window=window_of("Q3 2087"), confidence=Confidence.LOW)
    assert (graph.stage, graph.horizon, asked.state) == (Stage.BUILD, Horizon.NEXT, TopicState.DECIDED)
    assert {each.person for each in credits_of("decision", made.pk)} == {cast.aiko, cast.femi, cast.sam}
    assert [each.text for each in made.dissents.all()] == ["Two clients will leave before Q3."]
    published = next(each for each in history_of(decision_ref(made.pk)) if each.event.kind == "decision.published")
    a, b = initiative_ref(consent.pk).mark, initiative_ref(graph.pk).mark
    changes = f"this changes the window and confidence of {a}, the stage and horizon of {b}"
    by = f", as [person:{cast.elena.pk}] decided it"
    assert published.sentence == f"published [decision:{made.pk}]{by}: {changes}"
    assert published.reason == REASON
    told = set(published.event.about())
    assert {topic_ref(asked.pk), initiative_ref(graph.pk), person_ref(cast.aiko.pk), person_ref(cast.sam.pk)} <= told
    assert published.sentence in history(initiative_ref(consent.pk))
    assert any("from Q2 2087 to Q3 2087" in line for line in history(initiative_ref(consent.pk)))
    assert f"settled [topic:{asked.pk}] by deciding [decision:{made.pk}]" in history(topic_ref(asked.pk))


def test_publishing_is_refused_and_nothing_changes_when_a_value_has_moved(cast):
    consent, graph = initiative(cast, window=window_of("Q2 2087")), initiative(cast, "Household graph")
    made = decision(cast, moved(graph, EffectField.HORIZON, "later"), moved(consent))
    first = {"decision": made, "option": options_of(made)[0], "reason": REASON, "actor": cast.elena, "at": cast.at}
    settle_decision(**first)
    plan = Plan(horizon=Horizon.NOW, window=window_of("Q4 2087"), confidence=None)
    replan(initiative=consent, plan=plan, reason="The audit takes two months longer.", actor=cast.noor, at=cast.at)
    with pytest.raises(Refused, match="was Q2 2087 when this was written and is Q4 2087 now") as refused:
        publish_decision(decision=made, actor=cast.femi, at=cast.at)
    assert consent.title in refused.value.sentence
    for row in (made, graph):
        row.refresh_from_db()
    assert (made.state, graph.horizon) == (DecisionState.DECIDED, Horizon.NOW)
    send_back(decision=made, reason="The window of consent moved meanwhile.", actor=cast.femi, at=cast.at)
    change_decision(decision=made, question=QUESTION, decide_by=made.decide_by, options=options(moved(consent)),
                    actor=cast.noor, at=cast.at)  # fmt: skip
    publish(cast, made)
    consent.refresh_from_db()
    assert consent.window_last == window_of("Q3 2087").last


def test_a_refusal_tells_whoever_publishes_nothing_of_an_initiative_they_may_not_see(cast):
    hidden = initiative(cast, "Secret merger", audience=Audience.PRODUCT_TEAM, window=window_of("Q2 2087"))
    for new in (moved(hidden), moved(hidden, EffectField.AUDIENCE, "group")):
        made = decision(cast, new)
        settle_decision(decision=made, option=options_of(made)[0], reason=REASON, actor=cast.elena, at=cast.at)
        if new.field is EffectField.WINDOW:
            plan = Plan(horizon=Horizon.NOW, window=window_of("Q4 2087"), confidence=None)
            replan(initiative=hidden, plan=plan, reason="The audit takes two months longer.", actor=cast.noor,
                   at=cast.at)  # fmt: skip
        else:
            write_why(initiative=hidden, why=Why(), actor=cast.noor, at=cast.at)
        with pytest.raises(Refused) as refused:
            publish_decision(decision=made, actor=cast.femi, at=cast.at)
        assert refused.value.sentence == UNSEEN


def test_a_stopped_initiative_says_by_which_decision(cast):
    consent = initiative(cast)
    made = decision(cast, moved(consent, EffectField.STAGE, "stopped"))
    publish(cast, made)
    consent.refresh_from_db()
    assert consent.stage is Stage.STOPPED
    assert any(
        line.startswith("stopped") and f"[decision:{made.pk}]" in line for line in history(initiative_ref(consent.pk))
    )


def test_only_the_decider_publishes_with_a_reason_once(cast):
    made = decision(cast)
    with pytest.raises(Refused, match="Only the decider"):
        publish(cast, made, actor=cast.noor)
    with pytest.raises(Refused, match="what is given up"):
        publish(cast, made, reason="Because I say so.")
    publish(cast, made, place=1)
    said = f"published [decision:{made.pk}], as [person:{cast.elena.pk}] decided it: nothing changes on the roadmap"
    assert history(decision_ref(made.pk))[0] == said
    with pytest.raises(Refused, match="supersedes it"):
        publish(cast, made)
    with pytest.raises(Refused, match="supersedes it"):
        change_decision(
            decision=made, question="Q", decide_by=made.decide_by, options=options(), actor=cast.noor, at=cast.at
        )
    with pytest.raises(Refused, match="supersedes it"):
        withdraw_decision(decision=made, reason="It is not needed any more.", actor=cast.noor, at=cast.at)
    with pytest.raises(Refused, match="supersedes it"):
        dissent(decision=made, text="Two clients will leave.", actor=cast.sam, at=cast.at)


def test_what_nobody_gave_is_not_credited(cast):
    made, other = decision(cast), decision(cast)
    say(thread=other.thread, text="Tokyo waits.", actor=cast.femi, at=cast.at)
    gifts = contributions_to(cast.viewer(cast.elena), other)[0].gifts
    with pytest.raises(Refused, match="whom to credit"):
        publish(cast, made, credits=gifts)


def test_superseding_leaves_the_old_one_as_it_was(cast):
    old = decision(cast)
    publish(cast, old)
    new, rival = (decision(cast, supersedes=old, question=f"Again {n}: who goes first?") for n in (1, 2))
    publish(cast, new, place=1)
    old.refresh_from_db()
    assert (old.state, old.reason) == (DecisionState.SUPERSEDED, REASON)
    assert history(decision_ref(old.pk))[0] == f"superseded [decision:{old.pk}] by [decision:{new.pk}]"
    with pytest.raises(Refused, match="can be superseded"):
        publish(cast, rival)
    rival.refresh_from_db()
    assert rival.state is DecisionState.DECIDED


def test_across_areas_a_named_decider_is_let_in_on_what_they_weigh(cast):
    consent = initiative(cast)
    theirs = initiative(
        cast, "Scheduled exports", area=cast.reporting, audience=Audience.PRODUCT_TEAM, actor=cast.petra
    )
    effects = (
        EffectDraft(consent.pk, EffectField.HORIZON, "next"),
        EffectDraft(theirs.pk, EffectField.HORIZON, "next"),
    )
    with pytest.raises(Refused, match="not there any more"):
        decision(cast, *effects, decider=cast.elena)
    with pytest.raises(Refused, match="Name who decides"):
        decision(cast, *effects, actor=cast.ines)
    with pytest.raises(Refused, match="no executive"):
        decision(cast, *effects, actor=cast.ines, decider=cast.sam)
    made = decision(cast, *effects, actor=cast.ines, decider=cast.elena)
    assert theirs in initiatives_visible_to(cast.viewer(cast.elena))
    publish(cast, made)
    theirs.refresh_from_db()
    assert theirs.horizon is Horizon.NEXT
    told = [each for each in history_of(initiative_ref(consent.pk)) if each.event.kind == "initiative.replanned"]
    assert "fewer people" in told[0].reason


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


def test_a_decision_that_moved_to_another_group_still_supersedes(cast):
    old = decision(cast)
    publish(cast, old)
    new = decision(cast, supersedes=old, question="Again: who goes first?")
    move_decisions(area=cast.identity, heir=cast.reporting, actor=MACHINE, at=cast.at)
    new.refresh_from_db()
    assert new.area == cast.reporting
    publish(cast, new)
    old.refresh_from_db()
    assert old.state is DecisionState.SUPERSEDED


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
