"""A reason speaks of all that was weighed: who may not see the decision reads it nowhere, whatever is shown since."""

from dataclasses import replace

import pytest

from parley.decisions.actions import settle_decision
from parley.decisions.events import DecisionEscalated
from parley.decisions.queries import effects_of, options_of, reason_told, sights_after, sights_once_published
from parley.decisions.rules import UNTOLD
from parley.decisions.terms import EffectDraft, EffectField, decision_ref
from parley.disclosure.actions import move_stage
from parley.ledger.queries import Told
from parley.roadmap.actions import show_to
from parley.roadmap.events import OwnerNamed
from parley.roadmap.terms import Audience, Stage
from tests.decisions.made import decision, settle_and_publish
from tests.roadmap.made import initiative
from tests.screens.decision_pages import read

pytestmark = [pytest.mark.django_db, pytest.mark.database]
SECRET = "Secret Two loses money, and One saves the audited clients."


def both(cast, **facts):
    """What is decided, and what else is weighed, which Omar may not see."""
    return initiative(cast, "One", **facts), initiative(cast, "Secret Two", audience=Audience.GROUP)


def decided(cast, one, two, *effects):
    row = decision(cast, *(EffectDraft(one.pk, field, new) for field, new in effects), initiatives=[one, two])
    settle_and_publish(decision=row, option=options_of(row)[0], reason=SECRET, actor=cast.elena, at=cast.at)
    return row


def told_on(cast, person, one):
    return (
        read(cast, person, "initiative", one.pk),
        read(cast, person, "group", "identity"),
        read(cast, person, "today"),
    )


def test_a_decision_that_shows_what_it_changes_to_everybody_does_not_tell_them_its_reason(cast):
    one, two = both(cast, audience=Audience.GROUP, stage=Stage.ALPHA)
    decided(cast, one, two, (EffectField.STAGE, "build"), (EffectField.AUDIENCE, "company"))
    assert all("Secret Two" not in page for page in told_on(cast, cast.omar, one))
    assert UNTOLD in told_on(cast, cast.omar, one)[0]


def test_a_stage_that_lets_everybody_see_is_no_other(cast):
    one, two = both(cast, audience=Audience.COMPANY, stage=Stage.BUILD)
    move_stage(initiative=one, stage=Stage.ALPHA, reason="The audit found holes in it.", actor=cast.noor, at=cast.at)
    row = decision(cast, EffectDraft(one.pk, EffectField.STAGE, "build"), initiatives=[one, two])
    settle_decision(decision=row, option=options_of(row)[0], reason=SECRET, actor=cast.elena, at=cast.at)
    one.refresh_from_db()
    assert one.shown_to is Audience.GROUP
    sights = sights_after([one, two], effects_of(options_of(row)[0].pk))
    assert [each.shown_to for each in sights] == [Audience.COMPANY, Audience.GROUP]
    assert sights == sights_once_published(row.pk, effects_of(options_of(row)[0].pk))
    check = read(cast, cast.femi, "decision", row.pk)
    assert "its history names the decision without the reason" in check
    assert UNTOLD in check


def test_nor_does_whoever_shows_it_further_later(cast):
    one, two = both(cast, audience=Audience.GROUP, stage=Stage.BUILD)
    decided(cast, one, two, (EffectField.HORIZON, "next"))
    show_to(initiative=one, audience=Audience.COMPANY, actor=cast.noor, at=cast.at)
    assert all("Secret Two" not in page for page in told_on(cast, cast.omar, one))
    assert SECRET in told_on(cast, cast.sam, one)[0], "the group reads it in the history as before"


def test_what_was_stopped_says_why_to_those_who_see_the_decision(cast):
    one, two = both(cast, audience=Audience.GROUP, stage=Stage.BUILD)
    decided(cast, one, two, (EffectField.STAGE, "stopped"))
    show_to(initiative=one, audience=Audience.COMPANY, actor=cast.noor, at=cast.at)
    assert all("Secret Two" not in page for page in told_on(cast, cast.omar, one))
    assert SECRET in told_on(cast, cast.sam, one)[0]


def test_the_rule_for_each_entry(cast):
    event = OwnerNamed(initiative=1, person=None, decided_in=decision_ref(5))
    entry = Told(1, cast.at, None, event, SECRET)
    assert [reason_told(entry, seen) for seen in ((), [decision_ref(5)])] == [UNTOLD, SECRET]
    assert reason_told(replace(entry, reason=""), ()) == "", "where nobody said why, nothing is said of it"
    assert reason_told(replace(entry, event=replace(event, decided_in=None)), ()) == SECRET
    talk = replace(entry, event=DecisionEscalated(decision=5, decider=1))
    assert [reason_told(talk, [decision_ref(5)], heard) for heard in ((), {5})] == ["", SECRET]
