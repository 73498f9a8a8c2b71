"""Changing the roadmap. What can break a promise is changed by the disclosure room, which calls `planning`."""

from parley.roadmap.actions.accepting import accept_concentration, end_acceptance
from parley.roadmap.actions.adding import add_initiative, rename_initiative, write_why
from parley.roadmap.actions.answering import answer_not_planned, begin_initiative, take_back_answer
from parley.roadmap.actions.arranging import (
    hand_over_initiatives,
    move_beside,
    move_to_area,
    name_owner,
    rename_stage,
    reorder,
)
from parley.roadmap.actions.counting import count_everybody, count_evidence
from parley.roadmap.actions.evidence import link_insight, note_for, unlink_insight
from parley.roadmap.actions.merging import merge_insights, take_apart
from parley.roadmap.actions.planning import replan, replan_region, set_regions, set_stage
from parley.roadmap.actions.showing import end_override, end_overrides_due, give_override, show_to
from parley.roadmap.actions.taking import say_what_it_takes

__all__ = [
    "accept_concentration",
    "add_initiative",
    "answer_not_planned",
    "begin_initiative",
    "count_everybody",
    "count_evidence",
    "end_acceptance",
    "end_override",
    "end_overrides_due",
    "give_override",
    "hand_over_initiatives",
    "link_insight",
    "merge_insights",
    "move_beside",
    "move_to_area",
    "name_owner",
    "note_for",
    "rename_initiative",
    "rename_stage",
    "reorder",
    "replan",
    "replan_region",
    "say_what_it_takes",
    "set_regions",
    "set_stage",
    "show_to",
    "take_apart",
    "take_back_answer",
    "unlink_insight",
    "write_why",
]
