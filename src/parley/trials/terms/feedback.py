"""The words of what clients say in a trial: what is asked of one, what it answers, and what follows in the end."""

from dataclasses import dataclass
from datetime import date

from parley.roadmap.terms import Stage
from parley.trials.terms import AnswerKind, Follows, Tap, Verdict
from parley.voices.terms import Attachable

SOURCE = "trial"  # of insights that clients' answers became


@dataclass(frozen=True, slots=True)
class AskedOf:
    """A question that a client can answer."""

    key: int
    kind: AnswerKind


@dataclass(frozen=True, slots=True)
class Answer:
    """What a client says to one question: a tap, words, a screenshot, or several of these."""

    question: int
    tap: Tap | None = None
    text: str = ""
    screenshot: Attachable | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """How a question of a trial was answered in the end, and what that rests on; no verdict while it is open."""

    question: int
    verdict: Verdict | None
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOn:
    """One way in which it can go on after a trial, with its why. `stage` is the initiative’s from then on, if another.

    `until` is the last day of a trial that goes on.
    """

    follows: Follows
    title: str
    why: str
    stage: Stage | None = None
    until: date | None = None
