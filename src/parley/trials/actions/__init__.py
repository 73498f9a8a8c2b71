"""Changing trials: they are planned, clients are put forward and invited, answer, and what follows is decided."""

from parley.trials.actions.feedback import give_feedback, note_feedback
from parley.trials.actions.inviting import (
    answer_invitation,
    ask_for_feedback,
    end_trial_link,
    invite_client,
    note_reply,
)
from parley.trials.actions.links import Given
from parley.trials.actions.outcome import (
    answer_questions,
    ask_what_follows,
    conclude,
    drop_outcome,
    say_what_follows,
)
from parley.trials.actions.placing import agree, hold_back, nominate_client, propose_clients, take_out
from parley.trials.actions.planning import change_trial, extend_trial, give_up_trial, open_trial, plan_trial
from parley.trials.actions.reminding import remind_of_silence
from parley.trials.actions.thanking import Thanks, thank_client

__all__ = [
    "Given",
    "Thanks",
    "agree",
    "answer_invitation",
    "answer_questions",
    "ask_for_feedback",
    "ask_what_follows",
    "change_trial",
    "conclude",
    "drop_outcome",
    "end_trial_link",
    "extend_trial",
    "give_feedback",
    "give_up_trial",
    "hold_back",
    "invite_client",
    "nominate_client",
    "note_feedback",
    "note_reply",
    "open_trial",
    "plan_trial",
    "propose_clients",
    "remind_of_silence",
    "say_what_follows",
    "take_out",
    "thank_client",
]
