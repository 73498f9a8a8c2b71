"""Initiatives as a file states them, and the rows that are made of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from parley.kernel.spans import Window
from parley.ledger.terms import Actor
from parley.roadmap.models import Initiative, InitiativeWhy, Override, RegionOverride
from parley.roadmap.queries import plan_of, window_of_row
from parley.roadmap.terms import Audience, Confidence, Horizon, Plan, Stage, Waiver, Why

WHY_TEXTS = ("because", "who_benefits", "budget", "expected_return", "return_basis", "instead")


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideRow:
    """A rule set aside, as a file states it. One `for_new` is given only to initiatives that were not here yet."""

    waives: Waiver
    reason: str
    audience: Audience | None = None
    by: str | None = None
    given_on: date | None = None
    until: date | None = None
    for_new: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeRow:
    """An initiative as a file states it; only the fields in `stated` change one that is here already."""

    source: str
    key: str
    title: str
    group: str
    stage: Stage
    horizon: Horizon
    window: Window | None = None
    confidence: Confidence | None = None
    audience: Audience = Audience.PRODUCT_TEAM
    regions: tuple[str, ...] = ()
    region_overrides: tuple[tuple[str, Horizon | None, Window | None, Confidence | None], ...] = ()
    owner: str | None = None
    why: Why = field(default_factory=Why)
    position: int | None = None
    created_on: date | None = None
    live_at: datetime | None = None
    overrides: tuple[OverrideRow, ...] = ()
    stated: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """What a file says otherwise of an initiative that is here, as far as it can break a promise.

    None where it says the same. Regions are keys of their rows; in `region_plans` None is as everywhere else again.
    """

    initiative: Initiative
    source: str
    stage: Stage | None
    plan: Plan | None
    regions: tuple[int, ...] | None
    region_plans: tuple[tuple[int, Plan | None], ...]
    besides: bool = False  # whether the file changed other facts of it too


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the rows of a file, and what the disclosure room is still to do: `moves` count as changed."""

    added: int
    changed: int
    same: int
    moves: tuple[Moves, ...]
    touched: frozenset[int] = frozenset()  # what was added or changed


@dataclass(frozen=True, slots=True)
class _Keys:
    """The keys of rows of lower rooms by the names a file uses."""

    areas: Mapping[str, int]
    people: Mapping[str, int]
    regions: Mapping[str, int]
    labels: Mapping[Stage, str]


def _moves(initiative: Initiative, row: InitiativeRow, keys: _Keys) -> Moves | None:
    """Compare what can break a promise; None when the file states nothing else."""
    stated, now = row.stated, plan_of(initiative)
    plan = Plan(
        horizon=row.horizon if "horizon" in stated else now.horizon,
        window=row.window if "window" in stated else now.window,
        confidence=row.confidence if "confidence" in stated else now.confidence,
    )
    regions = tuple(keys.regions[name] for name in row.regions)
    other_regions = "regions" in stated and set(regions) != {each.region_id for each in initiative.regions.all()}
    moves = Moves(
        initiative=initiative,
        source=row.source,
        stage=row.stage if "stage" in stated and row.stage is not initiative.stage else None,
        plan=plan if plan != now else None,
        regions=regions if other_regions else None,
        region_plans=_region_plans(initiative, row, plan, keys) if "region_overrides" in stated else (),
    )
    return moves if moves.stage or moves.plan or moves.regions is not None or moves.region_plans else None


def _region_plans(
    initiative: Initiative, row: InitiativeRow, everywhere: Plan, keys: _Keys
) -> tuple[tuple[int, Plan | None], ...]:
    """Give the regions that are to be planned otherwise than they are, once the plan everywhere is the file's."""
    there = {
        each.region_id: _laid_over(everywhere, each.horizon, window_of_row(each), each.confidence)
        for each in initiative.region_overrides.all()
    }
    wanted = {
        keys.regions[name]: _laid_over(everywhere, horizon, window, confidence)
        for name, horizon, window, confidence in row.region_overrides
    }
    return tuple(
        (region, plan if plan != everywhere else None)
        for region in dict.fromkeys([*there, *wanted])
        if (plan := wanted.get(region, everywhere)) != there.get(region, everywhere)
    )


def _laid_over(plan: Plan, horizon: Horizon | None, window: Window | None, confidence: Confidence | None) -> Plan:
    return Plan(horizon=horizon or plan.horizon, window=window or plan.window, confidence=confidence or plan.confidence)


def _begun(row: InitiativeRow, at: datetime) -> datetime:
    return datetime.combine(row.created_on, time(), UTC) if row.created_on else at


def _why(initiative: int, why: Why, actor: Actor, at: datetime) -> InitiativeWhy:
    texts = {name: getattr(why, name) for name in WHY_TEXTS}
    sum_ = why.budget_sum
    return InitiativeWhy(
        initiative_id=initiative, budget_amount=sum_.amount if sum_ else None,
        budget_currency=sum_.currency if sum_ else "", written_by_id=actor.pk, written_at=at, **texts,
    )  # fmt: skip


def _region_overrides(initiative: int, row: InitiativeRow, keys: _Keys) -> list[RegionOverride]:
    return [
        RegionOverride(
            initiative_id=initiative, region_id=keys.regions[name], horizon=horizon, confidence=confidence,
            window_first=window.first if window else None, window_last=window.last if window else None,
        )
        for name, horizon, window, confidence in row.region_overrides
    ]  # fmt: skip


def _override(initiative: int, row: OverrideRow, keys: _Keys, actor: Actor, at: datetime) -> Override:
    given = datetime.combine(row.given_on, time(), UTC) if row.given_on else at
    return Override(initiative_id=initiative, waives=row.waives, audience=row.audience, reason=row.reason,
                    by_id=keys.people[row.by] if row.by else actor.pk, given_at=given, until=row.until)  # fmt: skip
