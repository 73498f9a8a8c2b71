"""What a file moves of initiatives that are here, through the disclosure room: rule, history and notices as by hand."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from parley.disclosure.actions import change_regions, move_stage, replan, replan_region, stop
from parley.kernel.refusals import Refused
from parley.ledger.door import action
from parley.ledger.terms import Actor
from parley.people.models import Region
from parley.people.queries import regions
from parley.roadmap.actions.taking_rows import Moves
from parley.roadmap.terms import Stage


@dataclass(frozen=True, slots=True)
class Unmoved:
    """A move that a rule refuses: of which initiative, by which column, and the rule's sentence."""

    moves: Moves
    column: str
    sentence: str


@action
def make_moves(*, moves: Sequence[Moves], batch: int, actor: Actor, at: datetime) -> tuple[int, list[Unmoved]]:
    """Move stage, plan and regions of each initiative as its file says; the reason is that it came so by the import.

    Gives how many initiatives stay as they are after all, and what a rule refused.
    """
    known = {region.pk: region for region in regions()} if moves else {}
    refused: list[Unmoved] = []
    still = 0
    for each in moves:
        reason = f"The file from {each.source} that import {batch} took in says so."
        now = {"initiative": each.initiative, "reason": reason, "actor": actor, "at": at}
        moved = each.besides
        for column, move in _each(each, known, now):
            try:
                move()
                moved = True
            except Refused as trouble:
                refused.append(Unmoved(each, column, trouble.sentence))
        still += not moved
    return still, refused


def _each(moves: Moves, known: dict[int, Region], now: dict[str, Any]) -> Iterator[tuple[str, Callable[[], None]]]:
    if moves.stage is Stage.STOPPED:
        yield "stage", partial(stop, **now)
    elif moves.stage:
        yield "stage", partial(move_stage, stage=moves.stage, skipping=True, **now)  # the file knows what came between
    if moves.plan:
        yield "window", partial(replan, plan=moves.plan, **now)
    if moves.regions is not None:
        yield "regions", partial(change_regions, regions=[known[key] for key in moves.regions], **now)
    for region, plan in moves.region_plans:
        yield "region_overrides", partial(replan_region, region=known[region], plan=plan, **now)
