"""Opening what was written without a name: once, when a decision goes to whoever decides it."""

from datetime import datetime

from parley.decisions.events import DissentsOpened
from parley.decisions.models import Decision, DissentOpening, UnsignedDissent
from parley.decisions.queries import could_write_unsigned
from parley.ledger.door import record, unsigned
from parley.ledger.terms import Actor
from parley.voices.actions import write_anew


@unsigned
def _open_dissents(*, decision: Decision, actor: Actor, at: datetime) -> None:
    """Open what was written without a name, all at once and in random order; from now on none is written.

    The decision is locked by the caller. Doing it again does nothing; its entry says how many there are, not who.
    """
    if DissentOpening.objects.filter(decision=decision).exists():
        return
    rows = UnsignedDissent.objects.filter(decision=decision)
    count = write_anew(rows=rows, about={"decision": decision}, actor=actor, at=at)
    DissentOpening.objects.create(
        decision=decision, could_write=could_write_unsigned(decision) if count else 0, opened_at=at
    )
    if count:
        record(DissentsOpened(decision=decision.pk, dissents=count))
