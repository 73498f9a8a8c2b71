"""What can happen to who sees an initiative, and to the insights behind it."""

from dataclasses import dataclass
from datetime import date

from parley.clients.terms import insight_ref
from parley.ledger.terms import Ref
from parley.roadmap.events.plans import InitiativeEvent
from parley.roadmap.terms import AUDIENCES, Audience, Stance, Waiver, initiative_ref

WHOM = {Audience.PRODUCT_TEAM: "its product team", Audience.GROUP: "its group", Audience.COMPANY: "the whole company"}
RULES = {Waiver.AUDIENCE: "the bound of its stage", Waiver.WHY: "the rule of the complete why"}


@dataclass(frozen=True, kw_only=True)
class AudienceAsked(InitiativeEvent, kind="initiative.audience_asked"):
    """Somebody wants an initiative shown to others."""

    before: Audience
    after: Audience
    decided_in: Ref | None = None

    def about(self) -> tuple[Ref, ...]:
        return (initiative_ref(self.initiative), *((self.decided_in,) if self.decided_in else ()))

    def sentence(self) -> str:
        decided = f", as decided in {self.decided_in.mark}" if self.decided_in else ""
        return f"chose to show {self.mark} to {WHOM[self.after]} instead of {WHOM[self.before]}{decided}"


@dataclass(frozen=True, kw_only=True)
class ShownToChanged(InitiativeEvent, kind="initiative.shown_to_changed"):
    """Other people see an initiative from now on."""

    before: Audience
    after: Audience

    def sentence(self) -> str:
        wider = AUDIENCES.index(self.after) > AUDIENCES.index(self.before)
        return f"{'opened' if wider else 'narrowed'} {self.mark} from {WHOM[self.before]} to {WHOM[self.after]}"


@dataclass(frozen=True, kw_only=True)
class OverrideGiven(InitiativeEvent, kind="initiative.override_given"):
    """Somebody set a rule aside for one initiative."""

    waives: Waiver
    audience: Audience | None = None
    until: date | None = None

    def sentence(self) -> str:
        whom = f", so that {WHOM[self.audience]} may see it" if self.audience else ""
        until = f", until {self.until.day} {self.until:%b %Y}" if self.until else ""
        return f"set aside {RULES[self.waives]} for {self.mark}{whom}{until}"


@dataclass(frozen=True, kw_only=True)
class OverrideEnded(InitiativeEvent, kind="initiative.override_ended"):
    """A rule holds again."""

    waives: Waiver

    def sentence(self) -> str:
        return f"ended the override of {RULES[self.waives]} for {self.mark}"


@dataclass(frozen=True, kw_only=True)
class InsightEvent(InitiativeEvent):
    """Something happened between an insight and an initiative."""

    insight: int

    def about(self) -> tuple[Ref, ...]:
        return (initiative_ref(self.initiative), insight_ref(self.insight))


@dataclass(frozen=True, kw_only=True)
class InsightLinked(InsightEvent, kind="insight.linked"):
    """An insight speaks for or against an initiative."""

    stance: Stance

    def sentence(self) -> str:
        says = "speaks for" if self.stance is Stance.SUPPORTS else "speaks against"
        return f"noted that {insight_ref(self.insight).mark} {says} {self.mark}"


@dataclass(frozen=True, kw_only=True)
class InsightUnlinked(InsightEvent, kind="insight.unlinked"):
    """An insight no longer speaks for or against an initiative."""

    def sentence(self) -> str:
        return f"took {insight_ref(self.insight).mark} off {self.mark}"


@dataclass(frozen=True, kw_only=True)
class ConcentrationAccepted(InitiativeEvent, kind="initiative.concentration_accepted"):
    """Somebody answers for going on although one client asks."""

    def sentence(self) -> str:
        return f"accepted that one client asks for {self.mark}"


@dataclass(frozen=True, kw_only=True)
class AcceptanceEnded(InitiativeEvent, kind="initiative.acceptance_ended"):
    """Nobody answers any more for going on although one client asks."""

    def sentence(self) -> str:
        return f"no longer accepts that one client asks for {self.mark}"
