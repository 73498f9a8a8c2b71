"""What can happen to a decision by mail, and to who decides for whom. No link is ever named."""

from dataclasses import dataclass
from datetime import date

from parley.decisions.events.told import DecisionEvent
from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.people.terms import person_ref


@dataclass(frozen=True, kw_only=True)
class DecidingLinkMade(DecisionEvent, kind="decision.link_made"):
    """A mail with the brief and a link is made for whoever decides; that it was sent is said once it is."""

    person: int

    def sentence(self) -> str:
        return f"made a mail for {person_ref(self.person).mark} to settle {self.mark}"


@dataclass(frozen=True, kw_only=True)
class DecisionNotMailed(DecisionEvent, kind="decision.not_mailed"):
    """The mail could not be handed over, so that its link was undone; it is tried again."""

    person: int

    def sentence(self) -> str:
        return f"could not mail {person_ref(self.person).mark} what is needed to settle {self.mark}"


@dataclass(frozen=True, kw_only=True)
class DecisionMailed(DecisionEvent, kind="decision.mailed"):
    """Whoever decides was sent the brief with a link."""

    person: int

    def sentence(self) -> str:
        return f"mailed {person_ref(self.person).mark} what is needed to settle {self.mark}"


@dataclass(frozen=True, kw_only=True)
class DecidingLinkUsed(DecisionEvent, kind="decision.link_used"):
    """It was settled by the link of a mail."""

    signed_in: bool = False

    def sentence(self) -> str:
        return f"settled {self.mark} from the mail"


@dataclass(frozen=True, kw_only=True)
class DecidingLinksRevoked(DecisionEvent, kind="decision.links_revoked"):
    """Links that had been mailed settle nothing any more."""

    links: int

    def sentence(self) -> str:
        return f"took back {_mailed(self.links)} to settle {self.mark}"


@dataclass(frozen=True, kw_only=True)
class DecidingLinksEnded(DecisionEvent, kind="decision.links_ended"):
    """Links of one person settle nothing any more: they left, or were signed out everywhere."""

    person: int
    links: int

    def sentence(self) -> str:
        return f"took back {_mailed(self.links)} of {person_ref(self.person).mark} to settle {self.mark}"


def _mailed(links: int) -> str:
    if links == 0:
        return "what was still to be mailed"
    return "the mailed link" if links == 1 else f"{links} mailed links"


@dataclass(frozen=True, kw_only=True)
class DeputyEvent(Event):
    """Something happened to who decides for whom."""

    decider: int
    deputy: int

    def about(self) -> tuple[Ref, ...]:
        return (person_ref(self.decider), person_ref(self.deputy))


@dataclass(frozen=True, kw_only=True)
class DeputyNamed(DeputyEvent, kind="deputy.named"):
    """Somebody is to decide for another, in their own name, for a time."""

    first: date
    last: date

    def sentence(self) -> str:
        days = f"from {self.first.day} {self.first:%b %Y} to {self.last.day} {self.last:%b %Y}"
        return f"named {person_ref(self.deputy).mark} to decide for {person_ref(self.decider).mark} {days}"


@dataclass(frozen=True, kw_only=True)
class DeputyBegan(DeputyEvent, kind="deputy.began"):
    """The first day came on which somebody decides for another."""

    def sentence(self) -> str:
        return f"let {person_ref(self.deputy).mark} decide for {person_ref(self.decider).mark} from now on"


@dataclass(frozen=True, kw_only=True)
class DeputyEnded(DeputyEvent, kind="deputy.ended"):
    """Somebody decides for another no more."""

    def sentence(self) -> str:
        return f"ended that {person_ref(self.deputy).mark} decides for {person_ref(self.decider).mark}"


@dataclass(frozen=True, kw_only=True)
class SigningInChosen(Event, kind="deciding.sign_in"):
    """The company asks, or no longer asks, for signing in before one decides from a mail."""

    needed: bool

    def about(self) -> tuple[Ref, ...]:
        return ()

    def sentence(self) -> str:
        return (
            "asked for signing in before one decides from a mail"
            if self.needed
            else ("let whoever decides do so from the mail, without signing in")
        )


@dataclass(frozen=True, kw_only=True)
class DecidingLinksSwept(Event, kind="deciding.links_swept"):
    """Links to decide that had long ended were thrown away."""

    links: int

    def about(self) -> tuple[Ref, ...]:
        return ()

    def sentence(self) -> str:
        return f"threw away {self.links} link{'' if self.links == 1 else 's'} to decide that had long ended"
