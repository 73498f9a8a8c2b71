"""Changing decisions: they are drafted, disagreed with, and published or withdrawn."""

from parley.decisions.actions.discussing import say_about
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
from parley.decisions.actions.settling import (
    discuss_decision,
    escalate_decision,
    escalate_due,
    record_agreement,
    send_back,
    settle_decision,
    take_back_agreement,
)

__all__ = [
    "change_decision",
    "discuss_decision",
    "dissent",
    "escalate_decision",
    "escalate_due",
    "hand_over_decisions",
    "keep_decision",
    "move_decisions",
    "name_decider_of",
    "open_decision",
    "publish_decision",
    "record_agreement",
    "say_about",
    "send_back",
    "settle_decision",
    "take_back_agreement",
    "withdraw_decision",
]
