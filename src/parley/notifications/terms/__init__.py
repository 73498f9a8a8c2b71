"""The words of notifications: why somebody is told, and what can wait for somebody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from parley.ledger.terms import Ref


class Because(StrEnum):
    """Why somebody is told of something; the strongest first, which is the one that is kept."""

    MENTIONED = "mentioned"
    CREDITED = "credited"
    BROUGHT = "brought"
    OWNS = "owns"
    CALLED = "called"
    ASKED = "asked"
    SUPPORTS = "supports"
    DISSENTED = "dissented"
    FOLLOWS = "follows"
    MEMBER = "member"


STRENGTH = {because: place for place, because in enumerate(Because)}


class Waits(StrEnum):
    """What can wait for somebody, in the order in which Today lists it."""

    CORRECT = "correct"  # a client has to hear that something changed
    ANNOUNCE = "announce"  # clients are to hear that an initiative is there
    DECISION = "decision"  # theirs to take
    DEPUTY = "deputy"  # another's to take, for whom they decide at the moment
    CHANGE = "change"  # a decision of their roadmap was sent back: its options may have to be changed
    WHY = "why"  # of an option, which they own, in a decision that weighs it
    ROUND = "round"  # a written round whose hour has come with few notes, to show or not
    PUBLISH = "publish"  # a settled decision of a group they run, to check and publish
    TOPIC = "topic"  # to answer
    CONSENT = "consent"  # whether a client of theirs may be invited to a trial
    INVITE = "invite"  # a client of theirs that can be invited to a trial
    BEGIN = "begin"  # a client of theirs that has a place in a trial, and was not given the questions yet
    SILENT = "silent"  # a client of theirs that takes part in a trial and has said nothing
    THANK = "thank"  # a client of theirs that took part in a trial
    APPROVE = "approve"  # words for clients
    OWED = "owed"  # what their function owes of an initiative before it can go on
    ASKED = "asked_to_run"  # whether they run a meeting instead of somebody else
    PROMISE = "promise"  # an action point that is due
    LEADING = "leading"  # an agenda item of the next days
    RUNNING = "running"  # a meeting of the next days that they run
    CLOSING = "closing"  # a decision of their groups that is taken soon, and they have said nothing yet
    REVIEW = "review"  # a decision of theirs, or of a leaver in their area, whose day to be looked at again has come
    LOOK_BACK = "look_back"  # a launch of theirs, held against what it was for, on the day set for that
    SHIFT = "shift"  # a team that one of their groups lends or borrows is back soon, or should be
    REPLAN = "replan"  # it was put off for a team that is not lent after all
    SURVEY = "survey"  # an open wave that asks them and that they have not answered; it is due at a moment
    HEARD = "heard"  # whether a decision that credits them changed what they had asked for
    START = "start"  # a series whose first week nobody has said


class Sort(StrEnum):
    """What somebody does with what waits, by which the whole list can be narrowed, in its order there."""

    CORRECT = "correct"
    TELL = "tell"
    DECIDE = "decide"
    DISCUSS = "discuss"
    ANSWER = "answer"
    CONSENT = "consent"
    SURVEY = "survey"
    PREPARE = "prepare"
    DO = "do"


SORTS: Mapping[Waits, Sort] = {
    Waits.CORRECT: Sort.CORRECT,
    Waits.ANNOUNCE: Sort.TELL,
    Waits.INVITE: Sort.TELL,
    Waits.BEGIN: Sort.TELL,
    Waits.SILENT: Sort.TELL,
    Waits.THANK: Sort.TELL,
    Waits.DECISION: Sort.DECIDE,
    Waits.DEPUTY: Sort.DECIDE,
    Waits.PUBLISH: Sort.DECIDE,
    Waits.ROUND: Sort.DECIDE,
    Waits.REVIEW: Sort.DECIDE,
    Waits.CHANGE: Sort.DISCUSS,
    Waits.WHY: Sort.DISCUSS,
    Waits.CLOSING: Sort.DISCUSS,
    Waits.TOPIC: Sort.ANSWER,
    Waits.ASKED: Sort.ANSWER,
    Waits.HEARD: Sort.ANSWER,
    Waits.CONSENT: Sort.CONSENT,
    Waits.APPROVE: Sort.CONSENT,
    Waits.SURVEY: Sort.SURVEY,
    Waits.LEADING: Sort.PREPARE,
    Waits.RUNNING: Sort.PREPARE,
    Waits.START: Sort.PREPARE,
    Waits.OWED: Sort.DO,
    Waits.PROMISE: Sort.DO,
    Waits.LOOK_BACK: Sort.DO,
    Waits.SHIFT: Sort.DO,
    Waits.REPLAN: Sort.DO,
}


@dataclass(frozen=True, slots=True)
class WaitingThing:
    """One thing that waits: its title is one the viewer may see; `by` is a day, `starts_at` a moment, or neither.

    `since` says from when on it has waited, as far as that is known.
    """

    waits: Waits
    key: int
    title: str
    by: date | None
    starts_at: datetime | None
    area: str  # its name
    area_key: str
    whom: str = ""  # for whom they do it, or what they owe
    since: datetime | None = None
    because: str = ""  # why it came to them, as somebody wrote

    def days_left(self, today: date) -> int | None:
        """Days until it is due in the reader's calendar; negative when it is late, None without a day."""
        return (self.by - today).days if self.by else None


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many things wait for somebody: all of them, and the decisions they take among them, for others too."""

    all: int
    decisions: int


class Level(StrEnum):
    """How much somebody hears of a group or of one thing, the most first."""

    EVERYTHING = "everything"
    CONCERNS = "concerns"  # what concerns them: what is theirs, what they gave, what they follow; and decisions
    DECISIONS = "decisions"
    NOTHING = "nothing"  # but what needs them, and what became of what they gave


@dataclass(frozen=True, slots=True)
class Wish:
    """How much somebody hears of a thing, and whether they said so of it or of its group themselves."""

    level: Level = Level.CONCERNS
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class ToTell:
    """Somebody who is to be told of an entry, and why; and how much they hear of what it is about."""

    person: int
    because: Because
    wish: Wish = Wish()


def notice_ref(key: int) -> Ref:
    """Name an entry of the ledger, as what people were told of."""
    return Ref("entry", key)
