"""Counting who asks once clients have changed, so that pages need not."""

from datetime import datetime

from parley.kernel.bunches import bunches
from parley.ledger.terms import MACHINE
from parley.roadmap.actions import count_everybody, count_evidence
from parley.roadmap.queries import initiatives_to_count

AT_ONCE = 200  # initiatives, which are locked while they are counted


def count_what_changed(at: datetime) -> None:
    """Count anew what has not been counted since. Doing it again changes nothing."""
    for some in bunches(initiatives_to_count(), AT_ONCE):
        count_evidence(initiatives=some, actor=MACHINE, at=at)
    count_everybody(actor=MACHINE, at=at)
