"""What can happen to a decision between being asked and being published. None tells what was chosen, or why."""

from dataclasses import dataclass

from parley.decisions.events.told import DecisionEvent
from parley.ledger.terms import Ref
from parley.people.terms import person_ref


@dataclass(frozen=True, kw_only=True)
class DiscussionBegun(DecisionEvent, kind="decision.discussed"):
    """The group began to discuss a question: somebody put it to the group, or simply spoke first."""

    spoke: bool = False

    def sentence(self) -> str:
        return f"was the first to speak about {self.mark}" if self.spoke else f"put {self.mark} to the group to discuss"


@dataclass(frozen=True, kw_only=True)
class DecisionEscalated(DecisionEvent, kind="decision.escalated"):
    """The group did not agree, or the day came by which it had to: the decider settles it."""

    decider: int
    due: bool = False  # the day came by itself

    def about(self) -> tuple[Ref, ...]:
        return (*super().about(), person_ref(self.decider))

    def sentence(self) -> str:
        why = ", as its day has come" if self.due else ", as the group did not agree"
        return f"handed {self.mark} to {person_ref(self.decider).mark} to settle{why}"


@dataclass(frozen=True, kw_only=True)
class AgreementRecorded(DecisionEvent, kind="decision.agreed"):
    """The group agreed on an option; its decider confirms that or not."""

    option: int

    def sentence(self) -> str:
        return f"wrote down what the group agreed on for {self.mark}"


@dataclass(frozen=True, kw_only=True)
class AgreementEnded(DecisionEvent, kind="decision.agreement_ended"):
    """What a group had agreed on holds no more: its options were written anew, or it was taken back."""

    def sentence(self) -> str:
        return f"set aside what the group had agreed on for {self.mark}"


@dataclass(frozen=True, kw_only=True)
class DecisionSettled(DecisionEvent, kind="decision.settled"):
    """Somebody chose an option and wrote the reason; it is read by few until it is published."""

    settlement: int
    instead_of: int | None = None  # the decider, for whom a deputy settled it in their own name

    def sentence(self) -> str:
        instead = f" for {person_ref(self.instead_of).mark}" if self.instead_of else ""
        return f"settled {self.mark}{instead}; what was chosen is read once it is published"


@dataclass(frozen=True, kw_only=True)
class DecisionSentBack(DecisionEvent, kind="decision.sent_back"):
    """What was settled was not published: its decider is asked to look at it again."""

    settlement: int
    decider: int

    def about(self) -> tuple[Ref, ...]:
        return (*super().about(), person_ref(self.decider))

    def sentence(self) -> str:
        return f"sent {self.mark} back to {person_ref(self.decider).mark} before it was published"
