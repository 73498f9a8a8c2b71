"""The words of decisions, and what somebody hands over when they draft or publish one."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from parley.groups.terms import Amount
from parley.ledger.terms import Ref
from parley.roadmap.terms import Audience
from parley.voices.terms import Given


class DecisionState(StrEnum):
    """How far a decision is. A published decision never changes; it is superseded by another."""

    OPEN = "open"  # asked; whoever owns what it weighs completes the why
    DISCUSSING = "discussing"
    ESCALATED = "escalated"  # the group did not agree, or its day has come
    DECIDED = "decided"  # settled as a draft that few may read; nothing on the roadmap has changed
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


LOOKED_AT_AFTER = timedelta(days=91)  # a published decision, unless somebody says otherwise
LINK_LASTS = timedelta(days=7)  # a link of a mail, by which a decision is settled
LINK_EXPLAINED = timedelta(days=28)  # after which one that ended is thrown away, and opens nothing
LONGEST_DEPUTY = timedelta(days=183)
UNSETTLED = (DecisionState.OPEN, DecisionState.DISCUSSING, DecisionState.ESCALATED)
UNPUBLISHED = (*UNSETTLED, DecisionState.DECIDED)
TOLD = (DecisionState.PUBLISHED, DecisionState.SUPERSEDED)


# Entries whose reason is what a group said before a decision was published.
TALKED = frozenset({"decision.escalated", "decision.agreed", "decision.leaning"})


class Outcome(StrEnum):
    """What became of what a decision expected, when somebody looked at it again."""

    CAME_TRUE = "came_true"
    PARTLY = "partly"
    NOT = "not"


class EffectField(StrEnum):
    """What a decision may change on an initiative."""

    HORIZON = "horizon"
    WINDOW = "window"
    CONFIDENCE = "confidence"
    STAGE = "stage"
    AUDIENCE = "audience"  # who sees it
    ASSIGNMENT = "assignment"  # who owns it
    SHIFT = "shift"  # a team of another area that is lent for it


@dataclass(frozen=True, slots=True)
class EffectDraft:
    """What choosing an option changes: a field of an initiative (its key), and the new value as text.

    now, next, later; a window as people write it, "" for none; high, medium, low, "" for none; a stage; an audience;
    the key of whoever owns it; a `Lending` as text.
    """

    initiative: int
    field: EffectField
    new: str


@dataclass(frozen=True, slots=True)
class Lending:
    """A team that is lent for an initiative: how much of it, from the week of one day to the week of another."""

    team: int
    amount: Amount
    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.team} {self.amount} {self.first} {self.last}"


@dataclass(frozen=True, slots=True)
class OptionDraft:
    """One way to answer, with its why and what it changes."""

    title: str
    why: str
    effects: tuple[EffectDraft, ...] = ()
    initiative: int | None = None  # which it puts first
    key: int | None = None  # of the option that it writes anew, also under another title


@dataclass(frozen=True, slots=True)
class Gift:
    """What somebody gave that a decision may credit: keys of the person and of the insight, topic, note or comment."""

    person: int
    kind: Given
    given: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFacts:
    """What the rules need to know of a decision; keys of rows."""

    area: int
    question: str
    state: DecisionState
    decider: int
    opened_by: int
    decide_by: date
    review_on: date | None = None
    deputies: frozenset[int] = frozenset()  # who may settle it in the decider's place, in their own name
    settled_by: int | None = None  # who wrote what is settled and not published, whoever decides by now
    checked: bool = True  # somebody else than all of these facilitates its group: they publish it


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFacts:
    """What says whether a link of a mail still settles its decision. `settled`: since the link was made."""

    used: bool
    revoked: bool
    moved: bool = False  # its person has another address than it was mailed to
    settled: bool
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """How far an initiative is seen: what says whether a reason that weighs it may be told beside another."""

    initiative: int
    area: int
    shown_to: Audience


def private_note_ref(key: int) -> Ref:
    """Name a private note for the ledger; no page tells its history."""
    return Ref("private_note", key)


def decision_ref(key: int) -> Ref:
    """Name a decision for the ledger."""
    return Ref("decision", key)
