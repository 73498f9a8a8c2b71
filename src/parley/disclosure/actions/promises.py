"""Every change that can break a promise goes through here, so that what follows for clients follows at once."""

from collections.abc import Sequence
from datetime import datetime

from parley.disclosure.actions.correcting import _follow
from parley.disclosure.actions.hearing import _take_back_announcements
from parley.disclosure.rules import BOUNDS
from parley.disclosure.terms import TOLD
from parley.kernel.refusals import Refused
from parley.ledger.door import action
from parley.ledger.terms import Actor, Ref
from parley.people.models import Region
from parley.roadmap import actions as roadmap
from parley.roadmap.models import Initiative
from parley.roadmap.queries import initiative_to_change, stage_before, stage_labels, stop_of
from parley.roadmap.rules import must_be_stopped, must_mean_to_skip
from parley.roadmap.terms import Plan, Stage


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
    """Change window, horizon and confidence. A decision that has this effect names itself in `decided_in`.

    Raises Refused without a reason that says something, and Stale when it changed since `seen_version`.
    """
    roadmap.replan(
        initiative=initiative,
        plan=plan,
        reason=reason,
        seen_version=seen_version,
        decided_in=decided_in,
        actor=actor,
        at=at,
    )
    _follow(initiative.pk, at)


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
    """Plan one region differently, or (plan None) as everywhere else again. Raises Refused and Stale as `replan`."""
    roadmap.replan_region(
        initiative=initiative,
        region=region,
        plan=plan,
        reason=reason,
        seen_version=seen_version,
        actor=actor,
        at=at,
    )
    _follow(initiative.pk, at)


@action
def move_stage(
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
    """Move an initiative on or back. Raises Refused without a reason that says something, Stale as `replan`.

    Leaving stages out is refused too, with their names, unless `skipping` says that it is meant; and so is going on
    before what the stage asks for is done, with who owes it, unless `without` says why.
    """
    before = initiative_to_change(initiative.pk).stage
    roadmap.set_stage(
        initiative=initiative,
        stage=stage,
        reason=reason,
        skipping=skipping,
        without=without,
        seen_version=seen_version,
        decided_in=decided_in,
        actor=actor,
        at=at,
    )
    _follow(initiative.pk, at, narrowing=_is_narrower(before, stage))
    _take_back_announcements(initiative.pk, at, because=reason)


@action
def change_regions(
    *,
    initiative: Initiative,
    regions: Sequence[Region],
    reason: str,
    seen_version: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Say which regions an initiative applies to; none named means all. Raises Refused and Stale as `replan`."""
    roadmap.set_regions(
        initiative=initiative, regions=regions, reason=reason, seen_version=seen_version, actor=actor, at=at
    )
    _follow(initiative.pk, at)
    _take_back_announcements(initiative.pk, at, because=reason)


@action
def stop(
    *,
    initiative: Initiative,
    reason: str,
    seen_version: int | None = None,
    decided_in: Ref | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Stop an initiative; it can be taken up again. Raises Refused when it is stopped already, Stale as `replan`."""
    if initiative.stage is Stage.STOPPED:
        raise Refused("It is stopped already. To go on with it, take it up again.")
    roadmap.set_stage(
        initiative=initiative,
        stage=Stage.STOPPED,
        reason=reason,
        seen_version=seen_version,
        decided_in=decided_in,
        actor=actor,
        at=at,
    )
    _follow(initiative.pk, at)
    _take_back_announcements(initiative.pk, at, because=reason)


@action
def take_up(
    *,
    initiative: Initiative,
    reason: str,
    stage: Stage | None = None,
    skipping: bool = False,
    without: str = "",
    seen_version: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Take a stopped initiative up again, at the stage it had unless another is named.

    Raises Refused without a reason that says something and when it is not stopped, Stale as `replan`; and for stages
    and duties left out since its stop as `move_stage`.
    """
    row = initiative_to_change(initiative.pk)
    before = stage_before(stop_of(row.pk))
    to = stage or before
    must_be_stopped(row.stage, to=to)
    must_mean_to_skip(before, to, labels=stage_labels(), skipping=skipping)
    roadmap.set_stage(
        initiative=row, stage=to, reason=reason, without=without, seen_version=seen_version, actor=actor, at=at
    )
    _follow(initiative.pk, at, narrowing=_is_narrower(before, to))


def _is_narrower(before: Stage, after: Stage) -> bool:
    """Whether fewer clients may hear of it at a stage than at the one before."""
    return TOLD.index(BOUNDS[after].whom) < TOLD.index(BOUNDS[before].whom)
