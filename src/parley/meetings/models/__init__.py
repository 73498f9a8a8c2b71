"""Tables of meetings: series, their occurrences, agendas with minutes, who came, and what was promised."""

from parley.meetings.models.agenda import ActionPoint, AgendaItem, CalledIn
from parley.meetings.models.calendar import Feed, Invitation, Reply
from parley.meetings.models.live import Capture, FloorTime, Heard, LiveRoom, Round, SealedNote, Seat
from parley.meetings.models.meeting import Attendance, Meeting
from parley.meetings.models.series import Series

__all__ = [
    "ActionPoint",
    "AgendaItem",
    "Attendance",
    "CalledIn",
    "Capture",
    "Feed",
    "FloorTime",
    "Heard",
    "Invitation",
    "LiveRoom",
    "Meeting",
    "Reply",
    "Round",
    "SealedNote",
    "Seat",
    "Series",
]
