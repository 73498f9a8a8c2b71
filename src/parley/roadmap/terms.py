"""The words of the roadmap: stages, horizons, confidence, audiences, and the facts its rules are given."""

from dataclasses import dataclass
from enum import StrEnum

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


@dataclass(frozen=True, slots=True)
class Largest:
    """The client with most of something: how much of how much, in whole insights or whole cents."""

    client: str
    part: int
    whole: int

    @property
    def share(self) -> float:
        """Its part, 0 to 1, to draw it; whether it is more than half is told by the whole numbers."""
        return self.part / self.whole

    @property
    def is_most(self) -> bool:
        """Whether it is more than half."""
        return 2 * self.part > self.whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Clients whose insights support an initiative, of all clients; `against` counts the insights that contradict it.

    A parent and its children count once, under the parent's name and with all that those of them who ask said and
    bring, also when the parent itself did not ask. `most_revenue` is None when a revenue is not known or they are in
    several currencies. Shares are for everybody, sums are not given.
    """

    clients: int
    of_all: int
    insights: int
    against: int
    regions: tuple[tuple[str, int], ...]
    most_insights: Largest | None
    most_revenue: Largest | None


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
