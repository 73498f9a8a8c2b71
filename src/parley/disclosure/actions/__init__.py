"""What may be told, what was told, what is corrected, and every change that can break a promise."""

from parley.disclosure.actions.announcing import (
    end_announcements_of_leavers,
    open_announcements,
    put_aside,
    tell_announced,
)
from parley.disclosure.actions.launching import ThereFrom, look_back, plan_launch, plan_region, say_ready
from parley.disclosure.actions.promises import change_regions, move_stage, replan, replan_region, stop, take_up
from parley.disclosure.actions.reminding import remind_of_announcements, remind_of_corrections
from parley.disclosure.actions.reviewing import tell_many
from parley.disclosure.actions.sharing import count_view, end_link, give_link, hand_over
from parley.disclosure.actions.shifting import end_shift, extend_shift, shift_by_decision, shift_team
from parley.disclosure.actions.telling import (
    Occasion,
    close_correction,
    drop_correction,
    tell_client,
    tell_freely,
)
from parley.disclosure.actions.words import (
    approve_words,
    draft_words,
    drop_draft,
    end_going_further,
    end_going_further_due,
    expire_words_due,
    let_go_further,
    withdraw_words,
)

__all__ = [
    "Occasion",
    "ThereFrom",
    "approve_words",
    "change_regions",
    "close_correction",
    "count_view",
    "draft_words",
    "drop_correction",
    "drop_draft",
    "end_announcements_of_leavers",
    "end_going_further",
    "end_going_further_due",
    "end_link",
    "end_shift",
    "expire_words_due",
    "extend_shift",
    "give_link",
    "hand_over",
    "let_go_further",
    "look_back",
    "move_stage",
    "open_announcements",
    "plan_launch",
    "plan_region",
    "put_aside",
    "remind_of_announcements",
    "remind_of_corrections",
    "replan",
    "replan_region",
    "say_ready",
    "shift_by_decision",
    "shift_team",
    "stop",
    "take_up",
    "tell_announced",
    "tell_client",
    "tell_freely",
    "tell_many",
    "withdraw_words",
]
