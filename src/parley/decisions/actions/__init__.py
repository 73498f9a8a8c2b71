"""Changing decisions: they are drafted, disagreed with, and published or withdrawn."""

from parley.decisions.actions.drafting import (
    change_decision,
    hand_over_decisions,
    name_decider_of,
    open_decision,
    withdraw_decision,
)
from parley.decisions.actions.handing_over import move_decisions
from parley.decisions.actions.publishing import dissent, publish_decision
from parley.decisions.actions.reviewing import keep_decision

__all__ = [
    "change_decision",
    "dissent",
    "hand_over_decisions",
    "keep_decision",
    "move_decisions",
    "name_decider_of",
    "open_decision",
    "publish_decision",
    "withdraw_decision",
]
