"""Changing people: one by one, and many at once."""

from parley.people.actions.changing import (
    add_person,
    change_person,
    choose_quiet_hours,
    choose_reminders,
    give_operations,
    keep_function,
    keep_region,
    note_away,
    note_leaving,
    note_return,
)
from parley.people.actions.signing_in import (
    LINK_LASTS,
    ask_for_link,
    catch_up,
    choose_password,
    confirm_link,
    end_sessions,
    first_administrator,
    make_link,
    note_sign_in,
    sweep_links,
)

__all__ = [
    "LINK_LASTS",
    "add_person",
    "ask_for_link",
    "catch_up",
    "change_person",
    "choose_password",
    "choose_quiet_hours",
    "choose_reminders",
    "confirm_link",
    "end_sessions",
    "first_administrator",
    "give_operations",
    "keep_function",
    "keep_region",
    "make_link",
    "note_away",
    "note_leaving",
    "note_return",
    "note_sign_in",
    "sweep_links",
]
