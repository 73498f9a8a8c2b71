"""The words of a proposed agenda: what may come onto it, what is proposed with its reason, and what has to wait."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from parley.ledger.terms import Ref
from parley.meetings.terms import Purpose
from parley.people.terms import Side

OPENING = 5  # minutes in which a meeting looks at what was promised last time
USUAL = {Purpose.DECIDE: 20, Purpose.HEAR: 15, Purpose.INFORM: 10}  # minutes
SHORTEST = {Purpose.DECIDE: 10, Purpose.HEAR: 10, Purpose.INFORM: 5}  # below which nobody is heard


class Urgency(IntEnum):
    """In which order things come onto a proposed agenda; within one, whatever is due first."""

    DECISION = 1  # to be decided before the group meets again
    UNREACHED = 2  # was on an agenda and not reached
    WAITING = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something that may come onto an agenda; `lead` is a person's key, `regions` are those it concerns, or all."""

    ref: Ref
    title: str
    purpose: Purpose
    side: Side = Side.NEITHER
    due: date | None = None
    unreached_on: date | None = None
    discussed_on: date | None = None  # a topic that has no answer all the same
    minutes: int = 0  # of the time box it had; 0 for the usual ones
    lead: int | None = None
    lead_name: str = ""
    lead_sees: bool = True
    regions: tuple[tuple[int, str], ...] = ()  # keys and names
    needs: tuple[int, ...] = ()  # functions, by their keys
    carried_from: int | None = None  # the item that was not reached

    @property
    def wanted(self) -> int:
        """How many minutes it is given when there is time."""
        return self.minutes or USUAL[self.purpose]

    @property
    def least(self) -> int:
        """How many minutes it needs at least."""
        return min(self.wanted, SHORTEST[self.purpose])


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a meeting has room for: its free minutes, which sitting it is, and when the group meets again.

    `second` are the keys of the regions whose people come to the second sitting, if there is one.
    """

    today: date
    day: date  # of the meeting
    free: int
    next_on: date | None = None
    sitting: int = 1
    second: frozenset[int] = frozenset()
    last_side: Side = Side.NEITHER  # of the last item that stands on the agenda


@dataclass(frozen=True, slots=True)
class Proposed:
    """One item of a proposed agenda: how long, and in one sentence why it is proposed."""

    candidate: Candidate
    minutes: int
    reason: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that waits and is not proposed for this meeting, and why."""

    candidate: Candidate
    reason: str


@dataclass(frozen=True, slots=True)
class AgendaProposal:
    """A proposed agenda in order, and what has to wait."""

    items: tuple[Proposed, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def minutes(self) -> int:
        """How long all of it takes."""
        return sum(each.minutes for each in self.items)
