"""Changing groups: one by one, and many at once."""

from parley.groups.actions.changing import (
    add_member,
    change_group,
    close_team,
    keep_team,
    name_decider,
    name_facilitator,
    name_product_person,
    open_area,
    remove_member,
)

__all__ = [
    "add_member",
    "change_group",
    "close_team",
    "keep_team",
    "name_decider",
    "name_facilitator",
    "name_product_person",
    "open_area",
    "remove_member",
]
