"""Closing a written round on a decision, by hand, by its hour, or as the decision is settled."""

from datetime import datetime

from parley.decisions.events import DecisionRoundClosed
from parley.decisions.models import Decision, DecisionNote, DecisionRound
from parley.ledger.door import record
from parley.ledger.terms import MACHINE
from parley.voices.actions import seal_notes
from parley.voices.rules import few_notes


def _end_rounds(decision: Decision, at: datetime) -> None:
    """Close the open round of a decision that is settled or withdrawn: nobody is asked, so few notes are let go of."""
    for row in DecisionRound.objects.select_for_update().filter(
        decision=decision, closed_at=None
    ):  # then it is counted
        _close(row, at, show=not few_notes(DecisionNote.objects.filter(round=row).count()))


def _close(found: DecisionRound | None, at: datetime, *, show: bool | None) -> None:
    row = DecisionRound.objects.select_for_update().filter(pk=found.pk, closed_at=None).first() if found else None
    if row is None:
        return
    shown, unshown = seal_notes(round_=row, show=show, actor=MACHINE, at=at)
    row.closed_at = at
    row.save(update_fields=["closed_at"])
    record(DecisionRoundClosed(decision=row.decision_id, round=row.pk, notes=shown, unshown=unshown))
