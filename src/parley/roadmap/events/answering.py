"""What can happen to insights that wait for an answer."""

from dataclasses import dataclass

from parley.clients.terms import insight_ref
from parley.ledger.events import Event
from parley.ledger.terms import Ref


@dataclass(frozen=True, kw_only=True)
class AnswerEvent(Event):
    """Something happened to the answer that an insight has."""

    insight: int

    def about(self) -> tuple[Ref, ...]:
        return (insight_ref(self.insight),)


@dataclass(frozen=True, kw_only=True)
class InsightAnswered(AnswerEvent, kind="insight.answered"):
    """Somebody answered that what a client said is not planned."""

    def sentence(self) -> str:
        return f"answered that {insight_ref(self.insight).mark} is not planned"


@dataclass(frozen=True, kw_only=True)
class InsightAnswerEnded(AnswerEvent, kind="insight.answer_ended"):
    """The answer was taken back."""

    def sentence(self) -> str:
        return f"took back the answer that {insight_ref(self.insight).mark} is not planned"
