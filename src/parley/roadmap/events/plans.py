"""What can happen to what is planned: an initiative is added, explained, moved, stopped."""

from dataclasses import dataclass

from parley.kernel.spans import Window
from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.people.terms import person_ref
from parley.roadmap.terms import STAGE_LABELS, Confidence, Horizon, Plan, Stage, initiative_ref


@dataclass(frozen=True, kw_only=True)
class InitiativeEvent(Event):
    """Something happened to an initiative."""

    initiative: int

    @property
    def mark(self) -> str:
        """The initiative, as a sentence names it."""
        return initiative_ref(self.initiative).mark

    def about(self) -> tuple[Ref, ...]:
        return (initiative_ref(self.initiative),)


@dataclass(frozen=True, kw_only=True)
class DecidedEvent(InitiativeEvent):
    """A change that a decision may have caused."""

    decided_in: Ref | None = None

    def about(self) -> tuple[Ref, ...]:
        return (initiative_ref(self.initiative), *((self.decided_in,) if self.decided_in else ()))

    @property
    def cause(self) -> str:
        """The decision that caused it, as the end of a sentence."""
        return f", as decided in {self.decided_in.mark}" if self.decided_in else ""


@dataclass(frozen=True, kw_only=True)
class InitiativeAdded(InitiativeEvent, kind="initiative.added"):
    """An initiative came onto a roadmap."""

    area: int
    stage: Stage
    horizon: Horizon
    window: Window | None = None

    def about(self) -> tuple[Ref, ...]:
        return (initiative_ref(self.initiative), Ref("area", self.area))

    def sentence(self) -> str:
        when = f", for {self.window}" if self.window else ""
        where = f"{STAGE_LABELS[self.stage]}, {self.horizon}{when}"
        return f"added {self.mark} to the roadmap of {Ref('area', self.area).mark} at {where}"


@dataclass(frozen=True, kw_only=True)
class InitiativeRenamed(InitiativeEvent, kind="initiative.renamed"):
    """An initiative has another title."""

    def sentence(self) -> str:
        return f"renamed {self.mark}"


@dataclass(frozen=True, kw_only=True)
class WhyWritten(InitiativeEvent, kind="initiative.why_written"):
    """The why of an initiative was written, or written anew; earlier ones stay readable."""

    why: int
    complete: bool
    first: bool

    def sentence(self) -> str:
        open_ = "" if self.complete else ", not complete yet"
        return f"wrote {'the' if self.first else 'a new'} why of {self.mark}{open_}"


def plan_changes(before: Plan, after: Plan) -> str:
    """Say what differs between two plans: “from Q2 2027 to Q3 2027, with confidence lowered from high to low”."""
    said = []
    if before.window != after.window:
        match before.window, after.window:
            case None, window:
                said.append(f"to {window}")
            case window, None:
                said.append(f"from {window} to no window")
            case old, new:
                said.append(f"from {old} to {new}")
    if before.horizon is not after.horizon:
        said.append(f"from {before.horizon} to {after.horizon}")
    told = " and ".join(said)
    if before.confidence is not after.confidence:
        old_word, new_word = before.confidence or "none given", after.confidence or "none given"
        told += f"{', with ' if told else 'with '}confidence {_direction(before, after)} from {old_word} to {new_word}"
    return told


def _direction(before: Plan, after: Plan) -> str:
    order = [None, Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH]
    if before.confidence is None or after.confidence is None:
        return "changed"
    return "raised" if order.index(after.confidence) > order.index(before.confidence) else "lowered"


@dataclass(frozen=True, kw_only=True)
class Replanned(DecidedEvent, kind="initiative.replanned"):
    """Window, horizon or confidence changed."""

    before: Plan
    after: Plan

    def sentence(self) -> str:
        moved = (self.before.window, self.before.horizon) != (self.after.window, self.after.horizon)
        return f"{'moved' if moved else 'kept'} {self.mark} {plan_changes(self.before, self.after)}{self.cause}"


@dataclass(frozen=True, kw_only=True)
class RegionReplanned(InitiativeEvent, kind="initiative.region_replanned"):
    """A region has another plan than everybody else, or no longer."""

    region: int
    before: Plan
    after: Plan
    same: bool  # as everywhere else from now on

    def about(self) -> tuple[Ref, ...]:
        return (initiative_ref(self.initiative), Ref("region", self.region))

    def sentence(self) -> str:
        where = Ref("region", self.region).mark
        if self.same:
            return f"planned {self.mark} in {where} as everywhere else again"
        return f"moved {self.mark} {plan_changes(self.before, self.after)} in {where}"


@dataclass(frozen=True, kw_only=True)
class StageMoved(DecidedEvent, kind="initiative.stage_moved"):
    """An initiative went on, back, or was stopped."""

    before: Stage
    after: Stage

    def sentence(self) -> str:
        if self.after is Stage.STOPPED:
            return f"stopped {self.mark} at {STAGE_LABELS[self.before]}{self.cause}"
        if self.before is Stage.STOPPED:
            return f"took {self.mark} up again at {STAGE_LABELS[self.after]}{self.cause}"
        on = list(Stage).index(self.after) > list(Stage).index(self.before)
        way = "on" if on else "back"
        return f"moved {self.mark} {way} from {STAGE_LABELS[self.before]} to {STAGE_LABELS[self.after]}{self.cause}"


@dataclass(frozen=True, kw_only=True)
class RegionsChanged(InitiativeEvent, kind="initiative.regions_changed"):
    """An initiative applies to other regions; to all of them when none is named."""

    before: tuple[int, ...]
    after: tuple[int, ...]

    def sentence(self) -> str:
        return f"{self.mark} applies to {_regions(self.after)} instead of {_regions(self.before)}"


def _regions(keys: tuple[int, ...]) -> str:
    return " and ".join(Ref("region", key).mark for key in keys) or "all regions"


@dataclass(frozen=True, kw_only=True)
class Reordered(InitiativeEvent, kind="initiative.reordered"):
    """An initiative has another place within its horizon; the first is 1."""

    before: int
    after: int

    def sentence(self) -> str:
        return f"moved {self.mark} from place {self.before} to place {self.after}"


@dataclass(frozen=True, kw_only=True)
class InitiativeRehomed(InitiativeEvent, kind="initiative.rehomed"):
    """An initiative went to another area."""

    before: int
    after: int

    def about(self) -> tuple[Ref, ...]:
        return (initiative_ref(self.initiative), Ref("area", self.before), Ref("area", self.after))

    def sentence(self) -> str:
        return f"moved {self.mark} from {Ref('area', self.before).mark} to {Ref('area', self.after).mark}"


@dataclass(frozen=True, kw_only=True)
class OwnerNamed(InitiativeEvent, kind="initiative.owner_named"):
    """An initiative has another owner, or none."""

    person: int | None
    decided_in: Ref | None = None

    def about(self) -> tuple[Ref, ...]:
        others = ((person_ref(self.person),) if self.person else ()), ((self.decided_in,) if self.decided_in else ())
        return (initiative_ref(self.initiative), *others[0], *others[1])

    def sentence(self) -> str:
        decided = f", as decided in {self.decided_in.mark}" if self.decided_in else ""
        if self.person is None:
            return f"left {self.mark} without an owner{decided}"
        return f"named {person_ref(self.person).mark} as the owner of {self.mark}{decided}"


@dataclass(frozen=True, kw_only=True)
class StageRenamed(Event, kind="stage.renamed"):
    """The company calls a stage something else."""

    stage: Stage

    def about(self) -> tuple[Ref, ...]:
        return (Ref("stage", list(Stage).index(self.stage)),)

    def sentence(self) -> str:
        return f"renamed the stage {STAGE_LABELS[self.stage]}"
