"""Seeing what is settled before it is published, and what the group agreed on."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from parley.decisions import rules
from parley.decisions.models import Decision, Settlement
from parley.decisions.queries.deputies import checked_by_others, stands_in_for
from parley.decisions.queries.seeing import decisions_visible_to, facts_of
from parley.decisions.terms import TOLD, DecisionState
from parley.groups.queries import acting
from parley.ledger.terms import MACHINE
from parley.people.models import Person
from parley.people.terms import Viewer
from parley.prepared import prepared_one


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


def to_publish(viewer: Viewer) -> QuerySet[Decision]:
    """Settled decisions that the viewer publishes: of groups they run, and theirs where nobody else does."""
    rows = decisions_visible_to(acting(MACHINE)).filter(state=DecisionState.DECIDED)
    decides = Q(decider=viewer.person) | stands_in_for(viewer)
    settled = Q(Exists(Settlement.objects.filter(decision=OuterRef("pk"), ended_at=None, settled_by=viewer.person)))
    reads = Q(area__in=viewer.facilitates) | decides
    return rows.alias(checked=checked_by_others()).filter(reads, ~(decides | settled) | Q(checked=False))


def due_to_settle(on: date) -> QuerySet[Decision]:
    """Decisions a group still talks about although their day has come."""
    talked = (DecisionState.OPEN, DecisionState.DISCUSSING)
    return Decision.objects.filter(state__in=talked, decide_by__lte=on).order_by("pk")
