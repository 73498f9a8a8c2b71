"""Changing people: one by one, and many at once."""

from parley.people.actions.changing import (
    add_person,
    ask_for_link,
    catch_up,
    change_person,
    choose_password,
    confirm_link,
    first_administrator,
    give_operations,
    keep_function,
    keep_region,
    make_link,
    note_leaving,
    note_return,
    note_sign_in,
    sweep_links,
)

__all__ = [
    "add_person",
    "ask_for_link",
    "catch_up",
    "change_person",
    "choose_password",
    "confirm_link",
    "first_administrator",
    "give_operations",
    "keep_function",
    "keep_region",
    "make_link",
    "note_leaving",
    "note_return",
    "note_sign_in",
    "sweep_links",
]
