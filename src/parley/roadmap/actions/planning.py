"""What can break a promise: window, horizon, confidence, stage, regions. Called by the disclosure room alone."""

from collections.abc import Sequence
from datetime import datetime

from parley.groups.queries import acting
from parley.groups.rules import must_keep_roadmap
from parley.kernel.spans import today_of
from parley.ledger.door import action, record
from parley.ledger.terms import Actor, Ref
from parley.people.models import Region
from parley.roadmap import rules
from parley.roadmap.actions.duties import _go_on, _hear, _take_on
from parley.roadmap.actions.keeping import _keep
from parley.roadmap.actions.staying import _stay_in
from parley.roadmap.events import RegionReplanned, RegionsChanged, Replanned, StageMoved
from parley.roadmap.models import Initiative, InitiativeRegion, RegionOverride
from parley.roadmap.queries import (
    initiative_to_change,
    plan_in,
    plan_of,
    region_overrides_of,
    stage_before,
    stage_labels,
    stop_of,
)
from parley.roadmap.terms import Plan, Stage

EVERYWHERE = "all regions"


@action
def replan(
    *,
    initiative: Initiative,
    plan: Plan,
    reason: str,
    seen_version: int | None = None,
    decided_in: Ref | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Change window, horizon and confidence together. A decision's effects come with `decided_in`.

    Raises Refused without a reason that says something and for a window that has passed, Stale when it changed since
    `seen_version`.
    """
    row = initiative_to_change(initiative.pk)
    if decided_in is None:
        must_keep_roadmap(acting(actor), row.area_id)
    before = plan_of(row)
    rules.must_be_told_what_changed(
        version=row.version, seen=seen_version, theirs=rules.plan_words(before), yours=rules.plan_words(plan)
    )
    if plan == before:
        return
    rules.must_be_to_come(plan.window, before=before.window, stage=row.stage, on=today_of(actor, at))
    why = rules.must_be_a_reason(reason, title=row.title, say=rules.MOVED)
    row.horizon, row.confidence = plan.horizon, plan.confidence
    row.window_first = plan.window.first if plan.window else None
    row.window_last = plan.window.last if plan.window else None
    record(Replanned(initiative=row.pk, before=before, after=plan, decided_in=decided_in), reason=why)
    _keep(row, at)


@action
def replan_region(
    *,
    initiative: Initiative,
    region: Region,
    plan: Plan | None,
    reason: str,
    seen_version: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Plan one region differently from everywhere else, or (plan None) as everywhere else again. Stale as `replan`."""
    row = initiative_to_change(initiative.pk)
    must_keep_roadmap(acting(actor), row.area_id)
    now = region_overrides_of(row.pk).filter(region=region).first()
    before, everywhere = plan_in(row, now), plan_of(row)
    after = plan or everywhere
    rules.must_be_told_what_changed(
        version=row.version, seen=seen_version, theirs=rules.plan_words(before), yours=rules.plan_words(after)
    )
    if after == before:
        return
    if after.window != everywhere.window:
        rules.must_be_to_come(after.window, before=before.window, stage=row.stage, on=today_of(actor, at))
    why = rules.must_be_a_reason(reason, title=row.title, say=rules.MOVED)
    if now:
        now.delete()
    if after != everywhere:
        # Only what differs is stored, so that the rest moves with everywhere else.
        moved = after.window if after.window != everywhere.window else None
        RegionOverride.objects.create(
            initiative=row,
            region=region,
            horizon=after.horizon if after.horizon is not everywhere.horizon else None,
            window_first=moved.first if moved else None,
            window_last=moved.last if moved else None,
            confidence=after.confidence if after.confidence is not everywhere.confidence else None,
        )
    event = RegionReplanned(initiative=row.pk, region=region.pk, before=before, after=after, same=after == everywhere)
    record(event, reason=why)
    _keep(row, at)


@action
def set_stage(
    *,
    initiative: Initiative,
    stage: Stage,
    reason: str,
    skipping: bool = False,
    without: str = "",
    seen_version: int | None = None,
    decided_in: Ref | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Move an initiative to a stage, on, back, or to its stop. Fewer people see it where the stage allows fewer.

    Stages between are left out only when the actor (`skipping`) or a decision means it. What it owes and has not done
    is left behind only with a reason: the actor's (`without`) or the decision's.
    """
    row = initiative_to_change(initiative.pk)
    if decided_in is None:
        must_keep_roadmap(acting(actor), row.area_id)
    labels = stage_labels()
    rules.must_be_told_what_changed(
        version=row.version, seen=seen_version, theirs=labels[row.stage], yours=labels[stage]
    )
    if stage is row.stage:
        return
    meant = skipping or decided_in is not None
    rules.must_mean_to_skip(row.stage, stage, labels=labels, skipping=meant)
    why = rules.must_be_a_reason(reason, title=row.title, say=rules.MOVED)
    before = stage_before(stop_of(row.pk)) if row.stage is Stage.STOPPED else row.stage
    record(StageMoved(initiative=row.pk, before=row.stage, after=stage, decided_in=decided_in), reason=why)
    _go_on(row, before=before, after=stage, without=without, labels=labels, decided_in=decided_in, reason=why,
           actor=actor, at=at)  # fmt: skip
    row.stage, row.live_at = stage, rules.live_since(row.live_at, stage, at)
    _stay_in(row, stage, at)
    _keep(row, at)
    _take_on(row, at)


@action
def set_regions(
    *,
    initiative: Initiative,
    regions: Sequence[Region],
    reason: str,
    seen_version: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Say which regions an initiative applies to; none named means all of them. Stale as `replan`."""
    row = initiative_to_change(initiative.pk)
    must_keep_roadmap(acting(actor), row.area_id)
    now = InitiativeRegion.objects.filter(initiative=row)
    known = dict(now.order_by("region__name").values_list("region", "region__name"))
    chosen = {region.pk: region.name for region in sorted(regions, key=lambda each: each.name)}
    before, after = tuple(known), tuple(chosen)
    rules.must_be_told_what_changed(
        version=row.version,
        seen=seen_version,
        theirs=", ".join(known.values()) or EVERYWHERE,
        yours=", ".join(chosen.values()) or EVERYWHERE,
    )
    if after == before:
        return
    why = rules.must_be_a_reason(reason, title=row.title, say=rules.MOVED)
    now.delete()
    InitiativeRegion.objects.bulk_create(InitiativeRegion(initiative=row, region_id=key) for key in after)
    row.all_regions = not after
    record(RegionsChanged(initiative=row.pk, before=before, after=after), reason=why)
    _keep(row, at)
    _hear([row.pk], at)
