"""Tables of meetings: series, their occurrences, agendas with minutes, who came, and what was promised."""

from parley.meetings.models.agenda import ActionPoint, AgendaItem, CalledIn
from parley.meetings.models.meeting import Attendance, Meeting
from parley.meetings.models.series import Series
from parley.meetings.models.talk import Talk, TalkShare

__all__ = ["ActionPoint", "AgendaItem", "Attendance", "CalledIn", "Meeting", "Series", "Talk", "TalkShare"]
