"""Which reasons of the ledger somebody may read: what a decision caused gives its reason with that decision alone."""

from collections.abc import Collection

from parley.decisions.queries.heard import is_talk_unheard
from parley.decisions.rules import UNTOLD
from parley.ledger.queries import Told
from parley.ledger.terms import Ref


def decided_in(told: Told) -> Ref | None:
    """Give the decision that caused what an entry tells, if one did."""
    cause: Ref | None = getattr(told.event, "decided_in", None)
    return cause if cause and cause.kind == "decision" else None


def reason_told(told: Told, seen: Collection[Ref], heard: Collection[int] = ()) -> str:
    """Give the reason of an entry as somebody reads it to whom these things are in sight, now and not when it happened.

    The reason of a decision speaks of all that it weighs, however far what it changed is seen since. `heard` are keys
    of decisions of which they hear what was said before they were published, as `talk_heard` gives them.
    """
    if is_talk_unheard(told, heard):
        return ""
    cause = decided_in(told)
    return UNTOLD if told.reason and cause and cause not in seen else told.reason
