"""The words of a launch: its plan by region, what it still lacks, whom to tell that it is there, and the look back."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from parley.roadmap.terms import Stage

THERE = (Stage.LAUNCH, Stage.LIVE)  # at which clients have it, or are about to


class Came(StrEnum):
    """What became of what a launch was for."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    CANNOT_SAY = "cannot_say"  # yet: it is looked at again on another day


class Lack(StrEnum):
    """What a launch still lacks in a region."""

    DAY = "day"
    WORDS = "words"
    APPROVAL = "approval"  # of words that are drafted
    LEGAL = "legal"  # approved by product marketing, not yet for the law
    NEWER_WORDS = "newer_words"  # those in force end before the day
    ENABLEMENT = "enablement"  # is not written
    ENABLED = "enabled"  # it is written, and has not reached who talks to clients there
    SUPPORT_NOTES = "support_notes"
    SUPPORTED = "supported"  # they are written, and support there does not have them yet


@dataclass(frozen=True, slots=True, kw_only=True)
class LaunchTexts:
    """What a launch plan says: for whom, what colleagues need for it, and what it is for.

    `measure` is by what one will see it, `expected` what is expected of it.
    """

    for_whom: str = ""
    enablement: str = ""
    support_notes: str = ""
    measure: str = ""
    expected: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """What decides whether a launch lacks anything in a region."""

    day: date | None
    words_until: date | None  # the last day of the words in force there; none when there are none
    drafted: bool = False
    waits_for_legal: bool = False
    legal: bool = False  # has to approve words there too
    enablement: bool = False
    enabled: bool = False
    support_notes: bool = False
    supported: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """When something comes to clients: its stage, its day by region, and the regions it applies to; none: to all."""

    stage: Stage
    days: dict[int, date]
    places: frozenset[int] = frozenset()
    live_on: date | None = None


@dataclass(frozen=True, slots=True)
class Announced:
    """How far telling clients that an initiative is there has come: of all that are to hear it, how many were told.

    `put_aside` need not be told; `median_days` until they were told, in the middle.
    """

    told: int = 0
    put_aside: int = 0
    waiting: int = 0
    median_days: float | None = None

    @property
    def of(self) -> int:
        """All of them."""
        return self.told + self.put_aside + self.waiting
