"""Seeing what is settled before it is published, and what the group agreed on."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from parley.decisions import rules
from parley.decisions.models import Agreement, Decision, Effect, Settlement
from parley.decisions.queries.seeing import decisions_visible_to, facts_of, value_now
from parley.decisions.queries.shifts import must_be_lendable
from parley.decisions.terms import TOLD, DecisionState, EffectField
from parley.kernel.refusals import Refused
from parley.people.models import Person
from parley.people.queries import names_of
from parley.people.terms import Viewer
from parley.prepared import prepared_one, prepared_pages
from parley.roadmap.models import Initiative


@prepared_one
def settlement_of(decision: int) -> QuerySet[Settlement]:
    """What was settled and holds, whoever may read it; for actions, and for `settlement_seen`."""
    rows = Settlement.objects.filter(decision=decision, ended_at=None)
    return rows.select_related("option", "settled_by__function", "instead_of__function").order_by("pk")


def settlement_seen(viewer: Viewer, decision: Decision) -> Settlement | None:
    """What was settled, if the viewer may read it: once it is published, whoever may see the decision. 0 or 1 query."""
    if decision.state in TOLD or (
        decision.state is DecisionState.DECIDED and rules.sees_settled(viewer, facts_of(decision))
    ):
        return settlement_of(decision.pk)
    return None


def settled_by(decisions: Collection[int]) -> dict[int, Person]:
    """Give who settled some decisions, by decision; one query, none without any. For whoever may see these."""
    if not decisions:
        return {}
    rows = Settlement.objects.filter(decision__in=decisions, ended_at=None).select_related("settled_by__function")
    return {each.decision_id: each.settled_by for each in rows}


@prepared_one
def last_sent_back(decision: int) -> QuerySet[Settlement]:
    """What was settled last and was sent back, with by whom and why; for those who may read what is settled."""
    rows = Settlement.objects.filter(decision=decision).exclude(sent_back_by=None)
    return rows.select_related("sent_back_by__function", "option").order_by("-pk")


@prepared_one
def agreement_of(decision: int) -> QuerySet[Agreement]:
    """What the group agreed on, and who wrote it down."""
    return Agreement.objects.filter(decision=decision).select_related("option", "recorded_by__function")


@prepared_pages
def to_publish(viewer: Viewer) -> QuerySet[Decision]:
    """Settled decisions that wait for a facilitator among whom the viewer is, the most urgent first."""
    rows = decisions_visible_to(viewer).filter(area__in=viewer.facilitates, state=DecisionState.DECIDED)
    return rows.order_by("decide_by", "pk")


def effects_of(option: int) -> list[Effect]:
    """What choosing an option changes, with its initiatives, in the order in which they are locked."""
    return list(
        Effect.objects.filter(option=option).select_related("initiative", "option").order_by("initiative", "pk")
    )


def due_to_settle(on: date) -> QuerySet[Decision]:
    """Decisions a group still talks about although their day has come."""
    talked = (DecisionState.OPEN, DecisionState.DISCUSSING)
    return Decision.objects.filter(state__in=talked, decide_by__lte=on).order_by("pk")


def owner_named(value: str) -> str:
    """Give the name of whoever the value of an assignment stands for; empty for nobody."""
    return names_of([int(value)])[int(value)].name if value else ""


def why_impossible(effect: Effect, initiative: Initiative, title: str, on: date) -> str:
    """Say why an effect is not possible any more on a day; empty when it is. `title` is what its reader may read."""
    expected, now = effect.expected, value_now(initiative, effect.field)
    if effect.field is EffectField.ASSIGNMENT and expected != now:
        expected, now = owner_named(expected), owner_named(now)
    try:
        rules.must_be_as_expected(title=title, field=effect.field, expected=expected, now=now)
        if effect.field is EffectField.WINDOW:
            rules.must_still_be_ahead(
                effect.new, option=effect.option.title, title=title, stage=initiative.stage, on=on
            )
        if effect.field is EffectField.SHIFT:
            must_be_lendable(effect.new, to=initiative.area_id, on=on)
    except Refused as refusal:
        return refusal.sentence
    return ""
