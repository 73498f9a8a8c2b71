"""The words of trials: how far one is, what became of a client's place in it, and how questions are answered."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from parley.ledger.terms import Ref
from parley.roadmap.terms import Stage
from parley.trials.terms.candidates import Dimension


class TrialKind(StrEnum):
    """Which trial it is: an alpha shows few clients something rough, a beta shows more of them what will be built."""

    ALPHA = "alpha"
    BETA = "beta"


STAGE_OF = {TrialKind.ALPHA: Stage.ALPHA, TrialKind.BETA: Stage.BETA}


class TrialState(StrEnum):
    """How far a trial is."""

    PLANNED = "planned"  # what it asks may still change
    OPEN = "open"  # clients are nominated, invited, and answer
    CLOSED = "closed"  # every question has its outcome, and a decision says what follows
    GIVEN_UP = "given_up"


GOING_ON = (TrialState.PLANNED, TrialState.OPEN)


class PlaceState(StrEnum):
    """What became of a client in a trial."""

    PROPOSED = "proposed"  # waits for its account manager
    AGREED = "agreed"  # its account manager nominated it, or agreed
    HELD_BACK = "held_back"  # its account manager declined, with a reason
    INVITED = "invited"
    WAITING = "waiting"  # said yes when every place was taken
    ACCEPTED = "accepted"
    DECLINED = "declined"  # said: not this time
    NOT_INTERESTED = "not_interested"  # said: not something for us
    TAKEN_OUT = "taken_out"  # left, or was taken out, with a reason


CAN_BE_INVITED = (PlaceState.AGREED, PlaceState.DECLINED)
SAID_NO = (PlaceState.DECLINED, PlaceState.NOT_INTERESTED)
TO_HEAR = (PlaceState.INVITED, PlaceState.WAITING, PlaceState.ACCEPTED)  # when the trial ends
OUT_OF_IT = (PlaceState.HELD_BACK, *SAID_NO, PlaceState.TAKEN_OUT)


class Reply(StrEnum):
    """What a client answers to an invitation."""

    YES = "yes"
    NOT_NOW = "not_now"
    NOT_FOR_US = "not_for_us"


class AnswerKind(StrEnum):
    """How clients answer a question: with one tap, or in a few words."""

    TAP = "tap"
    TEXT = "text"


class Tap(StrEnum):
    """What one tap says."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    CANNOT_SAY = "cannot_say"


class Verdict(StrEnum):
    """How a question of a trial was answered in the end."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


class Follows(StrEnum):
    """What follows from a trial, by the decision about it."""

    GO = "go"  # on with it as it is
    CHANGE = "change"  # on with it, in another way
    STOP = "stop"
    EXTEND = "extend"  # the trial goes on


class LinkFor(StrEnum):
    """What a client can do by a link, without signing in."""

    INVITATION = "invitation"
    FEEDBACK = "feedback"


def trial_ref(key: int) -> Ref:
    """Name a trial for the ledger."""
    return Ref("trial", key)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDraft:
    """A question of a trial, written before it begins: with the answer that would change our mind."""

    asks: str
    changes_mind: str
    kind: AnswerKind = AnswerKind.TAP
    region: int | None = None  # only clients of this region can answer it
    segment: str = ""  # only clients of this segment can


@dataclass(frozen=True, slots=True)
class Wanted:
    """At least so many clients of one region, segment or size; a region is named by its key as text."""

    over: Dimension
    value: str
    least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialPlan:
    """What a trial is planned as. `rest_months`: how long a client rests after a trial, or a refusal."""

    code_name: str
    aim: str
    first_day: date
    last_day: date
    places: int
    questions: tuple[QuestionDraft, ...]
    wanted: tuple[Wanted, ...] = ()
    least_regions: int = 1
    least_segments: int = 1
    requirements: str = ""
    agreement: str = ""
    rest_months: int = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialFacts:
    """What the rules need to know of a trial. `taken` counts its places that a client accepted."""

    key: int
    area: int
    state: TrialState
    first_day: date
    last_day: date
    places: int
    taken: int = 0
