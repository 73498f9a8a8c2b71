"""How a decision came to its decider: through which steps, what the group could not agree on, and what came back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from parley.decisions.models import Decision, DecisionInitiative, Settlement
from parley.decisions.queries.deputies import stands_in_for
from parley.decisions.queries.seeing import decisions_visible_to
from parley.decisions.queries.settling import last_sent_back
from parley.decisions.terms import UNSETTLED, DecisionState, decision_ref
from parley.groups.queries import acting
from parley.ledger.queries import history_of, last_time, reasons_given
from parley.ledger.terms import MACHINE
from parley.people.terms import Viewer
from parley.roadmap.queries import initiatives_visible_to

ESCALATED, SENT_BACK = "decision.escalated", "decision.sent_back"
THROUGH = {
    "decision.discussed": DecisionState.DISCUSSING,
    ESCALATED: DecisionState.ESCALATED,
    SENT_BACK: DecisionState.ESCALATED,
}


@dataclass(frozen=True, slots=True)
class Handed:
    """Through which states a decision went, and why it was last escalated: by whom (a key), when, in which words."""

    through: frozenset[DecisionState]
    because: str = ""  # empty when its day came by itself
    by: int | None = None
    at: datetime | None = None
    came_back: bool = False  # what was settled was sent back


def handed_over(decision: Decision) -> Handed:
    """Give how a decision came to its decider, by its history. A query at most, none before it did."""
    if decision.state in (DecisionState.OPEN, DecisionState.DISCUSSING):
        return Handed(frozenset())
    happened = history_of(decision_ref(decision.pk), kinds=tuple(THROUGH))
    through = frozenset(THROUGH[each.event.kind] for each in happened)
    why = next((each for each in happened if each.event.kind == ESCALATED and each.reason), None)
    came_back = any(each.event.kind == SENT_BACK for each in happened)
    if why is None:
        return Handed(through, came_back=came_back)
    return Handed(through, why.reason, why.actor, why.at, came_back)


@dataclass(frozen=True, slots=True)
class Came:
    """Why a decision came to its decider: it was escalated, and what was settled was sent back."""

    handed: Handed
    back: Settlement | None


def why_it_came(decision: Decision) -> Came:
    """Give why a decision came to its decider; for those who may read what is settled. Two queries at most."""
    handed = handed_over(decision)
    return Came(handed, last_sent_back(decision.pk) if handed.came_back else None)


def handed_because(decisions: Collection[int]) -> dict[int, str]:
    """Say why each of some decisions waits for its decider: it was sent back, else the group did not agree. 2 queries.

    For whoever decides them: why one was sent back may repeat what was settled.
    """
    if not decisions:
        return {}
    said = reasons_given("decision", decisions, ESCALATED)
    back = Settlement.objects.filter(decision__in=decisions).exclude(sent_back_by=None).order_by("pk")
    return said | dict(back.values_list("decision", "sent_back_because"))


def decides_for(viewer: Viewer) -> QuerySet[Decision]:
    """Decisions that wait for somebody for whom the viewer decides now, of which they may see all that is weighed."""
    about = DecisionInitiative.objects.filter(decision=OuterRef("pk"))
    hidden = about.exclude(initiative__in=initiatives_visible_to(viewer).values("pk"))
    waiting = decisions_visible_to(acting(MACHINE)).filter(stands_in_for(viewer), state__in=UNSETTLED)
    return waiting.filter(~Exists(hidden)).exclude(decider=viewer.person)


def to_change(viewer: Viewer) -> QuerySet[Decision]:
    """Decisions of the viewer’s roadmaps that were sent back, and whose options nobody has written anew since."""
    rows = decisions_visible_to(acting(MACHINE)).filter(area__in=viewer.product_of, state=DecisionState.ESCALATED)
    rows = rows.exclude(decider=viewer.person).filter(settlements__sent_back_by__isnull=False)
    rows = rows.alias(
        back=last_time("decision", OuterRef("pk"), kinds=(SENT_BACK,)),
        changed=last_time("decision", OuterRef("pk"), kinds=("decision.changed",)),
    )
    return rows.filter(Q(changed=None) | Q(changed__lt=F("back"))).distinct()
