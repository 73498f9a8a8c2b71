"""Decisions are published: what they change changes with them, or nothing does; and the ledger says so."""

import pytest

from parley.decisions.actions import (
    change_decision,
    dissent,
    move_decisions,
    publish_decision,
    send_back,
    settle_decision,
    withdraw_decision,
)
from parley.decisions.queries import contributions_to, options_of
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
from tests.decisions.made import QUESTION, REASON, decision, moved, options, publish
from tests.roadmap.made import initiative, insight
from tests.topics.made import topic

pytestmark = [pytest.mark.django_db, pytest.mark.database]


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
