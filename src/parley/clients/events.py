"""What can happen to clients, and what they said."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from parley.clients.terms import client_ref, insight_ref
from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.people.terms import person_ref


@dataclass(frozen=True, kw_only=True)
class ClientEvent(Event):
    """Something happened to a client."""

    client: int

    def about(self) -> tuple[Ref, ...]:
        """The client."""
        return (client_ref(self.client),)


@dataclass(frozen=True, kw_only=True)
class ClientAdded(ClientEvent, kind="client.added"):
    """A client came into Parley."""

    def sentence(self) -> str:
        """Say so."""
        return f"added {client_ref(self.client).mark}"


@dataclass(frozen=True, kw_only=True)
class ClientChanged(ClientEvent, kind="client.changed"):
    """Facts about a client changed; `fields` names which, never the sums."""

    fields: tuple[str, ...]

    def sentence(self) -> str:
        """Say which facts."""
        return f"changed {' and '.join(self.fields)} of {client_ref(self.client).mark}"


@dataclass(frozen=True, kw_only=True)
class ClientDomainKept(ClientEvent, kind="client.domain"):
    """Somebody said from which domain a client's mail comes, or no longer comes."""

    kept: bool

    def sentence(self) -> str:
        """Say whether one was added or removed; which, its page says."""
        what = "said from which domain mail of {} comes" if self.kept else "removed a domain of mail of {}"
        return what.format(client_ref(self.client).mark)


@dataclass(frozen=True, kw_only=True)
class SensitiveTimeSet(ClientEvent, kind="client.sensitive_time"):
    """Somebody said that a client is asked for nothing extra until a day. Why is not for the whole company."""

    until: date

    def sentence(self) -> str:
        """Say until when."""
        until = f"{self.until.day} {self.until:%b %Y}"
        return f"said that {client_ref(self.client).mark} is asked for nothing extra until {until}"


@dataclass(frozen=True, kw_only=True)
class SensitiveTimeEnded(ClientEvent, kind="client.sensitive_time_ended"):
    """A client may be asked again, before the day that was said."""

    def sentence(self) -> str:
        """Say so."""
        return f"said that {client_ref(self.client).mark} may be asked again"


@dataclass(frozen=True, kw_only=True)
class AccountManagerNamed(ClientEvent, kind="client.account_manager"):
    """Somebody looks after a client, or no longer."""

    person: int
    named: bool

    def about(self) -> tuple[Ref, ...]:
        """The client and the person."""
        return (client_ref(self.client), person_ref(self.person))

    def sentence(self) -> str:
        """Say which."""
        what = "named {} as an account manager of {}" if self.named else "ended {} as an account manager of {}"
        return what.format(person_ref(self.person).mark, client_ref(self.client).mark)


@dataclass(frozen=True, kw_only=True)
class InsightNoted(ClientEvent, kind="insight.noted"):
    """Somebody noted what a client said."""

    insight: int
    said_on: date
    on_behalf_of: int | None = None

    def about(self) -> tuple[Ref, ...]:
        """The insight and its client."""
        return (insight_ref(self.insight), client_ref(self.client))

    def sentence(self) -> str:
        """Say whose words, and for whom they were noted."""
        whom = f", on behalf of {person_ref(self.on_behalf_of).mark}" if self.on_behalf_of else ""
        return f"noted what {client_ref(self.client).mark} said: {insight_ref(self.insight).mark}{whom}"


@dataclass(frozen=True, kw_only=True)
class MergeEvent(Event):
    """Something happened between an insight and the one that is kept of both."""

    insight: int
    into: int

    def about(self) -> tuple[Ref, ...]:
        """Both of them, the one that is kept first."""
        return (insight_ref(self.into), insight_ref(self.insight))


@dataclass(frozen=True, kw_only=True)
class InsightMerged(MergeEvent, kind="insight.merged"):
    """An insight was found to say what another said before."""

    def sentence(self) -> str:
        """Say which says the same as which."""
        return f"noted that {insight_ref(self.insight).mark} says the same as {insight_ref(self.into).mark}"


@dataclass(frozen=True, kw_only=True)
class InsightUnmerged(MergeEvent, kind="insight.unmerged"):
    """An insight stands for itself again."""

    def sentence(self) -> str:
        """Say which no longer says the same as which."""
        return f"took {insight_ref(self.insight).mark} apart from {insight_ref(self.into).mark} again"


@dataclass(frozen=True, kw_only=True)
class ClientsTakenIn(Event, kind="clients.taken_in"):
    """Clients and what they said came in, or changed, by one import."""

    batch: int
    added: int
    changed: int
    insights: int

    def about(self) -> tuple[Ref, ...]:
        """The import."""
        return (Ref("batch", self.batch),)

    def sentence(self) -> str:
        """Say how many."""
        return f"took in {self.added} clients, changed {self.changed}, and noted {self.insights} insights"


@dataclass(frozen=True, kw_only=True)
class ClientsTakenBack(Event, kind="clients.taken_back"):
    """What one import brought was taken back, but for what somebody relies on."""

    batch: int
    clients: int
    insights: int

    def about(self) -> tuple[Ref, ...]:
        """The import."""
        return (Ref("batch", self.batch),)

    def sentence(self) -> str:
        """Say how many."""
        return f"took {self.insights} insights and {self.clients} clients of an import back"


@dataclass(frozen=True, kw_only=True)
class FactsRestored(Event, kind="clients.facts_restored"):
    """What an import had changed of clients that were here was changed back."""

    batch: int
    clients: int

    def about(self) -> tuple[Ref, ...]:
        """The import."""
        return (Ref("batch", self.batch),)

    def sentence(self) -> str:
        """Say of how many."""
        return f"gave {self.clients} clients back the facts they had before an import"


@dataclass(frozen=True, kw_only=True)
class RateKept(Event, kind="rate.kept"):
    """What a currency is worth in the company's own was written down, from a day on."""

    currency: str
    base: str
    since: date
    worth: Decimal

    def about(self) -> tuple[Ref, ...]:
        """Nothing that has a page of its own."""
        return ()

    def sentence(self) -> str:
        """Say the rate."""
        worth = f"{self.worth.normalize():f}"
        return f"noted that from {self.since.day} {self.since:%B %Y} one {self.currency} is worth {worth} {self.base}"


@dataclass(frozen=True, kw_only=True)
class RateTakenBack(Event, kind="rate.taken_back"):
    """A rate that was written down by mistake was taken back."""

    currency: str
    base: str
    since: date
    worth: Decimal

    def about(self) -> tuple[Ref, ...]:
        """Nothing that has a page of its own."""
        return ()

    def sentence(self) -> str:
        """Say which."""
        worth = f"{self.worth.normalize():f}"
        day = f"{self.since.day} {self.since:%B %Y}"
        return f"took back that from {day} one {self.currency} is worth {worth} {self.base}"


# After these, what is known of a client may be otherwise:
CHANGED = (
    ClientChanged.kind,
    ClientsTakenIn.kind,
    ClientsTakenBack.kind,
    FactsRestored.kind,
    RateKept.kind,
    RateTakenBack.kind,
)
KNOWN = (*CHANGED, ClientAdded.kind, InsightNoted.kind)  # after these, there are others, or more of them said something
