"""The words of duties: what each stage asks for before the next, of which function, and how far that is."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from parley.languages.names import marked
from parley.roadmap.terms import Stage


class DutyKind(StrEnum):
    """What can be owed at a stage. The kinds are fixed; a company lists those it asks for, in its own words."""

    INSIGHTS_FROM_REGIONS = "insights_from_regions"
    OPTIONS_COMPARED = "options_compared"
    TRIAL_QUESTIONS = "trial_questions"
    TRIAL_OUTCOME = "trial_outcome"
    MARKET_PLAN = "market_plan"
    WORDS = "words"
    ENABLEMENT = "enablement"
    SUPPORT_NOTES = "support_notes"
    LEGAL_REVIEW = "legal_review"
    OTHER = "other"


DUTY_WORDS = {
    DutyKind.INSIGHTS_FROM_REGIONS: marked("duty", "insights from several regions"),
    DutyKind.OPTIONS_COMPARED: marked("duty", "options compared with their trade-offs"),
    DutyKind.TRIAL_QUESTIONS: marked("duty", "the questions of the trial"),
    DutyKind.TRIAL_OUTCOME: marked("duty", "the outcome of the trial"),
    DutyKind.MARKET_PLAN: marked("duty", "the go-to-market plan"),
    DutyKind.WORDS: marked("duty", "words for clients"),
    DutyKind.ENABLEMENT: marked("duty", "enablement of those who sell and support it"),
    DutyKind.SUPPORT_NOTES: marked("duty", "notes for support"),
    DutyKind.LEGAL_REVIEW: marked("duty", "the legal review"),
    DutyKind.OTHER: marked("duty", "something else"),
}

BY_HAND = frozenset(
    {DutyKind.ENABLEMENT, DutyKind.SUPPORT_NOTES, DutyKind.LEGAL_REVIEW, DutyKind.OTHER}
)  # somebody says that it is done; the others are met by what is done elsewhere in Parley
LASTING = frozenset({DutyKind.WORDS})  # what was done at an earlier stage counts for each later one, while it holds
STAGES_WITH_DUTIES = (Stage.GATHER, Stage.EXPLORE, Stage.ALPHA, Stage.BETA, Stage.BUILD, Stage.LAUNCH)


class Standing(StrEnum):
    """How it stands with something that an initiative owes."""

    OWED = "owed"
    MET = "met"
    WAIVED = "waived"  # it went on without it


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """A line of the list that a company begins with; its function by the key that its English name gives."""

    stage: Stage
    kind: DutyKind
    function: str
    days: int
    number: int | None = None
    everywhere: bool = True


FIRST_LIST = (
    Suggested(stage=Stage.GATHER, kind=DutyKind.INSIGHTS_FROM_REGIONS, function="client-services", days=42, number=3),
    Suggested(stage=Stage.EXPLORE, kind=DutyKind.OPTIONS_COMPARED, function="product-management", days=42),
    Suggested(stage=Stage.ALPHA, kind=DutyKind.TRIAL_QUESTIONS, function="product-management", days=14),
    Suggested(stage=Stage.ALPHA, kind=DutyKind.TRIAL_OUTCOME, function="product-management", days=56),
    Suggested(stage=Stage.BETA, kind=DutyKind.TRIAL_QUESTIONS, function="product-management", days=14),
    Suggested(stage=Stage.BETA, kind=DutyKind.TRIAL_OUTCOME, function="product-management", days=84),
    Suggested(stage=Stage.BUILD, kind=DutyKind.MARKET_PLAN, function="product-marketing", days=56),
    Suggested(stage=Stage.BUILD, kind=DutyKind.WORDS, function="product-marketing", days=70),
    Suggested(stage=Stage.BUILD, kind=DutyKind.LEGAL_REVIEW, function="legal", days=70, everywhere=False),
    Suggested(stage=Stage.LAUNCH, kind=DutyKind.ENABLEMENT, function="product-marketing", days=14),
    Suggested(stage=Stage.LAUNCH, kind=DutyKind.SUPPORT_NOTES, function="support", days=14),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A line of a company's list, as the rules are given it. `areas`: those it is limited to; None for all."""

    key: int
    stage: Stage
    kind: DutyKind
    days: int  # after the stage is reached
    number: int | None = None
    areas: frozenset[int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """Something that was done before a stage asked for it: what, and at which stage that was."""

    kind: DutyKind
    stage: Stage
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What an initiative would go on without: what it is, who owes it, and at which stage by its name."""

    words: str
    function: str  # its name; empty for the area's product people
    stage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Owing:
    """Something an initiative owes or owed at a stage, as its page says it. `label`: what the company calls it."""

    key: int
    kind: DutyKind
    stage: Stage
    label: str
    function: str
    function_key: int | None
    due_on: date | None
    standing: Standing
    number: int | None = None
    done_at: datetime | None = None
    done_by: str = ""
    note: str = ""

    def days_late(self, today: date) -> int:
        """Days since it was due; 0 when it is not late or not owed any more."""
        late = self.standing is Standing.OWED and self.due_on is not None and self.due_on < today
        return (today - self.due_on).days if late and self.due_on else 0
