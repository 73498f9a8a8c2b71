"""What can happen to decisions. Published ones name everybody and everything that should hear of it in `about`."""

from dataclasses import dataclass
from datetime import date

from parley.decisions.terms import EffectField, Outcome, decision_ref
from parley.groups.terms import area_ref
from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.people.terms import person_ref
from parley.roadmap.terms import initiative_ref
from parley.topics.terms import topic_ref


@dataclass(frozen=True, kw_only=True)
class DecisionEvent(Event):
    """Something happened to a decision."""

    decision: int

    def about(self) -> tuple[Ref, ...]:
        return (decision_ref(self.decision),)

    @property
    def mark(self) -> str:
        """The decision's place in a sentence."""
        return decision_ref(self.decision).mark


@dataclass(frozen=True, kw_only=True)
class WeighingEvent(DecisionEvent):
    """Something happened to a decision, its initiatives and its topics."""

    area: int
    initiatives: tuple[int, ...] = ()
    topics: tuple[int, ...] = ()

    def about(self) -> tuple[Ref, ...]:
        return (
            *super().about(),
            area_ref(self.area),
            *(initiative_ref(key) for key in self.initiatives),
            *(topic_ref(key) for key in self.topics),
        )


@dataclass(frozen=True, kw_only=True)
class DecisionOpened(WeighingEvent, kind="decision.opened"):
    """A question has to be settled by a day, by a named person."""

    decider: int
    decide_by: date

    def about(self) -> tuple[Ref, ...]:
        return (*super().about(), person_ref(self.decider))

    def sentence(self) -> str:
        by = f"{self.decide_by.day} {self.decide_by:%b %Y}"
        return f"asked {person_ref(self.decider).mark} to settle {self.mark} by {by}"


@dataclass(frozen=True, kw_only=True)
class DecisionChanged(DecisionEvent, kind="decision.changed"):
    """An open decision says something else now."""

    fields: tuple[str, ...]
    decide_by: date | None = None  # where that changed

    def sentence(self) -> str:
        *first, last = [field for field in self.fields if field != "decide_by"] or [""]
        what = f"changed the {' and '.join([', '.join(first), last] if first else [last])} of {self.mark}"
        if self.decide_by is None:
            return what
        by = f"{self.decide_by.day} {self.decide_by:%b %Y}"
        return f"{what}, to be settled by {by}" if last else f"asked to have {self.mark} settled by {by}"


@dataclass(frozen=True, kw_only=True)
class DeciderChanged(DecisionEvent, kind="decision.decider_changed"):
    """Somebody else settles an open decision."""

    decider: int

    def about(self) -> tuple[Ref, ...]:
        return (*super().about(), person_ref(self.decider))

    def sentence(self) -> str:
        return f"asked {person_ref(self.decider).mark} to settle {self.mark} instead"


@dataclass(frozen=True, kw_only=True)
class DissentRecorded(DecisionEvent, kind="decision.dissent"):
    """Somebody disagrees, on the record."""

    person: int

    def sentence(self) -> str:
        return f"put a dissent on the record of {self.mark}"


@dataclass(frozen=True, kw_only=True)
class Changed:
    """One thing that a decision changed."""

    initiative: int
    field: EffectField


@dataclass(frozen=True, kw_only=True)
class DecisionPublished(WeighingEvent, kind="decision.published"):
    """The decider settled the question. `people` are credited; what changed is told in full by the initiatives."""

    option: int
    changed: tuple[Changed, ...] = ()
    people: tuple[int, ...] = ()
    decided_by: int | None = None  # where somebody else published it

    def about(self) -> tuple[Ref, ...]:
        # Not the area: more people read its history than may read the reason. See DecisionReached.
        broad = (ref for ref in super().about() if ref.kind != "area")
        return (*broad, *(person_ref(key) for key in self.people))

    def sentence(self) -> str:
        changes = self._changes() or "nothing changes on the roadmap"
        if self.decided_by is None:
            return f"decided {self.mark}: {changes}"
        return f"published {self.mark}, as {person_ref(self.decided_by).mark} decided it: {changes}"

    def _changes(self) -> str:
        fields: dict[int, list[str]] = {}
        for each in self.changed:
            fields.setdefault(each.initiative, []).append(each.field)
        told = [f"the {' and '.join(each)} of {initiative_ref(key).mark}" for key, each in fields.items()]
        return f"this changes {', '.join(told)}" if told else ""


@dataclass(frozen=True, kw_only=True)
class DecisionReached(DecisionEvent, kind="decision.reached"):
    """The same as the area’s history tells it: that it is settled, without the reason.

    The page of that history leaves it out for whoever may not see the decision.
    """

    area: int

    def about(self) -> tuple[Ref, ...]:
        return (area_ref(self.area),)

    def sentence(self) -> str:
        return f"settled {self.mark}"


@dataclass(frozen=True, kw_only=True)
class DecisionSuperseded(DecisionEvent, kind="decision.superseded"):
    """Another decision took a decision's place."""

    by: int

    def about(self) -> tuple[Ref, ...]:
        return (*super().about(), decision_ref(self.by))

    def sentence(self) -> str:
        return f"superseded {self.mark} by {decision_ref(self.by).mark}"


@dataclass(frozen=True, kw_only=True)
class DecisionKept(DecisionEvent, kind="decision.kept"):
    """A published decision was looked at again: what was expected came true or not. Before, only that it still held."""

    review_on: date | None
    outcome: Outcome | None = None

    def sentence(self) -> str:
        what = {
            None: "it still holds",
            Outcome.CAME_TRUE: "what was expected came true",
            Outcome.PARTLY: "what was expected came true in part",
            Outcome.NOT: "what was expected did not come true",
        }[self.outcome]
        when = f", and is looked at again on {self.review_on.day} {self.review_on:%b %Y}" if self.review_on else ""
        return f"looked at {self.mark} again: {what}{when}"


@dataclass(frozen=True, kw_only=True)
class DecisionWithdrawn(DecisionEvent, kind="decision.withdrawn"):
    """An open decision need not be taken any more."""

    def sentence(self) -> str:
        return f"withdrew {self.mark}"


@dataclass(frozen=True, kw_only=True)
class DecisionRehomed(DecisionEvent, kind="decision.rehomed"):
    """An open decision went to another group, as its own was dissolved."""

    before: int
    after: int

    def about(self) -> tuple[Ref, ...]:
        return (*super().about(), area_ref(self.before), area_ref(self.after))

    def sentence(self) -> str:
        return f"moved {self.mark} from {area_ref(self.before).mark} to {area_ref(self.after).mark}"
