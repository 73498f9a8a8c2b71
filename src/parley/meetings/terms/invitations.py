"""The words of calendars: entries, who is invited for what, and what they reply."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Coming(StrEnum):
    """What somebody replies to an invitation."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


class EntryState(StrEnum):
    """What a calendar says of a meeting: it will be held, it is only planned, it was cancelled."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name and an e-mail address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """What somebody's calendar holds: of a meeting, of the one item they are called in for, or of what waits for them.

    With a `day` it is for the whole of it, wherever they are, and its moment and minutes say nothing.
    """

    uid: str
    sequence: int
    starts_at: datetime
    minutes: int
    time_zone: str
    title: str
    about: str
    link: str
    state: EntryState = EntryState.CONFIRMED
    organizer: Mailbox | None = None
    attendee: Mailbox | None = None
    coming: Coming | None = None
    day: date | None = None
    blocks: bool = True  # whether others cannot have the time


@dataclass(frozen=True, slots=True)
class Seat:
    """Who is invited for what: a person and an item, by their keys; 0 is the whole meeting."""

    person: int
    item: int = 0


@dataclass(frozen=True, slots=True)
class Time:
    """From when on, and how long in minutes."""

    starts_at: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class Revision:
    """How invitations have to change: who is invited anew, for whom the time changed, who is needed no more."""

    new: tuple[Seat, ...] = ()
    changed: tuple[Seat, ...] = ()
    gone: tuple[Seat, ...] = ()


@dataclass(frozen=True, slots=True)
class Replied:
    """What somebody replied, and the moment they were asked to be there when they did."""

    seat: Seat
    coming: Coming
    asked_for: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyRead:
    """What a calendar program wrote back about one entry; `coming` is None for what is neither yes, maybe nor no."""

    uid: str
    sequence: int
    attendee: str
    coming: Coming | None
