"""Changing decisions: they are drafted, disagreed with, and published or withdrawn."""

from parley.decisions.actions.deciding import (
    ask_to_sign_in,
    decide_by_link,
    decide_on_page,
    drop_unsent_link,
    mail_to_decide,
    make_deciding_link,
    note_link_sent,
    revoke_links,
    revoke_links_of,
    sweep_deciding_links,
)
from parley.decisions.actions.deputies import end_deputy, name_deputy, see_to_deputies
from parley.decisions.actions.discussing import say_about
from parley.decisions.actions.dissenting import dissent, dissent_unsigned, open_dissents
from parley.decisions.actions.drafting import change_decision, open_decision, withdraw_decision
from parley.decisions.actions.handing_over import move_decisions
from parley.decisions.actions.naming import hand_over_decisions, name_decider_of
from parley.decisions.actions.publishing import publish_decision
from parley.decisions.actions.reviewing import review_decision
from parley.decisions.actions.rounds import (
    close_decision_round,
    close_rounds_due,
    open_decision_round,
    take_back_decision_note,
    write_decision_note,
)
from parley.decisions.actions.settling import (
    discuss_decision,
    escalate_decision,
    escalate_due,
    record_agreement,
    send_back,
    settle_decision,
    take_back_agreement,
)
from parley.decisions.actions.unnoting import take_back_private_note
from parley.decisions.actions.weighing import (
    ask_to_speak,
    complete_why,
    lean,
    note_privately,
    put_against,
    take_back_leaning,
)

__all__ = [
    "ask_to_sign_in",
    "ask_to_speak",
    "change_decision",
    "close_decision_round",
    "close_rounds_due",
    "complete_why",
    "decide_by_link",
    "decide_on_page",
    "discuss_decision",
    "dissent",
    "dissent_unsigned",
    "drop_unsent_link",
    "end_deputy",
    "escalate_decision",
    "escalate_due",
    "hand_over_decisions",
    "lean",
    "mail_to_decide",
    "make_deciding_link",
    "move_decisions",
    "name_decider_of",
    "name_deputy",
    "note_link_sent",
    "note_privately",
    "open_decision",
    "open_decision_round",
    "open_dissents",
    "publish_decision",
    "put_against",
    "record_agreement",
    "review_decision",
    "revoke_links",
    "revoke_links_of",
    "say_about",
    "see_to_deputies",
    "send_back",
    "settle_decision",
    "sweep_deciding_links",
    "take_back_agreement",
    "take_back_decision_note",
    "take_back_leaning",
    "take_back_private_note",
    "withdraw_decision",
    "write_decision_note",
]
