"""The words of the two taps after a meeting."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from parley.meetings.terms import MeetingState


class Tap(StrEnum):
    """An answer to one of the two questions after a meeting."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True, slots=True)
class TapFacts:
    """What rules need to say whether somebody may answer about a meeting now."""

    state: MeetingState
    ends_at: datetime
    was_there: bool
    answered: bool
    sealed: bool


@dataclass(frozen=True, slots=True)
class TapCounts:
    """How many said yes to a question, of how many that answered it."""

    yes: int
    of: int


@dataclass(frozen=True, slots=True)
class TapShare:
    """The share that said yes as it may be shown, in percent: no count below 20 and no share of all or none of them."""

    answers: str  # a band, or the number from 20 up
    share: int
    low: int
    high: int
    most: bool  # nearly all: the share is at least this
    fewest: bool  # hardly anybody: the share is at most this
