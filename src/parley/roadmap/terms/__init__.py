"""The words of the roadmap: stages, horizons, confidence, audiences, and the facts its rules are given."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from parley.clients.terms import Rates
from parley.kernel.money import Money
from parley.kernel.spans import Window
from parley.ledger.terms import Ref


class Stage(StrEnum):
    """How far an initiative is. The kinds are fixed; a company may rename their labels."""

    GATHER = "gather"
    EXPLORE = "explore"
    ALPHA = "alpha"
    BETA = "beta"
    BUILD = "build"
    LAUNCH = "launch"
    LIVE = "live"
    STOPPED = "stopped"


STAGE_LABELS = {
    Stage.GATHER: "Gather insights",
    Stage.EXPLORE: "Explore solutions",
    Stage.ALPHA: "Alpha",
    Stage.BETA: "Beta",
    Stage.BUILD: "Build",
    Stage.LAUNCH: "Launch",
    Stage.LIVE: "Live",
    Stage.STOPPED: "Stopped",
}


class Horizon(StrEnum):
    """When, as far as anybody should be told without a date."""

    NOW = "now"
    NEXT = "next"
    LATER = "later"


class Confidence(StrEnum):
    """How sure the window is, as words with fixed bands: 80 % and more, 60 to 80 %, below 60 %."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Audience(StrEnum):
    """Who in the company sees an initiative."""

    PRODUCT_TEAM = "product_team"
    GROUP = "group"
    COMPANY = "company"


AUDIENCES = tuple(Audience)  # narrowest first


class Stance(StrEnum):
    """Whether an insight speaks for an initiative or against it."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"


class Verdict(StrEnum):
    """Who asks for an initiative, in a word; the figures stand beside it."""

    BROAD = "broad"
    FEW_CLIENTS = "few_clients"
    ONE_CLIENT = "one_client"
    TOO_LITTLE = "too_little"


class Ground(StrEnum):
    """What a verdict rests on; the first of an initiative's grounds gives the word."""

    NOBODY = "nobody"  # no client has asked
    FEW_REQUESTS = "few_requests"  # too few insights to say more
    ONLY_CLIENT = "only_client"  # nobody else asks
    MOST_REQUESTS = "most_requests"  # one client makes half of the insights or more
    MOST_REVENUE = "most_revenue"  # by revenue it is as if fewer than two clients asked
    FEW_CLIENTS = "few_clients"
    MANY_CLIENTS = "many_clients"


class Incomparable(StrEnum):
    """Why nothing can be said about the revenue of those who ask."""

    UNKNOWN = "unknown"  # that of some is not known, or nobody brings any
    CURRENCIES = "currencies"  # it is in several currencies, and a rate is missing


class Voice(NamedTuple):
    """One insight that speaks for an initiative or against it."""

    client: int
    supports: bool
    said_on: date
    link: int = 0  # its key


class Asker(NamedTuple):
    """A client as evidence counts it: `whole` is the company at its top, which has the name. Revenue is yearly."""

    whole: int
    name: str
    region: str  # its key
    region_name: str
    segment: str
    revenue: Decimal | None
    currency: str
    left: bool


@dataclass(frozen=True, slots=True)
class Largest:
    """The client with most of something, and its part of it, 0 to 1."""

    key: int
    client: str
    share: float


@dataclass(frozen=True, slots=True)
class Part:
    """A region or segment, and how many clients of those counted are in it."""

    key: str
    name: str
    clients: int


@dataclass(frozen=True, slots=True)
class Bringing:
    """What those who ask and have not left bring in a year, in one currency; `effective` as of insights, by revenue."""

    amount: Decimal
    currency: str
    effective: float
    most: Largest
    converted: bool = False  # of several currencies, by the newest rates


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Clients whose insights support an initiative; `insights` counts these.

    A parent and its children count once, under the name of the company at the top and with all that those of them who
    ask said and bring, also when that company itself did not ask. `effective` is how many clients it would be if all
    asked equally often. Clients that have left count, their revenue does not. Shares are for everybody, sums are not.
    """

    clients: int = 0
    insights: int = 0
    left: int = 0  # of the clients, those of whom nobody is a client any more
    against: int = 0  # insights that contradict it
    clients_against: int = 0
    effective: float = 0
    most_insights: Largest | None = None
    bringing: Bringing | None = None
    incomparable: Incomparable | None = None
    without_rate: tuple[str, ...] = ()  # currencies that would have to be known in the company's own
    regions: tuple[Part, ...] = ()
    segments: tuple[Part, ...] = ()
    newest: date | None = None  # of the insights for it, by the day they were said
    middle: date | None = None
    latest: tuple[int, ...] = ()  # keys of the links, for and against, whose insights were said last, the last first


@dataclass(frozen=True, slots=True, kw_only=True)
class Everybody:
    """All clients there are, also those that have left, a parent and its children once: what figures are compared to.

    `heard` said anything within a year of `on`. Revenue is of those who have not left, as far as it is known.
    """

    on: date
    clients: int = 0
    heard: int = 0
    regions: tuple[Part, ...] = ()
    segments: tuple[Part, ...] = ()
    revenue: tuple[tuple[str, Decimal], ...] = ()  # by currency
    rates: Rates = field(default_factory=Rates)  # by which it is compared
    without_revenue: int = 0  # of those who have not left, a parent and its children one by one


@dataclass(frozen=True, slots=True)
class Rank:
    """The place of an initiative by the clients who ask, 1 the first, with its largest client and without."""

    place: int
    without: int
    of: int


class Waiver(StrEnum):
    """What an override allows against the rules, by a named person with a reason."""

    AUDIENCE = "audience"  # shown further than its stage allows
    WHY = "why"  # shown though its why is incomplete, until a day


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why an initiative is worth doing. `because` is the problem; `instead` is what will not be done."""

    because: str = ""
    who_benefits: str = ""
    budget: str = ""
    budget_sum: Money | None = None
    expected_return: str = ""
    return_basis: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What can break a promise: changed only through the disclosure room."""

    horizon: Horizon
    window: Window | None
    confidence: Confidence | None


def initiative_ref(key: int) -> Ref:
    """Name an initiative for the ledger."""
    return Ref("initiative", key)


@dataclass(frozen=True, slots=True)
class Waived:
    """An override that has not ended: which rule it sets aside, and for the audience, how far it may be shown."""

    waives: Waiver
    audience: Audience | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """What says who sees an initiative: the audience asked for, and what bounds it. `label` is the stage's name."""

    title: str
    audience: Audience
    stage: Stage
    label: str
    why: Why | None
    waived: tuple[Waived, ...] = ()
