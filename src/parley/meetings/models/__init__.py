"""Tables of meetings: series, their occurrences, agendas with minutes, who came, and what was promised; holidays."""

from parley.meetings.models.agenda import ActionPoint, AgendaItem, CalledIn
from parley.meetings.models.calendar import Feed, Invitation, Reply
from parley.meetings.models.hours import Holiday, HourCosts
from parley.meetings.models.live import (
    Capture,
    FloorTime,
    HadFloor,
    Hand,
    LiveRoom,
    Round,
    SealedNote,
)
from parley.meetings.models.meeting import Attendance, Meeting, MeetingRegion
from parley.meetings.models.minutes import MinutesLine
from parley.meetings.models.presenting import Acronym, Preparation, Presenter
from parley.meetings.models.rota import RotaAsk
from parley.meetings.models.series import Series, SittingRegion
from parley.meetings.models.talk import ShareLetGo, Talk, TalkShare, Transcript
from parley.meetings.models.taps import TapCount, TapGiven, TapRelease

__all__ = [
    "Acronym",
    "ActionPoint",
    "AgendaItem",
    "Attendance",
    "CalledIn",
    "Capture",
    "Feed",
    "FloorTime",
    "HadFloor",
    "Hand",
    "Holiday",
    "HourCosts",
    "Invitation",
    "LiveRoom",
    "Meeting",
    "MeetingRegion",
    "MinutesLine",
    "Preparation",
    "Presenter",
    "Reply",
    "RotaAsk",
    "Round",
    "SealedNote",
    "Series",
    "ShareLetGo",
    "SittingRegion",
    "Talk",
    "TalkShare",
    "TapCount",
    "TapGiven",
    "TapRelease",
    "Transcript",
]
