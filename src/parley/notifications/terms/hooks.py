"""The words of web hooks: what may be sent, how far a delivery is, and what a receiver answered."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from parley.ledger.terms import Ref

TEST = "hook.test"  # the kind of a delivery that somebody asks for to try an address
MOST_HOOKS = 20  # of a company: each is served on a thread of its own, so that none waits for another
KEPT_DAYS = 30  # how long a delivery stays in the log
BODY_DAYS = 7  # and how long what was sent and what was answered stays with it


class Sent(StrEnum):
    """Kinds of events that a company may send elsewhere: of things that everybody in it may come to see."""

    DECIDED = "decision.published"
    SHOWN = "initiative.shown_to_changed"
    MOVED = "initiative.stage_moved"
    REPLANNED = "initiative.replanned"
    REPLANNED_THERE = "initiative.region_replanned"
    CORRECTED = "correction.opened"


class DeliveryState(StrEnum):
    """How far a delivery is."""

    WAITING = "waiting"  # for its next try
    DONE = "done"  # the receiver took it
    FAILED = "failed"  # every try failed, or its web hook is off; it can be sent again by hand
    DROPPED = "dropped"  # when its turn came, not everybody in the company could see any more what it is about


class OffBecause(StrEnum):
    """Why a web hook is off."""

    ASKED = "asked"  # somebody turned it off
    GONE = "gone"  # its receiver answered 410: it wants no more
    DAYS = "days"  # it failed for days without one success
    TRIES = "tries"  # it failed very often in a row


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one try. `status` is None when no answer came; `trouble` is a sentence, empty when it was taken."""

    status: int | None
    trouble: str
    text: str = ""  # the first letters of what was answered
    took: int = 0  # milliseconds
    retry_after: timedelta | None = None  # as the receiver asks

    @property
    def taken(self) -> bool:
        """Whether the receiver took it: 2xx, and nothing else."""
        return self.status is not None and 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class Claim:
    """A web hook that one worker serves for a while; a late worker's number no longer matches."""

    hook: int
    lease: int


@dataclass(frozen=True, slots=True)
class ToPost:
    """One delivery whose turn has come."""

    delivery: int
    kind: str
    entry: int | None
    message: str  # the name under which the receiver knows it, the same at every try
    made_at: str  # in ISO 8601


def hook_ref(key: int) -> Ref:
    """Name a web hook for the ledger."""
    return Ref("hook", key)
