"""What can happen to trials. A sentence names a trial by its key, so that only whoever may see it reads its name."""

from dataclasses import dataclass
from datetime import date

from parley.clients.terms import client_ref
from parley.decisions.terms import decision_ref
from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.roadmap.terms import initiative_ref
from parley.trials.terms import LinkFor, PlaceState, Reply, TrialKind, Verdict, trial_ref

REPLIES = {Reply.YES: "yes", Reply.NOT_NOW: "not this time", Reply.NOT_FOR_US: "that it is not for them"}


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
class PlaceEvent(TrialEvent):
    """Something happened to a client's place in a trial."""

    place: int
    client: int

    def about(self) -> tuple[Ref, ...]:
        return (*super().about(), client_ref(self.client))

    @property
    def whom(self) -> str:
        """The client's place in a sentence."""
        return client_ref(self.client).mark


@dataclass(frozen=True, kw_only=True)
class ClientNominated(PlaceEvent, kind="trial.client_nominated"):
    """Who looks after a client put it forward."""

    def sentence(self) -> str:
        return f"nominated {self.whom} for {self.mark}"


@dataclass(frozen=True, kw_only=True)
class ClientAgreed(PlaceEvent, kind="trial.client_agreed"):
    """Who looks after a client agreed that it may be invited."""

    def sentence(self) -> str:
        return f"agreed that {self.whom} may be invited to {self.mark}"


@dataclass(frozen=True, kw_only=True)
class ClientHeldBack(PlaceEvent, kind="trial.client_held_back"):
    """Who looks after a client does not want it invited."""

    def sentence(self) -> str:
        return f"asked not to invite {self.whom} to {self.mark}"


@dataclass(frozen=True, kw_only=True)
class ClientInvited(PlaceEvent, kind="trial.client_invited"):
    """A client got an invitation, in the words in force."""

    def sentence(self) -> str:
        return f"invited {self.whom} to {self.mark}"


@dataclass(frozen=True, kw_only=True)
class FeedbackAsked(PlaceEvent, kind="trial.feedback_asked"):
    """A client got a link by which it answers the questions."""

    def sentence(self) -> str:
        return f"gave {self.whom} a link to answer the questions of {self.mark}"


@dataclass(frozen=True, kw_only=True)
class TrialLinkEnded(PlaceEvent, kind="trial.link_ended"):
    """A link was taken back."""

    serves: LinkFor

    def sentence(self) -> str:
        return f"ended the link of {self.whom} to the {self.serves} of {self.mark}"


@dataclass(frozen=True, kw_only=True)
class InvitationAnswered(PlaceEvent, kind="trial.invitation_answered"):
    """A client answered its invitation, by its link or through who noted it."""

    reply: Reply
    state: PlaceState

    def sentence(self) -> str:
        listed = ", and is on the waiting list" if self.state is PlaceState.WAITING else ""
        return f"noted that {self.whom} answered {REPLIES[self.reply]} to {self.mark}{listed}"


@dataclass(frozen=True, kw_only=True)
class PlaceFilled(PlaceEvent, kind="trial.place_filled"):
    """A place became free, and the first of the waiting list has it."""

    def sentence(self) -> str:
        return f"gave a free place in {self.mark} to {self.whom}, first on the waiting list"


@dataclass(frozen=True, kw_only=True)
class ClientTakenOut(PlaceEvent, kind="trial.client_taken_out"):
    """A client takes part no more."""

    def sentence(self) -> str:
        return f"took {self.whom} out of {self.mark}"


@dataclass(frozen=True, kw_only=True)
class FeedbackGiven(PlaceEvent, kind="trial.feedback_given"):
    """A client answered questions by its link, or somebody noted what it said."""

    questions: int
    by_link: bool

    def sentence(self) -> str:
        many = f"{self.questions} question{'s' if self.questions != 1 else ''}"
        return f"noted what {self.whom} answered to {many} of {self.mark}{', by its link' if self.by_link else ''}"


@dataclass(frozen=True, kw_only=True)
class SilenceReminded(PlaceEvent, kind="trial.silence_reminded"):
    """Who looks after a silent client was reminded."""

    def sentence(self) -> str:
        return f"reminded who looks after {self.whom} that it has not answered in {self.mark}"


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
class ClientThanked(PlaceEvent, kind="trial.client_thanked"):
    """Who took part was thanked, and told what came of it as far as that may be said."""

    with_words: bool

    def sentence(self) -> str:
        words = ", in the words that may be said" if self.with_words else ""
        return f"thanked {self.whom} for taking part in {self.mark}{words}"


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
