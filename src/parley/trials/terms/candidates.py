"""The words of candidates for a trial: who asked, how well each fits, and what may keep it out."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from parley.clients.terms import Sensitive

LONGEST_WAIT = 3_650  # days; who was never asked counts as waiting that long


class Size(StrEnum):
    """How large a client is beside the others."""

    SMALL = "small"
    MIDDLE = "middle"
    LARGE = "large"
    UNKNOWN = "unknown"


class Dimension(StrEnum):
    """By what a cohort is spread."""

    REGION = "region"
    SEGMENT = "segment"
    SIZE = "size"


class Consent(StrEnum):
    """What a client's account manager says of asking it."""

    UNASKED = "unasked"
    WAITING = "waiting"
    AGREED = "agreed"
    DECLINED = "declined"


class Fit(NamedTuple):
    """How well a client fits, 0 to 10,000 points, and the grounds: how many insights ask for it, and the last day."""

    points: int
    insights: int = 0
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What may keep a client out of a trial.

    `trial_open`: it is in another trial, whose end is not planned. `trial_ends`: the last day of the latest one, past
    or planned. `rests_from`: when its last trial ended otherwise, or it said no to any; `said_no`: to this one.
    `sensitive_until`: the last such day; None while nobody knows.
    """

    inside: bool = False  # invited or taking part: nobody is asked out of the trial again
    left: bool = False
    said_no: bool = False
    trial_open: bool = False
    trial_ends: date | None = None
    rests_from: date | None = None
    sensitive: Sensitive | None = None
    sensitive_until: date | None = None
    consent: Consent = Consent.AGREED
    covered: bool = True  # by an agreement about trials


FREE = Standing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A client that asked. `whole` is the company at its top, of which there is at most one client in a cohort.

    A region is given by its key, a segment as it is spelled, "" for none. `answers`: the questions it can answer.
    """

    key: int
    whole: int
    name: str
    fit: Fit
    region: int | None = None
    segment: str = ""
    size: Size = Size.UNKNOWN
    answers: frozenset[int] = frozenset()
    asked_on: date | None = None
    standing: Standing = FREE

    def at(self, dimension: Dimension) -> int | str | None:
        """Give where it stands in a dimension; None for what is not known, which counts for no quota."""
        match dimension:
            case Dimension.REGION:
                return self.region
            case Dimension.SEGMENT:
                return self.segment or None
            case Dimension.SIZE:
                return None if self.size is Size.UNKNOWN else self.size


class Bar(StrEnum):
    """Why a client cannot be in a cohort."""

    LEFT = "left"
    OUT_OF_SCOPE = "out of scope"
    LEFT_OUT = "left out"
    SAID_NO = "said no"
    IN_TRIAL = "in a trial"
    RESTS = "rests"
    SENSITIVE = "sensitive"
    DECLINED = "declined"
    NOT_AGREED = "not agreed"
    NOT_COVERED = "not covered"


class Barred(NamedTuple):
    """A reason, a true sentence that names no other trial, and the first day on which it holds no more, if known."""

    bar: Bar
    sentence: str
    over_on: date | None = None
