"""The words of topics: what somebody brings, what can become of it, and the facts its rules are given."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from parley.ledger.terms import Ref


class TopicKind(StrEnum):
    """What somebody brings."""

    QUESTION = "question"
    PROBLEM = "problem"
    OPPORTUNITY = "opportunity"
    PROPOSAL = "proposal"


class TopicState(StrEnum):
    """What became of a topic. Parked topics come back by themselves."""

    OPEN = "open"
    PARKED = "parked"
    ANSWERED = "answered"
    DECIDED = "decided"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


WAITING = (TopicState.OPEN, TopicState.PARKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicFacts:
    """What the rules need to know of a topic; `area` and `brought_by` are keys."""

    key: int
    area: int
    title: str
    state: TopicState
    brought_by: int
    answer_by: date


def topic_ref(key: int) -> Ref:
    """Name a topic for the ledger."""
    return Ref("topic", key)
