"""The words of meetings."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from parley.ledger.terms import Ref
from parley.meetings.terms.hours import SeriesHour


class MeetingState(StrEnum):
    """Nobody is told of a planned meeting; a published one has an agenda; then it is held or cancelled."""

    PLANNED = "planned"
    PUBLISHED = "published"
    HELD = "held"
    CANCELLED = "cancelled"


class Purpose(StrEnum):
    """What an agenda item is for."""

    INFORM = "inform"
    HEAR = "hear"
    DECIDE = "decide"


class Presence(StrEnum):
    """Whether somebody came to a meeting."""

    PRESENT = "present"
    APOLOGIES = "apologies"
    ABSENT = "absent"


class ItemState(StrEnum):
    """What became of an agenda item."""

    AHEAD = "ahead"
    DONE = "done"
    UNREACHED = "unreached"


def series_ref(key: int) -> Ref:
    """Name a series for the ledger."""
    return Ref("series", key)


def meeting_ref(key: int) -> Ref:
    """Name a meeting for the ledger."""
    return Ref("meeting", key)


def action_point_ref(key: int) -> Ref:
    """Name an action point for the ledger."""
    return Ref("action_point", key)


class Frequency(StrEnum):
    """How often a series meets, as the form offers it."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    FOUR_WEEKLY = "four_weekly"
    FIRST = "first"  # the first such weekday of a month
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    LAST = "last"


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")  # as date.weekday() counts
STILL_TO_COME = (MeetingState.PLANNED, MeetingState.PUBLISHED)
PLANNED_AHEAD = timedelta(days=100)  # how far meetings of a series are made in advance
FROZEN = timedelta(hours=24)  # before a meeting: slots of people called in no longer move


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What an RFC 5545 rule says. `weekdays` count from Monday, 0; `nth` is 1 to 5, or -1 for the last of a month."""

    monthly: bool
    interval: int
    weekdays: tuple[int, ...]
    nth: int | None = None
    month_days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesFacts:
    """What says when a series meets. `starts_on` is unknown when nobody has said in which week it starts."""

    rule: str
    local_time: time
    time_zone: str
    starts_on: date | None = None
    ended_on: date | None = None
    hours: tuple[SeriesHour, ...] = ()  # beside its own


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One meeting a series makes: the series' local day, the moment it begins, in UTC, and which sitting it is."""

    day: date
    starts_at: datetime
    sitting: int = 1
    time_zone: str = ""  # in which its hour is meant


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFacts:
    """What rules about a meeting need."""

    area: int
    state: MeetingState
    starts_at: datetime
    time_zone: str
    minutes: int
    note_taker: int | None = None
    minutes_published: bool = False
    area_goes_on: bool = True  # what was held in a dissolved area stays as it is
    run_by: int | None = None
    substitute: int | None = None  # whoever runs it without being a facilitator

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class NotesDraft:
    """What somebody wants written down about an item, and the version of its notes they had before them."""

    item: int
    notes: str
    seen_version: int | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """An item's place in a meeting: when it begins, in minutes after the start, and whom it is kept for."""

    item: int
    begins: int
    minutes: int
    called_in: bool = False


@dataclass(frozen=True, slots=True)
class TimeSum:
    """How the time boxes of an agenda add up against the meeting's length, in minutes."""

    planned: int
    length: int

    @property
    def over(self) -> int:
        """By how many minutes the boxes exceed the meeting; 0 when they fit."""
        return max(0, self.planned - self.length)

    @property
    def sentence(self) -> str:
        """Say it in words."""
        if self.over:
            return (
                f"{self.planned} minutes for a meeting of {self.length}: {self.over} too many. Shorten or drop an item."
            )
        if self.planned == self.length:
            return f"All {self.length} minutes are planned."
        return f"{self.planned} of {self.length} minutes are planned, {self.length - self.planned} are free."


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Something that waits to be put on an agenda, and why it comes where it does in the list."""

    ref: Ref
    title: str
    note: str
    late: bool = False
    purpose: Purpose = Purpose.HEAR


class Held(StrEnum):
    """What somebody may hold that must not be left to nobody when they leave, in the order it is handed over."""

    DECIDES = "decides"  # areas
    FACILITATES = "facilitates"  # groups
    ROADMAPS = "roadmaps"  # areas whose roadmap they keep
    INITIATIVES = "initiatives"
    CLIENTS = "clients"
    DECISIONS = "decisions"
    POINTS = "points"  # what they promised
    NOTES = "notes"  # coming meetings
    LEADS = "leads"  # coming meetings in which they lead an item


NEVER_EMPTY = (Held.DECISIONS, Held.POINTS)  # somebody has to hold these; all else may be left to nobody, if said so


@dataclass(frozen=True, slots=True)
class Holding:
    """What somebody holds of one kind; `alone` counts those things nobody else holds too."""

    held: Held
    things: tuple[Ref, ...]
    alone: int
