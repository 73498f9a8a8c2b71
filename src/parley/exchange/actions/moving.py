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
from parley.roadmap.queries import plan_of
from parley.roadmap.terms import Stage

PLAN, REGIONAL = ("horizon", "window", "confidence"), "region_overrides"


@dataclass(frozen=True, slots=True)
class Unmoved:
    """A move that a rule refuses: of which initiative, by which column, and the rule's sentence.

    `also` names the other columns of the row that say something new and are not taken because of it.
    """

    moves: Moves
    column: str
    sentence: str
    also: tuple[str, ...] = ()


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
        moved, planned = each.besides, True
        for columns, move in _each(each, known, now):
            if columns == (REGIONAL,) and not planned:
                continue  # the file means its regions beside its plan everywhere, which stays another
            try:
                move()
                moved = True
            except Refused as trouble:
                planned = planned and columns != PLAN
                refused.append(_unmoved(each, columns, trouble))
        still += not moved
    return still, refused


def _unmoved(moves: Moves, columns: tuple[str, ...], trouble: Refused) -> Unmoved:
    column = trouble.field if trouble.field in columns else columns[0]
    also: list[str] = []
    if columns == PLAN:
        now = plan_of(moves.initiative)
        also += (each for each in PLAN if each != column and getattr(moves.plan, each) != getattr(now, each))
        also += [REGIONAL] if moves.region_plans else []
    return Unmoved(moves, column, trouble.sentence, tuple(also))


def _each(
    moves: Moves, known: dict[int, Region], now: dict[str, Any]
) -> Iterator[tuple[tuple[str, ...], Callable[[], None]]]:
    if moves.stage is Stage.STOPPED:
        yield ("stage",), partial(stop, **now)
    elif moves.stage:
        yield (
            ("stage",),
            partial(move_stage, stage=moves.stage, skipping=True, without=now["reason"], **now),
        )  # the file knows what was between
    if moves.plan:
        yield PLAN, partial(replan, plan=moves.plan, **now)
    if moves.regions is not None:
        yield ("regions",), partial(change_regions, regions=[known[key] for key in moves.regions], **now)
    for region, plan in moves.region_plans:
        yield (REGIONAL,), partial(replan_region, region=known[region], plan=plan, **now)
