"""Changing meetings: when a group meets, what is on the agenda, what was said, and what was promised."""

from parley.meetings.actions.agenda import add_item, change_item, drop_item, move_item
from parley.meetings.actions.arriving import stay_in_room
from parley.meetings.actions.calling import call_in, call_off
from parley.meetings.actions.captured import correct_line, leave_out_line
from parley.meetings.actions.capturing import (
    add_note_line,
    capture_decision,
    capture_insight,
    capture_promise,
    capture_topic,
)
from parley.meetings.actions.dissolving import dissolve_area
from parley.meetings.actions.doing import count_as_held
from parley.meetings.actions.feeds import end_feed, make_feed
from parley.meetings.actions.floor import (
    ask_next,
    ask_to_be_asked,
    give_floor,
    lower_hand,
    pass_on,
    pass_turn,
    raise_hand,
)
from parley.meetings.actions.handing_over import hand_over_everything
from parley.meetings.actions.hours import (
    drop_holiday,
    hold_on_holiday,
    keep_holiday,
    keep_hour_costs,
    take_in_holidays,
)
from parley.meetings.actions.invitations import reply_to_meeting, revise_invitations
from parley.meetings.actions.live import (
    end_rooms_left_open,
    give_time,
    go_to_item,
    open_room,
)
from parley.meetings.actions.meeting import cancel_meeting, hold_meeting, move_meeting, plan_meeting, publish_meeting
from parley.meetings.actions.minutes import (
    drop_point,
    finish_point,
    mark_item,
    name_note_taker,
    note_attendance,
    promise,
    reopen_point,
    write_minutes,
    write_notes,
)
from parley.meetings.actions.planning import plan_ahead, plan_all_ahead
from parley.meetings.actions.presenting import drop_acronym, keep_acronym, practise, prepare_item, read_guide
from parley.meetings.actions.proposed import take_proposed
from parley.meetings.actions.publishing import add_to_minutes, publish_minutes, send_minutes_due
from parley.meetings.actions.rota import answer_ask, ask_to_run, draw_all_rotas, draw_rota, pass_on_run, take_run
from parley.meetings.actions.rounds import (
    close_round,
    open_round,
    take_back_note,
    write_note,
)
from parley.meetings.actions.series import end_series, keep_series, name_first_week
from parley.meetings.actions.taps import give_taps, seal_taps_due
from parley.meetings.actions.who_ran import note_who_ran

__all__ = [
    "add_item",
    "add_note_line",
    "add_to_minutes",
    "answer_ask",
    "ask_next",
    "ask_to_be_asked",
    "ask_to_run",
    "call_in",
    "call_off",
    "cancel_meeting",
    "capture_decision",
    "capture_insight",
    "capture_promise",
    "capture_topic",
    "change_item",
    "close_round",
    "correct_line",
    "count_as_held",
    "dissolve_area",
    "draw_all_rotas",
    "draw_rota",
    "drop_acronym",
    "drop_holiday",
    "drop_item",
    "drop_point",
    "end_feed",
    "end_rooms_left_open",
    "end_series",
    "finish_point",
    "give_floor",
    "give_taps",
    "give_time",
    "go_to_item",
    "hand_over_everything",
    "hold_meeting",
    "hold_on_holiday",
    "keep_acronym",
    "keep_holiday",
    "keep_hour_costs",
    "keep_series",
    "leave_out_line",
    "lower_hand",
    "make_feed",
    "mark_item",
    "move_item",
    "move_meeting",
    "name_first_week",
    "name_note_taker",
    "note_attendance",
    "note_who_ran",
    "open_room",
    "open_round",
    "pass_on",
    "pass_on_run",
    "pass_turn",
    "plan_ahead",
    "plan_all_ahead",
    "plan_meeting",
    "practise",
    "prepare_item",
    "promise",
    "publish_meeting",
    "publish_minutes",
    "raise_hand",
    "read_guide",
    "reopen_point",
    "reply_to_meeting",
    "revise_invitations",
    "seal_taps_due",
    "send_minutes_due",
    "stay_in_room",
    "take_back_note",
    "take_in_holidays",
    "take_proposed",
    "take_run",
    "write_minutes",
    "write_note",
    "write_notes",
]
