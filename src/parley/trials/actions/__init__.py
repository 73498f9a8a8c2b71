"""Changing trials: they are planned, clients are put forward and invited, answer, and what follows is decided."""

from parley.trials.actions.inviting import (
    Given,
    answer_invitation,
    ask_for_feedback,
    end_trial_link,
    invite_client,
    note_reply,
)
from parley.trials.actions.placing import agree, hold_back, nominate_client, propose_clients, take_out
from parley.trials.actions.planning import change_trial, extend_trial, give_up_trial, open_trial, plan_trial

__all__ = [
    "Given",
    "agree",
    "answer_invitation",
    "ask_for_feedback",
    "change_trial",
    "end_trial_link",
    "extend_trial",
    "give_up_trial",
    "hold_back",
    "invite_client",
    "nominate_client",
    "note_reply",
    "open_trial",
    "plan_trial",
    "propose_clients",
    "take_out",
]
