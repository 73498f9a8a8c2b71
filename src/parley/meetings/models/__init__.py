"""Tables of meetings: series, their occurrences, agendas with minutes, who came, and what was promised; holidays."""

from parley.meetings.models.agenda import ActionPoint, AgendaItem, CalledIn
from parley.meetings.models.hours import Holiday, HourCosts
from parley.meetings.models.meeting import Attendance, Meeting
from parley.meetings.models.series import Series, SittingRegion

__all__ = [
    "ActionPoint",
    "AgendaItem",
    "Attendance",
    "CalledIn",
    "Holiday",
    "HourCosts",
    "Meeting",
    "Series",
    "SittingRegion",
]
