"""The words of measured influence: what was given, what came of it, and the figures that may be shown."""

from dataclasses import dataclass, fields
from datetime import timedelta
from enum import StrEnum

from parley.kernel.intervals import wilson
from parley.ledger.terms import Ref

FLOOR = 5  # contributions, and people who gave them, below which nothing is shown
ANSWER_WITHIN = timedelta(days=14)  # of what has no date of its own: as many days as a group has for a topic at first
QUARTERS = 8  # that are counted: the running one and those before it
ASKED_AT_MOST = 200  # people a quarter, so that a share is known to seven points
ASKED_EACH = 1  # question a person and quarter
ASKED_FOR = timedelta(days=28)  # and their answers are counted once this is over

# What each word means, as the page says it. The queries that follow it: `surveys.queries.contributions`.
DEFINITIONS = {
    "given": (
        "An insight counts for whoever heard it, a topic for whoever brought it, a comment for its author and only if "
        "they marked it as input; each in the quarter in which it was given. Topics and comments that were taken back "
        "do not count. Notes of written rounds have no name, and private notes are for the decider alone: neither is "
        "counted."
    ),
    "answered": (
        "Somebody else did something with it. An insight: linked to an initiative after it was noted, or answered that "
        "it is not planned; what it was merged with counts too. A topic: answered or decided, also as a part of "
        "another. A comment: its topic was settled or its decision published afterwards, or somebody who facilitates, "
        "keeps a roadmap or decides said something after it."
    ),
    "in_time": "A topic by its own date; an insight or a comment within 14 days. A share of all that was given.",
    "credited": "A published decision names it, and whoever gave it, among the contributions it rests on.",
    "changed": (
        "An initiative was created from it; or a decision that credits it, or settles the topic, moved one to another "
        "horizon, window or stage, lent a team for one, or stopped one. Another owner, audience or confidence is no "
        "such change. That it was right or wanted is not said by this figure: that is what we ask the contributors."
    ),
    "people": (
        "People stand in the group of which they have been a core member longest, and in the function and region they "
        "have today."
    ),
    "hidden": (
        "A row of fewer than five contributions, or by fewer than five people, shows no figure, and neither does the "
        "next smallest where the first could be found by subtraction."
    ),
}


class Outcome(StrEnum):
    """What came of a contribution; each is counted of all that was given, and none includes another but `in_time`."""

    ANSWERED = "answered"
    IN_TIME = "in_time"
    CREDITED = "credited"
    CHANGED = "changed"


class By(StrEnum):
    """By what contributions are told apart: those of people by where they are, and kinds."""

    SIDE = "side"
    GROUP = "group"
    REGION = "region"
    FUNCTION = "function"
    KIND = "kind"


PLACES = (By.SIDE, By.GROUP, By.REGION, By.FUNCTION)
Cell = tuple[tuple[str, str], ...]  # pairs of cut and value, as surveys name a cell; () is everybody
EVERYBODY: Cell = ()


class Changed(StrEnum):
    """What a contributor says when asked whether a decision that credits them changed what they had asked for."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Contributions, the people who gave them, and how many of them came to what."""

    given: int = 0
    people: int = 0
    answered: int = 0
    in_time: int = 0
    credited: int = 0
    changed: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(**{each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(Tally)})

    @property
    def size(self) -> tuple[int, int]:
        """Contributions and people: what says whether it may be shown."""
        return self.given, self.people


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """How many were asked whether they were heard, how many answered, and what."""

    asked: int = 0
    answers: int = 0
    people: int = 0  # who answered
    yes: int = 0
    partly: int = 0

    def __add__(self, other: "Said") -> "Said":
        return Said(**{each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(Said)})

    @property
    def size(self) -> tuple[int, int]:
        """Answers and people who gave them."""
        return self.answers, self.people


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is: the keys of side, group, region and function; "" where they have none."""

    side: str = ""
    group: str = ""
    region: str = ""
    function: str = ""

    def of(self, by: By) -> str:
        """Give the key of one of them."""
        return str(getattr(self, by.value))


@dataclass(frozen=True, slots=True)
class Share:
    """A share of some: from 0 to 1, with its 95% interval after Wilson."""

    hits: int
    of: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The share itself."""
        return self.hits / self.of


def share_of(hits: int, of: int) -> Share | None:
    """Give a share with its interval; none of nothing."""
    ends = wilson(hits, of)
    return Share(hits, of, *ends) if ends else None


@dataclass(frozen=True, slots=True)
class Perceived:
    """Who says that they can influence the roadmap, in the newest released wave: a share 0 to 1 with its interval."""

    share: float
    low: float
    high: float
    n: int | str  # a number, or a band below 20
    wave: str  # its name
    masked: str = ""  # “or more”, “or fewer”: the share is one end of a range


def check_ref(key: int) -> Ref:
    """Name a question to a contributor for the ledger."""
    return Ref("credit_check", key)
