"""What publishing would refuse is refused earlier; what came back reaches whoever has to change or decide it."""

from datetime import timedelta
from typing import Any

import pytest

from parley.decisions.actions import (
    change_decision,
    complete_why,
    decide_on_page,
    escalate_decision,
    name_deputy,
    put_against,
    send_back,
    settle_decision,
)
from parley.decisions.models import Decision
from parley.decisions.queries import handed_because, handed_over, options_of, sign_of_brief
from parley.decisions.terms import DecisionState, EffectField, decision_ref
from parley.disclosure.actions import replan
from parley.kernel.refusals import Refusals, Refused, Stale
from parley.kernel.spans import today_of, window_of
from parley.ledger.queries import history_of
from parley.notifications.models import Notice
from parley.notifications.queries import waiting_counts, waiting_for
from parley.notifications.terms import Waits
from parley.reactions.worker import Worker
from parley.roadmap.terms import Audience, Horizon, Plan
from parley.screens.decisions.settled import steps_of
from tests.cast import Cast
from tests.decisions.made import QUESTION, REASON, decision, moved, options, settle_and_publish, without_why
from tests.roadmap.made import initiative

pytestmark = [pytest.mark.django_db, pytest.mark.database]
APART = "They cannot agree on who waits for the household graph."
BACK = "It names a client that few may know."


def settle(cast: Cast, row: Decision, place: int = 0, **given: Any) -> None:
    by = given.pop("actor", cast.elena)
    settle_decision(decision=row, option=options_of(row)[place], reason=REASON, actor=by, at=cast.at, **given)


def waits(cast: Cast, person: Any, at: Any = None) -> list[tuple[Waits, str, str]]:
    viewer, at = cast.viewer(person), at or cast.at
    found = waiting_for(viewer, at=at)
    assert waiting_counts(viewer, at=at).all == len(found)
    return [(each.waits, each.whom, each.because) for each in found if each.waits is not Waits.CLOSING]


def test_an_audience_beyond_the_stage_is_refused_when_it_is_written(cast: Cast) -> None:
    thing = initiative(cast)
    wide = moved(thing, EffectField.AUDIENCE, "company")
    with pytest.raises(Refused, match="At Beta an initiative is shown to its group at most") as refused:
        decision(cast, wide)
    assert refused.value.field == f"option-0-audience-{thing.pk}"
    assert decision(cast, wide, moved(thing, EffectField.STAGE, "build")), "the stage it moves to allows it"


def test_an_option_that_is_not_possible_now_cannot_be_chosen(cast: Cast) -> None:
    thing = initiative(cast, window=window_of("Q2 2087"))
    row = decision(cast, moved(thing))
    plan = Plan(horizon=Horizon.NOW, window=window_of("Q4 2087"), confidence=None)
    replan(initiative=thing, plan=plan, reason="The audit takes longer.", actor=cast.noor, at=cast.at)
    with pytest.raises(Refusals, match="was Q2 2087 when this was written and is Q4 2087 now") as refused:
        settle(cast, row)
    assert "Ask the product people of Identity & privacy to change it" in refused.value.sentence
    assert {each.field for each in refused.value.each} == {"option"}
    settle(cast, row, place=1)


def test_nobody_decides_on_an_option_without_its_why_and_whoever_put_it_is_asked_too(cast: Cast) -> None:
    bare, told = without_why(cast, "Household graph", cast.noor), initiative(cast, owner=cast.noor)
    day = cast.at.date() + timedelta(days=30)
    row = put_against(initiative=bare, other=told, decide_by=day, actor=cast.noor, at=cast.at)
    assert waits(cast, cast.noor) == [(Waits.WHY, "", "")]
    with pytest.raises(Refused, match="Ask Noor Haddad to complete it"):
        settle(cast, row)
    complete_why(option=options_of(row)[0], why="It halves what we pay for matching.", actor=cast.noor, at=cast.at)
    assert waits(cast, cast.noor) == []
    settle(cast, row)


def test_whoever_has_its_why_is_told_and_not_asked(cast: Cast) -> None:
    first, second = initiative(cast, owner=cast.sam), initiative(cast, "Household graph", owner=cast.noor)
    day = cast.at.date() + timedelta(days=30)
    row = put_against(initiative=first, other=second, decide_by=day, actor=cast.noor, at=cast.at)
    assert [each.asks for each in options_of(row)] == [None, None]
    Worker(clock=lambda: cast.at + timedelta(minutes=1)).work_off()
    told = [(each.person, each.entry.kind) for each in Notice.objects.select_related("person", "entry")]
    assert (cast.sam, "decision.stands_against") in told
    assert (cast.noor, "decision.stands_against") not in told
    assert waits(cast, cast.sam) == waits(cast, cast.noor) == []


def test_what_came_back_waits_for_the_decider_with_its_reason_and_for_product_people_to_change(cast: Cast) -> None:
    row = decision(cast, decide_by=cast.at.date() + timedelta(days=30))
    before = sign_of_brief(row)
    escalate_decision(decision=row, reason=APART, actor=cast.femi, at=cast.at)
    row.refresh_from_db()
    assert handed_over(row).because == APART
    assert sign_of_brief(row) != before, "why it was escalated is a part of the brief"
    assert waits(cast, cast.elena) == [(Waits.DECISION, "", APART)]
    assert waits(cast, cast.noor) == []
    settle(cast, row)
    row.refresh_from_db()
    escalated = sign_of_brief(row)
    later = cast.at + timedelta(minutes=1)
    send_back(decision=row, reason=BACK, actor=cast.femi, at=later)
    row.refresh_from_db()
    assert sign_of_brief(row) != escalated
    assert handed_because([row.pk]) == {row.pk: BACK}
    assert waits(cast, cast.elena) == [(Waits.DECISION, "", BACK)]
    assert waits(cast, cast.noor) == [(Waits.CHANGE, "", "")], "why is for those who may read what was settled"
    row.refresh_from_db()
    change_decision(decision=row, question="Who waits?", decide_by=row.decide_by, options=options(), actor=cast.noor,
                    at=later + timedelta(minutes=1))  # fmt: skip
    assert waits(cast, cast.noor) == []


def test_a_deputy_has_what_they_may_settle_from_the_moment_they_are_named(cast: Cast) -> None:
    hidden = initiative(cast, "Secret plan", audience=Audience.PRODUCT_TEAM)
    decision(cast, moved(hidden), decide_by=cast.at.date() + timedelta(days=30))
    seen, today = decision(cast, decide_by=cast.at.date() + timedelta(days=30)), today_of(cast.elena, cast.at)
    escalate_decision(decision=seen, reason=APART, actor=cast.femi, at=cast.at)
    name_deputy(person=cast.sam, first=today, last=today, actor=cast.elena, at=cast.at)
    assert waits(cast, cast.sam) == [(Waits.DEPUTY, "Elena Brandt", APART)]
    page = cast.browser(cast.sam).get("/").text
    assert "Decide for Elena Brandt" in page
    assert APART in page


def test_who_publishes_has_it_on_today(cast: Cast) -> None:
    row = decision(cast)
    settle(cast, row)
    assert [each[0] for each in waits(cast, cast.femi)] == [Waits.PUBLISH]
    assert waits(cast, cast.elena) == []
    alone = decision(cast, area=cast.reporting, actor=cast.petra)
    settle(cast, alone, actor=cast.ravi)
    assert [each[0] for each in waits(cast, cast.ravi)] == [Waits.PUBLISH], "nobody facilitates there"


def test_a_review_date_is_always_set(cast: Cast) -> None:
    row = decision(cast)
    settle_and_publish(decision=row, option=options_of(row)[0], actor=cast.elena, at=cast.at)
    row.refresh_from_db()
    assert row.review_on == today_of(cast.femi, cast.at) + timedelta(days=91)


def test_a_step_that_never_was_is_skipped() -> None:
    row = Decision(state=DecisionState.DECIDED)
    assert [state for _, state in steps_of(row, {DecisionState.DISCUSSING})] == [
        "done", "done", "skipped", "now", "later",
    ]  # fmt: skip
    row.state = DecisionState.DISCUSSING
    assert [state for _, state in steps_of(row, set())] == ["done", "now", "later", "later", "later"]


def test_from_its_one_page_nothing_is_settled_twice(cast: Cast) -> None:
    row = decision(cast)
    seen: dict[str, Any] = {"decision": row, "seen": sign_of_brief(row), "actor": cast.elena, "at": cast.at}
    first, second = options_of(row)
    decide_on_page(option=first, reason=REASON, **seen)
    with pytest.raises(Stale, match="changed while you were reading") as stale:
        decide_on_page(option=second, reason="The audits can wait until the autumn.", **seen)
    assert "Elena Brandt decided it on " in stale.value.theirs
    assert REASON in stale.value.theirs
    assert stale.value.yours == "The audits can wait until the autumn."
    with pytest.raises(Stale) as stale:
        settle(cast, row, seen_version=1, actor=cast.sam)
    assert REASON not in stale.value.theirs, "stale before refused, and no more than they may read"
    assert QUESTION in stale.value.theirs
    kinds = [each.event.kind for each in history_of(decision_ref(row.pk))]
    assert kinds.count("decision.settled") == 1
