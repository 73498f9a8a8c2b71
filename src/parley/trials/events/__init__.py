"""What can happen to trials. A sentence names a trial by its key, so that only whoever may see it reads its name."""

from dataclasses import dataclass
from datetime import date

from parley.clients.terms import client_ref
from parley.decisions.terms import decision_ref
from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.roadmap.terms import initiative_ref
from parley.trials.terms import TrialKind, Verdict, trial_ref


@dataclass(frozen=True, kw_only=True)
class TrialEvent(Event):
    """Something happened to a trial."""

    trial: int

    def about(self) -> tuple[Ref, ...]:
        return (trial_ref(self.trial),)

    @property
    def mark(self) -> str:
        """The trial's place in a sentence."""
        return trial_ref(self.trial).mark


@dataclass(frozen=True, kw_only=True)
class _OfInitiative(TrialEvent):
    initiative: int

    def about(self) -> tuple[Ref, ...]:
        return (*super().about(), initiative_ref(self.initiative))


@dataclass(frozen=True, kw_only=True)
class TrialPlanned(_OfInitiative, kind="trial.planned"):
    """Somebody planned a trial of an initiative."""

    trial_kind: TrialKind
    questions: int

    def sentence(self) -> str:
        many = f"{self.questions} question{'s' if self.questions != 1 else ''}"
        return f"planned the {self.trial_kind} {self.mark} of {initiative_ref(self.initiative).mark}, to answer {many}"


@dataclass(frozen=True, kw_only=True)
class TrialChanged(TrialEvent, kind="trial.changed"):
    """The plan of a trial says something else now."""

    def sentence(self) -> str:
        return f"changed the plan of {self.mark}"


@dataclass(frozen=True, kw_only=True)
class TrialOpened(_OfInitiative, kind="trial.opened"):
    """Clients can be put forward, invited, and answer."""

    def sentence(self) -> str:
        return f"opened {self.mark}: its questions stay as they are"


@dataclass(frozen=True, kw_only=True)
class TrialGivenUp(_OfInitiative, kind="trial.given_up"):
    """A trial does not take place, or ends without an outcome."""

    def sentence(self) -> str:
        return f"gave {self.mark} up"


@dataclass(frozen=True, kw_only=True)
class TrialExtended(_OfInitiative, kind="trial.extended"):
    """A trial goes on longer, or has room for more."""

    def sentence(self) -> str:
        return f"gave {self.mark} another last day or more places"


@dataclass(frozen=True, kw_only=True)
class ClientsProposed(TrialEvent, kind="trial.clients_proposed"):
    """Account managers are asked whether their clients may be invited."""

    clients: tuple[int, ...]

    def about(self) -> tuple[Ref, ...]:
        return (*super().about(), *(client_ref(key) for key in self.clients))

    def sentence(self) -> str:
        names = ", ".join(client_ref(key).mark for key in self.clients)
        return f"proposed {names} for {self.mark}, if their account managers agree"


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(TrialEvent, kind="trial.question_answered"):
    """A question of a trial got its outcome, with the evidence."""

    question: int
    verdict: Verdict

    def sentence(self) -> str:
        return f"answered a question of {self.mark}: {self.verdict}"


@dataclass(frozen=True, kw_only=True)
class OutcomeAsked(_OfInitiative, kind="trial.outcome_asked"):
    """Every question has its outcome, and a decision is to say what follows."""

    decision: int

    def about(self) -> tuple[Ref, ...]:
        return (*super().about(), decision_ref(self.decision))

    def sentence(self) -> str:
        return f"asked what follows from {self.mark}, in {decision_ref(self.decision).mark}"


@dataclass(frozen=True, kw_only=True)
class OutcomeDropped(TrialEvent, kind="trial.outcome_dropped"):
    """The decision about a trial was withdrawn: what follows can be asked again."""

    decision: int

    def sentence(self) -> str:
        return (
            f"let it be asked again what follows from {self.mark}, as {decision_ref(self.decision).mark} was withdrawn"
        )


@dataclass(frozen=True, kw_only=True)
class TrialGoesOn(_OfInitiative, kind="trial.goes_on"):
    """It was decided that a trial goes on."""

    decision: int
    last_day: date

    def about(self) -> tuple[Ref, ...]:
        return (*super().about(), decision_ref(self.decision))

    def sentence(self) -> str:
        until = f"{self.last_day.day} {self.last_day:%b %Y}"
        return f"let {self.mark} go on until {until}, as decided in {decision_ref(self.decision).mark}"


@dataclass(frozen=True, kw_only=True)
class TrialClosed(_OfInitiative, kind="trial.closed"):
    """What follows from a trial is decided; `took_part` are clients."""

    decision: int
    took_part: tuple[int, ...] = ()

    def about(self) -> tuple[Ref, ...]:
        return (*super().about(), decision_ref(self.decision), *(client_ref(key) for key in self.took_part))

    def sentence(self) -> str:
        many = f"{len(self.took_part)} client{'s' if len(self.took_part) != 1 else ''}"
        return f"closed {self.mark} with {many}, as decided in {decision_ref(self.decision).mark}"
