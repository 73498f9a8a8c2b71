"""What can happen to a client's place in a trial, from its nomination until it is thanked."""

from dataclasses import dataclass

from parley.clients.terms import client_ref
from parley.ledger.terms import Ref
from parley.trials.events import TrialEvent
from parley.trials.terms import LinkFor, PlaceState, Reply

REPLIES = {Reply.YES: "yes", Reply.NOT_NOW: "not this time", Reply.NOT_FOR_US: "that it is not for them"}


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
class ClientThanked(PlaceEvent, kind="trial.client_thanked"):
    """Who took part was thanked, and told what came of it as far as that may be said."""

    with_words: bool

    def sentence(self) -> str:
        words = ", in the words that may be said" if self.with_words else ""
        return f"thanked {self.whom} for taking part in {self.mark}{words}"
