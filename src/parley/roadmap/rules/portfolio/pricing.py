"""What it costs to insist on something: a repair of the set as it stands first, then what choosing anew recovers.

Prices are of one set beside another, at three readings of what is worth how much. They are advice and say nothing about
who should decide.
"""

from collections.abc import Collection

from parley.roadmap.rules.portfolio.constraints import obstacle_of, wanted, worth_of
from parley.roadmap.rules.portfolio.solving import NOTHING, solved
from parley.roadmap.terms.portfolio import (
    Advice,
    Company,
    Demand,
    Moved,
    Portfolio,
    Present,
    Price,
    Readings,
    Solved,
    Spread,
    Status,
)


def best_set(readings: Readings, standing: Collection[int], demand: Demand = NOTHING, *, seconds: float) -> Solved:
    """Find the best set at the middle reading, and of several as good the one nearest to what stands."""
    return solved(readings.middle, demand, present=Present(works=frozenset(standing)), seconds=seconds)


def spread_of(readings: Readings, chosen: Collection[int]) -> Spread:
    """Say what a set is worth at each reading."""
    return Spread(*(worth_of(each, chosen) for each in (readings.low, readings.middle, readings.high)))


def price_of(
    readings: Readings,
    standing: Collection[int],
    demand: Demand,
    *,
    spare: dict[int, int] | None = None,
    seconds: float = 3600,
) -> Price:
    """Price a demand against the set as it stands. `spare`: the capacity left in the next period, by pool.

    Each of the two sets is looked for in about half of so many seconds.
    """
    there = frozenset(standing)
    before = spread_of(readings, there)
    if obstacle := obstacle_of(readings.middle, demand):
        return Price(demand=demand, standing=before, obstacle=obstacle)
    repair = repaired(readings.middle, there, demand, seconds=seconds / 2)
    again = best_set(readings, there, demand, seconds=seconds / 2)
    if Status.INFEASIBLE in (repair.status, again.status):
        return Price(demand=demand, standing=before, obstacle=repair.obstacle or again.obstacle)
    mended, replanned = (_moved(readings, there, before, each) for each in (repair, again))
    return Price(
        demand=demand, standing=before, repair=mended, replan=replanned,
        slips=slips_of(readings.middle, there, mended.displaced, demand, spare or {}),
        recovered=mended.price.less(replanned.price),
    )  # fmt: skip


def repaired(portfolio: Portfolio, standing: frozenset[int], demand: Demand, *, seconds: float) -> Solved:
    """Keep the set as it stands but for what a demand displaces: nothing comes in but the demand and what it needs."""
    may = standing | wanted(portfolio, demand) | _several(portfolio, demand)
    others = frozenset(work.key for work in portfolio.works) - may
    kept = Demand(demand.put_in, demand.leave_out | others, demand.serve)
    return solved(portfolio, kept, present=Present(works=standing), seconds=seconds)


def _several(portfolio: Portfolio, demand: Demand) -> frozenset[int]:
    """Give what is wanted by needs of which one want is enough, with what it needs first."""
    wants = [want for need in portfolio.needs if need.key in demand.serve for want in need.wants]
    return wanted(portfolio, Demand(frozenset(wants)))


def _moved(readings: Readings, standing: frozenset[int], before: Spread, found: Solved) -> Moved:
    chosen = frozenset(found.chosen)
    return Moved(
        found, displaced=tuple(sorted(standing - chosen)), pulled_in=tuple(sorted(chosen - standing)),
        price=before.less(spread_of(readings, chosen)),
    )  # fmt: skip


def slips_of(
    portfolio: Portfolio, standing: frozenset[int], displaced: Collection[int], demand: Demand, spare: dict[int, int]
) -> tuple[int, ...]:
    """Say what of the displaced finds room in the period after, those first whose loss costs most.

    What somebody wants left out does not slip: it was to go.
    """
    left = dict(spare)
    cost = {work.key: work for work in portfolio.works}
    whole = worth_of(portfolio, standing)
    lost = {key: whole - worth_of(portfolio, standing - {key}) for key in displaced if key not in demand.leave_out}
    found = []
    for key in sorted(lost, key=lambda each: (-lost[each], each)):
        work = cost.get(key)
        if work and work.cost <= left.get(work.pool, 0):
            left[work.pool] -= work.cost
            found.append(key)
    return tuple(sorted(found))


def advice_for(company: Company, demand: Demand, *, seconds: float) -> Advice:
    """Say what could be done instead of what is decided, and what a demand costs. Takes at most about 2 × `seconds`."""
    readings, decided = company.readings, company.decided
    best = best_set(readings, decided, seconds=seconds)
    priced = price_of(readings, decided, demand, spare=company.spare, seconds=seconds) if demand != NOTHING else None
    return Advice(
        best=best, decided=spread_of(readings, decided), advised=spread_of(readings, best.chosen), price=priced
    )
