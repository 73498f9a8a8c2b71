"""What can happen to duties: a stage asks for something, and an initiative meets it or goes on without it."""

from dataclasses import dataclass

from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.roadmap.events.plans import DecidedEvent, InitiativeEvent
from parley.roadmap.terms import STAGE_LABELS, Stage
from parley.roadmap.terms.duties import DUTY_WORDS, DutyKind


@dataclass(frozen=True, kw_only=True)
class DutyMet(InitiativeEvent, kind="initiative.duty_met"):
    """Something an initiative owes, or will owe, was done."""

    duty: DutyKind
    stage: Stage  # which asks for it, or at which it was done before any did

    def sentence(self) -> str:
        return f"saw to what {self.mark} needs at {STAGE_LABELS[self.stage]}: {DUTY_WORDS[self.duty]}"


@dataclass(frozen=True, kw_only=True)
class DutyOwedAgain(InitiativeEvent, kind="initiative.duty_owed_again"):
    """What an initiative had met does not hold any more."""

    duty: DutyKind
    stage: Stage

    def sentence(self) -> str:
        return f"left {self.mark} without {DUTY_WORDS[self.duty]} at {STAGE_LABELS[self.stage]} again"


@dataclass(frozen=True, kw_only=True)
class DutyWaived(DecidedEvent, kind="initiative.duty_waived"):
    """An initiative went on without something it owed, for a reason."""

    duty: DutyKind
    stage: Stage

    def sentence(self) -> str:
        return f"moved {self.mark} on from {STAGE_LABELS[self.stage]} without {DUTY_WORDS[self.duty]}{self.cause}"


@dataclass(frozen=True, kw_only=True)
class ListEvent(Event):
    """Something happened to the company's list of duties."""

    stage: Stage
    duty: DutyKind

    def about(self) -> tuple[Ref, ...]:
        return (Ref("stage", list(Stage).index(self.stage)),)


@dataclass(frozen=True, kw_only=True)
class DutyListed(ListEvent, kind="stage.duty_listed"):
    """A stage asks for something from now on."""

    def sentence(self) -> str:
        return f"put {DUTY_WORDS[self.duty]} on the list of what is owed at {STAGE_LABELS[self.stage]}"


@dataclass(frozen=True, kw_only=True)
class DutyChanged(ListEvent, kind="stage.duty_changed"):
    """Who owes something at a stage changed, or by when, from how many, where, or its name."""

    def sentence(self) -> str:
        return f"changed how {DUTY_WORDS[self.duty]} is owed at {STAGE_LABELS[self.stage]}"


@dataclass(frozen=True, kw_only=True)
class DutyTakenOff(ListEvent, kind="stage.duty_taken_off"):
    """A stage asks for something no longer."""

    def sentence(self) -> str:
        return f"took {DUTY_WORDS[self.duty]} off the list of what is owed at {STAGE_LABELS[self.stage]}"
