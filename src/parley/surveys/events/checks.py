"""What can happen to the questions to contributors. No entry says what somebody answered."""

from dataclasses import dataclass
from datetime import date

from parley.kernel.spans import quarter_of
from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.surveys.terms.influence import check_ref


@dataclass(frozen=True, kw_only=True)
class ChecksDrawn(Event, kind="credit_checks.drawn"):
    """Credits of a quarter were drawn by lot, and their people are asked what they changed."""

    quarter: date  # its first day
    asked: int

    def about(self) -> tuple[Ref, ...]:
        return ()

    def sentence(self) -> str:
        people = f"{self.asked} people" if self.asked > 1 else "one person"
        return f"asked {people} whether a decision of {quarter_of(self.quarter)} changed what they had asked for"


@dataclass(frozen=True, kw_only=True)
class CheckAnswered(Event, kind="credit_check.answered"):
    """Somebody said whether a decision changed what they had asked for; what they said is counted, and told nobody."""

    check: int

    def about(self) -> tuple[Ref, ...]:
        return (check_ref(self.check),)

    def sentence(self) -> str:
        return "answered whether a decision changed what they had asked for"
