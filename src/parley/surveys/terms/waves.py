"""The words of waves: what is asked, of whom, and how far a wave has come."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from parley.ledger.terms import Ref


class Kind(StrEnum):
    """How a question is answered."""

    AGREE = "agree"  # one of five steps, from 1, disagree strongly, to 5, agree strongly
    RANK = "rank"  # the first three of 5 to 9 items, in order
    OPEN = "open"  # in one's own words


class Part(StrEnum):
    """What is released of a wave: its figures when it is sealed, and its words once two people have read them."""

    FIGURES = "figures"
    WORDS = "words"


class WaveState(StrEnum):
    """How far a wave has come."""

    PLANNED = "planned"
    OPEN = "open"
    COUNTING = "counting"  # closed and sealed, and not yet released
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


FLOORS = (5, 10)  # of which a company chooses, and none lower
FEWEST_WORDS_FROM, FEWEST_WORDS = 10, 5  # answers of a unit, and words in it, below which none of its words are shown
LONGEST_WORDS = 800  # characters of an open answer: it waits in a cookie until it is sent
FEWEST_ITEMS, MOST_ITEMS, TOP = 5, 9, 3
MOST_QUESTIONS = 12
SETTLED_FOR = timedelta(days=14)  # for how long one must have been here to be counted in a part of the whole
KEPT_FOR_MONTHS = 24  # how long single answers are kept after the sealing
AGREEING = (4, 5)
STEPS = {
    1: "I disagree strongly",
    2: "I disagree",
    3: "Neither, nor",
    4: "I agree",
    5: "I agree strongly",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to rank."""

    key: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as it is asked. `core` ones are the same in every wave, so that waves compare."""

    key: str
    kind: Kind
    text: str
    items: tuple[Item, ...] = ()
    core: bool = False


INFLUENCE, WHY, SPEAK, VALUE, OPEN = "influence", "why", "speak", "value", "open"
CORE = (
    Asked(key=INFLUENCE, kind=Kind.AGREE, text="I can influence the roadmap.", core=True),
    Asked(key=WHY, kind=Kind.AGREE, text="I understand why product decisions are made.", core=True),
    Asked(key=SPEAK, kind=Kind.AGREE, text="I can say what I think.", core=True),
    Asked(
        key=VALUE,
        kind=Kind.RANK,
        text="What do you value most in your group?",
        items=(
            Item("roadmap", "Roadmap and plans"),
            Item("vision", "Vision and strategy"),
            Item("feedback", "Client feedback"),
            Item("execution", "Execution"),
            Item("testing", "Testing opportunities"),
        ),
        core=True,
    ),
    Asked(key=OPEN, kind=Kind.OPEN, text="What should change first?", core=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveFacts:
    """What the rules ask of a wave."""

    state: WaveState
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Counted:
    """Where somebody’s answers are counted: group, side, region, function, by key; empty: in the whole alone."""

    group: str = ""
    side: str = ""
    region: str = ""
    function: str = ""


def wave_ref(key: int) -> Ref:
    """Name a wave for the ledger."""
    return Ref("wave", key)
