"""How long initiatives stay in each stage, and how their targets move: pure rules. See docs/decisions/0036-flow.md."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from statistics import median

from parley.people.terms import Side
from parley.roadmap.terms import Stage
from parley.roadmap.terms.flow import (
    FEWEST_STAYS,
    WORKING,
    Length,
    Moved,
    MovedTargets,
    Owed,
    StageFlow,
    StayTold,
    Stop,
    Waiting,
    Way,
)

DAY = timedelta(days=1)
HALF, MOST = 0.5, 0.85
SLACK = 1e-9  # a share that differs from a threshold by rounding alone has reached it


def flow_of(stays: Iterable[StayTold], at: datetime) -> list[StageFlow]:
    """Say for each working stage how long initiatives stay there, as of a moment; `stays` in the order of initiatives.

    A stay ends when the initiative goes on, goes back or is stopped; one that goes on counts as lasting at least until
    now. Those of which nobody knows the beginning are counted beside.
    """
    ended: dict[Stage, list[float]] = defaultdict(list)
    going_on: dict[Stage, list[float]] = defaultdict(list)
    unknown: Counter[tuple[Stage, bool]] = Counter()
    ways: dict[Stage, Counter[Way]] = defaultdict(Counter)
    for stay, after in _each_with_next(stays):
        over = stay.left_at is not None
        days = max(((stay.left_at or at) - stay.entered_at) / DAY, 0.0)
        if over and after:
            ways[stay.stage][way_of(stay.stage, after)] += stay.begun
        if not stay.begun:
            unknown[stay.stage, over] += 1
        else:
            (ended if over else going_on)[stay.stage].append(days)
    return [
        StageFlow(
            stage=stage,
            ended=len(ended[stage]),
            going_on=len(going_on[stage]),
            unknown=unknown[stage, True] + unknown[stage, False],
            unknown_going_on=unknown[stage, False],
            ways={way: ways[stage][way] for way in Way},
            length=_length(ended[stage], going_on[stage]),
        )
        for stage in WORKING
    ]


def stops_in(stays: Iterable[StayTold]) -> list[Stop]:
    """Give what is stopped now, the last first; of what came here stopped nobody knows since when."""
    found = []
    for _initiative, together in groupby(stays, key=lambda each: each.initiative):
        own = [*together]
        last, before = own[-1], own[-2].stage if len(own) > 1 else None
        if last.stage is Stage.STOPPED:
            found.append((last.entered_at, Stop(last.initiative, before, last.entered_at if last.begun else None)))
    return [stop for _at, stop in sorted(found, key=lambda each: (each[1].at is not None, each[0]), reverse=True)]


def now_in(stays: Iterable[StayTold]) -> dict[int, Stage]:
    """Give the stage that each initiative is in now."""
    return {stay.initiative: stay.stage for stay in stays if stay.left_at is None}


def way_of(stage: Stage, after: Stage) -> Way:
    """Say how a stay ended, from the stage that came after it."""
    if after is Stage.STOPPED:
        return Way.STOPPED
    order = list(Stage)
    return Way.ON if order.index(after) > order.index(stage) else Way.BACK


def _each_with_next(stays: Iterable[StayTold]) -> Iterator[tuple[StayTold, Stage | None]]:
    for _initiative, own in groupby(stays, key=lambda each: each.initiative):
        for stay, after in pairwise([*own, None]):
            if stay:
                yield stay, after.stage if after else None


def _length(ended: Sequence[float], going_on: Sequence[float]) -> Length | None:
    return length_of(ended, going_on) if len(ended) + len(going_on) >= FEWEST_STAYS else None


def length_of(ended: Sequence[float], going_on: Sequence[float]) -> Length:
    """Estimate how long stays last, in days, from those that ended and those that go on, each at least one in all.

    Source: Kaplan and Meier 1958, by scipy; those that go on are censored at their length by now. Where the part still
    there never falls to a half, or to 15 of 100, there is no such day.
    """
    longest = max((*ended, *going_on))
    if not ended:
        return Length(median=None, most=None, longest=longest, steps=())
    from scipy.stats import CensoredData, ecdf  # noqa: PLC0415 - a second to import, and only for this

    still = ecdf(CensoredData(uncensored=list(ended), right=list(going_on))).sf
    curve = [(float(day), float(part)) for day, part in zip(still.quantiles, still.probabilities, strict=True)]
    fallen = [curve[0], *(now for before, now in pairwise(curve) if now[1] < before[1])]
    steps = tuple(each for each in fallen if each[1] < 1)

    def day_of(share: float) -> float | None:
        return next((day for day, part in steps if part <= 1 - share + SLACK), None)

    return Length(median=day_of(HALF), most=day_of(MOST), longest=longest, steps=steps)


def moved_targets_of(moves: Iterable[Moved]) -> list[MovedTargets]:
    """Say for each stage how often its targets moved, later and earlier, and by how much. A move by nothing is none."""
    by_stage: dict[Stage, list[Moved]] = defaultdict(list)
    for move in moves:
        by_stage[move.stage].append(move)
    return [_moved_targets(stage, by_stage[stage]) for stage in Stage if by_stage[stage]]


def _moved_targets(stage: Stage, moves: Sequence[Moved]) -> MovedTargets:
    later = [move for move in moves if move.releases > 0]
    dated = [move.days for move in later if move.days is not None]
    return MovedTargets(
        stage=stage,
        initiatives=len({move.initiative for move in moves}),
        later=len(later),
        earlier=sum(move.releases < 0 for move in moves),
        releases=median(move.releases for move in later) if later else None,
        days=median(dated) if dated else None,
        dated=len(dated),
    )


def waiting_of(stages: dict[int, Stage], owed: Iterable[tuple[int, Side, Owed]]) -> list[Waiting]:
    """Count how many initiatives of each stage wait for what of which side; one waits once for each, however often."""
    counts = Counter((stages[key], side, what) for key, side, what in set(owed) if key in stages)
    order = (*WORKING, Stage.LIVE, Stage.STOPPED)
    return [
        Waiting(stage, side, what, counts[stage, side, what])
        for stage in order for side in Side for what in Owed if counts[stage, side, what]
    ]  # fmt: skip
