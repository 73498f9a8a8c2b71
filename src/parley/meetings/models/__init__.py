"""Tables of meetings: series, their occurrences, agendas with minutes, who came, and what was promised."""

from parley.meetings.models.agenda import ActionPoint, AgendaItem, CalledIn
from parley.meetings.models.calendar import Feed, Invitation, Reply
from parley.meetings.models.meeting import Attendance, Meeting
from parley.meetings.models.presenting import Acronym, Preparation, Presenter
from parley.meetings.models.series import Series
from parley.meetings.models.talk import Talk, TalkShare
from parley.meetings.models.taps import TapCount, TapGiven, TapRelease

__all__ = [
    "Acronym",
    "ActionPoint",
    "AgendaItem",
    "Attendance",
    "CalledIn",
    "Feed",
    "Invitation",
    "Meeting",
    "Preparation",
    "Presenter",
    "Reply",
    "Series",
    "Talk",
    "TalkShare",
    "TapCount",
    "TapGiven",
    "TapRelease",
]
