"""What can happen to series, meetings, their agendas, and what was promised in them."""

from parley.meetings.events.agenda import (
    ItemAdded,
    ItemCarriedOver,
    ItemChanged,
    ItemDropped,
    ItemMarked,
    NotesWritten,
    PersonCalledIn,
)
from parley.meetings.events.calendar import FeedEnded, FeedMade, PeopleInvited, ReplyGiven
from parley.meetings.events.doing import CountedAsHeld
from parley.meetings.events.hours import (
    HeldOnHoliday,
    HolidayDropped,
    HolidayKept,
    HolidaysTakenIn,
    HourCostsKept,
)
from parley.meetings.events.meeting import (
    AttendanceNoted,
    ItemDiscussed,
    MeetingCancelled,
    MeetingHeld,
    MeetingMoved,
    MeetingPlanned,
    MeetingPublished,
    NoteTakerNamed,
)
from parley.meetings.events.minutes import MinutesAddedTo, MinutesPublished, MinutesSent
from parley.meetings.events.presenting import (
    AcronymDropped,
    AcronymKept,
    GuideRead,
    ItemPrepared,
    PracticePassed,
    TapsSealed,
)
from parley.meetings.events.promises import (
    PointDropped,
    PointFinished,
    PointHandedOver,
    PointPromised,
    PointRehomed,
)
from parley.meetings.events.rota import RotaDrawn, RunAsked, RunDeclined, RunProposed, RunTaken
from parley.meetings.events.series import (
    FirstWeekNamed,
    SeriesEnded,
    SeriesKept,
    SeriesPlanned,
    SeriesTakenIn,
)

__all__ = [
    "AcronymDropped",
    "AcronymKept",
    "AttendanceNoted",
    "CountedAsHeld",
    "FeedEnded",
    "FeedMade",
    "FirstWeekNamed",
    "GuideRead",
    "HeldOnHoliday",
    "HolidayDropped",
    "HolidayKept",
    "HolidaysTakenIn",
    "HourCostsKept",
    "ItemAdded",
    "ItemCarriedOver",
    "ItemChanged",
    "ItemDiscussed",
    "ItemDropped",
    "ItemMarked",
    "ItemPrepared",
    "MeetingCancelled",
    "MeetingHeld",
    "MeetingMoved",
    "MeetingPlanned",
    "MeetingPublished",
    "MinutesAddedTo",
    "MinutesPublished",
    "MinutesSent",
    "NoteTakerNamed",
    "NotesWritten",
    "PeopleInvited",
    "PersonCalledIn",
    "PointDropped",
    "PointFinished",
    "PointHandedOver",
    "PointPromised",
    "PointRehomed",
    "PracticePassed",
    "ReplyGiven",
    "RotaDrawn",
    "RunAsked",
    "RunDeclined",
    "RunProposed",
    "RunTaken",
    "SeriesEnded",
    "SeriesKept",
    "SeriesPlanned",
    "SeriesTakenIn",
    "TapsSealed",
]
