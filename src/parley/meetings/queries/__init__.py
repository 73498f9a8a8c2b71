"""Seeing meetings: a group's are for its people, and for whoever is called in for an item."""

from parley.meetings.queries.agendas import AGENDA_ITEM, AgendaLine, agenda_of, title_of, waiting_for_agenda
from parley.meetings.queries.facts import locked, meeting_facts, series_facts, slots_of, thing_of
from parley.meetings.queries.listing import (
    coming,
    meetings_about,
    meetings_of,
    next_meetings_of,
    over,
    past_meetings_of,
    running_series,
    series_of,
    series_visible_to,
    series_without_first_week,
)
from parley.meetings.queries.seeing import (
    is_seen,
    items_visible_to,
    meetings_visible_to,
    open_action_points_of,
    open_points,
    people_invited_to,
    points_visible_to,
    viewers_of_meeting,
    whole_items,
)

__all__ = [
    "AGENDA_ITEM",
    "AgendaLine",
    "agenda_of",
    "coming",
    "is_seen",
    "items_visible_to",
    "locked",
    "meeting_facts",
    "meetings_about",
    "meetings_of",
    "meetings_visible_to",
    "next_meetings_of",
    "open_action_points_of",
    "open_points",
    "over",
    "past_meetings_of",
    "people_invited_to",
    "points_visible_to",
    "running_series",
    "series_facts",
    "series_of",
    "series_visible_to",
    "series_without_first_week",
    "slots_of",
    "thing_of",
    "title_of",
    "viewers_of_meeting",
    "waiting_for_agenda",
    "whole_items",
]
