"""Whatever people do with a decision in whatever order: published never changes, no effect is without its entry."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parley.decisions import actions
from parley.decisions.models import DecidingDeputy, Decision, Effect, Settlement
from parley.decisions.queries import initiative_keys_of, options_of
from parley.decisions.terms import TOLD, DecisionState, EffectField, decision_ref
from parley.disclosure.models import Correction, Statement
from parley.disclosure.queries import faults_of
from parley.disclosure.queries.promises import now_of
from parley.kernel.refusals import Refused
from parley.kernel.spans import today_of, window_of
from parley.ledger.queries import history_of
from parley.roadmap.terms import initiative_ref
from tests.cast import Cast
from tests.decisions.made import QUESTION, REASON, decision, moved, options, settle_and_publish
from tests.disclosure.made import approved, buyer, fresh, in_build, told

pytestmark = [pytest.mark.django_db, pytest.mark.database]
WHO = ("elena", "femi", "noor", "sam", "ines")
WHAT = ("discuss", "escalate", "due", "agree", "disagree", "settle", "settle other", "send back", "publish", "change",
        "withdraw", "lean", "say", "supersede", "take its place", "hand over", "name deputy", "name facilitator deputy",
        "end deputy")  # fmt: skip

Step = tuple[str, str]
STEP = st.tuples(st.sampled_from(WHAT), st.sampled_from(WHO))


def act(what: str, cast: Cast, row: Decision, initiative: Any, who: str) -> None:
    """Do one thing with a decision, as somebody."""
    by: dict[str, Any] = {"actor": getattr(cast, who), "at": cast.at}
    one, other, *_more = options_of(row)
    on: dict[str, Any] = {"decision": row, **by}
    today = today_of(by["actor"], cast.at)
    doing = {
        "discuss": lambda: actions.discuss_decision(**on),
        "escalate": lambda: actions.escalate_decision(reason="Sales and product see it differently.", **on),
        "due": lambda: actions.escalate_due(actor=by["actor"], at=cast.at + timedelta(days=9)),
        "agree": lambda: actions.record_agreement(option=one, reason=REASON, **on),
        "disagree": lambda: actions.take_back_agreement(**on),
        "settle": lambda: actions.settle_decision(option=one, reason=REASON, **on),
        "settle other": lambda: actions.settle_decision(option=other, reason=REASON, **on),
        "send back": lambda: actions.send_back(reason="It names a client that few may know.", **on),
        "publish": lambda: actions.publish_decision(**on),
        "change": lambda: actions.change_decision(
            question=QUESTION, decide_by=row.decide_by, options=options(moved(initiative, new="Q4 2087")), **on
        ),
        "withdraw": lambda: actions.withdraw_decision(reason="Nobody needs it since the audit.", **on),
        "lean": lambda: actions.lean(option=other, would_change="If the audit were later than June.", **on),
        "say": lambda: actions.say_about(option=one, text="Tokyo waits for it.", **on),
        "supersede": lambda: decision(cast, supersedes=row, question="Again: who goes first?", **by),
        "take its place": lambda: settle_and_publish(
            decision=decision(cast, supersedes=row, question="Again: who goes first?", actor=cast.noor, at=cast.at),
            option=options_of(Decision.objects.latest("pk"))[0],
            **by,
        ),
        "hand over": lambda: actions.name_decider_of(person=cast.ravi if who == "elena" else cast.elena, **on),
        "name deputy": lambda: actions.name_deputy(person=cast.sam, first=today, last=today, **by),
        "name facilitator deputy": lambda: actions.name_deputy(person=cast.femi, first=today, last=today, **by),
        "end deputy": lambda: actions.end_deputy(**by),
    }
    doing[what]()


def told_of(row: Decision) -> tuple[Any, ...]:
    """What a published decision says, which never changes."""
    effects = Effect.objects.filter(option__decision=row).order_by("pk")
    said = list(effects.values_list("option", "initiative", "field", "expected", "new", "applied_at"))
    options = [(each.pk, each.title, each.why) for each in options_of(row)]
    settled = list(
        Settlement.objects.filter(decision=row).order_by("pk").values_list("pk", "option", "reason", "ended_at")
    )
    facts = row.question, row.context, row.chosen_id, row.reason, row.published_at, row.review_on, row.decider_id
    return *facts, said, options, settled, sorted(initiative_keys_of(row))


def must_be_one_decider(cast: Cast, row: Decision, who: str) -> None:
    """Whoever settled it is its decider, or decides for them now, in their own name."""
    person = getattr(cast, who)
    settlement = Settlement.objects.get(decision=row, ended_at=None)
    assert settlement.settled_by == person
    if person != row.decider:
        assert settlement.instead_of == row.decider
        assert DecidingDeputy.objects.filter(decider=row.decider, deputy=person, in_force=True, ended_at=None).exists()
    else:
        assert settlement.instead_of is None


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=4, max_size=10), after=st.lists(STEP, min_size=4, max_size=8))
def test_the_invariants_hold_whatever_people_do(cast: Cast, steps: list[Step], after: list[Step]) -> None:
    with transaction.atomic():
        initiative = in_build(cast)
        approved(cast, initiative)
        statement = told(cast, initiative, buyer(cast))
        row, said = decision(cast, moved(initiative)), None
        for what, who in [*steps, ("settle", "elena"), ("publish", "femi"), *after]:
            try:
                with transaction.atomic():
                    act(what, cast, Decision.objects.get(pk=row.pk), initiative, who)
            except Refused as refused:
                assert refused.sentence.endswith((".", "”")), refused.sentence  # noqa: PT017 - it says what to do
            else:
                if what.startswith("settle"):
                    must_be_one_decider(cast, Decision.objects.get(pk=row.pk), who)
                if what == "publish":  # its group has a facilitator, so whoever settled it does not publish it
                    assert Settlement.objects.get(decision=row, ended_at=None).settled_by != getattr(cast, who)
            row.refresh_from_db()
            if row.state in TOLD:
                said = said or told_of(row)
                assert told_of(row) == said
            must_hold(cast, row, fresh(initiative), statement)
        transaction.set_rollback(True)


def must_hold(cast: Cast, row: Decision, initiative: Any, statement: Statement) -> None:
    """Nothing is chosen before it is published; one settlement is in force; each effect and break has its entry."""
    kinds = Counter(each.event.kind for each in history_of(decision_ref(row.pk), limit=200))
    moves = Counter(each.event.kind for each in history_of(initiative_ref(initiative.pk), limit=200))
    told_now = row.state in TOLD
    assert {row.chosen is not None, bool(row.published_at), kinds["decision.published"] == 1} == {told_now}
    in_force = Settlement.objects.filter(decision=row, ended_at=None).count()
    assert in_force == (row.state is DecisionState.DECIDED or told_now)
    applied = Effect.objects.filter(option__decision=row).exclude(applied_at=None).count()
    has_moved = initiative.window_last != window_of("Q2 2087").last
    assert moves["initiative.replanned"] == applied == has_moved
    assert {each.field for each in Effect.objects.filter(option__decision=row)} <= {EffectField.WINDOW}
    broken = bool(faults_of(statement, now_of(initiative, on=today_of(cast.ines, cast.at))))
    assert Correction.objects.filter(statement=statement).exists() == broken == has_moved
