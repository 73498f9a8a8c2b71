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
from parley.roadmap.actions.duties import meet_duty, owe_again, tick_duty
from parley.roadmap.actions.evidence import link_insight, note_for, unlink_insight
from parley.roadmap.actions.listing import (
    begin_duty_list,
    change_duty,
    give_suggested_duties,
    list_duty,
    take_off_duty,
)
from parley.roadmap.actions.merging import merge_insights, take_apart
from parley.roadmap.actions.planning import replan, replan_region, set_regions, set_stage
from parley.roadmap.actions.showing import end_override, end_overrides_due, give_override, show_to
from parley.roadmap.actions.taking import say_what_it_takes

__all__ = [
    "accept_concentration",
    "add_initiative",
    "answer_not_planned",
    "begin_duty_list",
    "begin_initiative",
    "change_duty",
    "count_everybody",
    "count_evidence",
    "end_acceptance",
    "end_override",
    "end_overrides_due",
    "give_override",
    "give_suggested_duties",
    "hand_over_initiatives",
    "link_insight",
    "list_duty",
    "meet_duty",
    "merge_insights",
    "move_beside",
    "move_to_area",
    "name_owner",
    "note_for",
    "owe_again",
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
    "take_off_duty",
    "tick_duty",
    "unlink_insight",
    "write_why",
]
