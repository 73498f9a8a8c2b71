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
from parley.groups.actions.handing_over import (
    close_area,
    end_memberships,
    hand_over_deciding,
    hand_over_facilitating,
    hand_over_roadmaps,
)
from parley.groups.actions.shifts import end_loan, extend_loan, lend_team

__all__ = [
    "add_member",
    "change_group",
    "close_area",
    "close_team",
    "end_loan",
    "end_memberships",
    "extend_loan",
    "hand_over_deciding",
    "hand_over_facilitating",
    "hand_over_roadmaps",
    "keep_team",
    "lend_team",
    "name_decider",
    "name_facilitator",
    "name_product_person",
    "open_area",
    "remove_member",
]
