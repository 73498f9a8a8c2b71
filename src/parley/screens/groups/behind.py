"""What is behind a shift: the decision that lends the team, with who decided it and why, or whoever lent it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parley.decisions.queries import decided_in, decision_seen, settlement_seen
from parley.decisions.rules import UNTOLD
from parley.decisions.terms import TOLD
from parley.groups.terms import shift_ref
from parley.ledger.queries import history_of
from parley.screens.asking import Asked

if TYPE_CHECKING:
    from parley.decisions.models import Decision
    from parley.groups.models import Shift
    from parley.people.models import Person


@dataclass(frozen=True, slots=True)
class Behind:
    """Why a team is lent. Of a decision that the reader may not see it is said only that there is one."""

    reason: str
    by_decision: bool
    decision: "Decision | None" = None
    decided_by: "Person | None" = None
    instead_of: "Person | None" = None


def behind(request: Asked, row: "Shift") -> Behind:
    """Give what is behind a shift: one query, three by a decision that the reader may see."""
    begun = history_of(shift_ref(row.pk), kinds=("shift.begun",), limit=1)
    cause = decided_in(begun[0]) if begun else None
    if cause is None:
        return Behind(row.reason, by_decision=False)
    decision = decision_seen(request.viewer, cause.key)
    if decision is None or decision.state not in TOLD:
        return Behind(UNTOLD, by_decision=True)
    settled = settlement_seen(request.viewer, decision)
    return Behind(
        decision.reason,
        by_decision=True,
        decision=decision,
        decided_by=settled.settled_by if settled else decision.decider,
        instead_of=settled.instead_of if settled else None,
    )
