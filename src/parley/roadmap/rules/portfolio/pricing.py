"""What it costs to insist on something: a repair of the set as it stands first, then what choosing anew recovers.

Prices are of one set beside another, at three readings of what is worth how much. They are advice and say nothing about
who should decide.
"""

from collections.abc import Collection

from parley.roadmap.rules.portfolio.constraints import obstacle_of, wanted, worth_of
from parley.roadmap.rules.portfolio.slipping import barred_by, slips_of
from parley.roadmap.rules.portfolio.solving import NOTHING, keeps_to, solved
from parley.roadmap.terms.portfolio import (
    Advice,
    Ahead,
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

NO_PERIOD = Ahead()


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
    able: frozenset[int] | None = None,
    ahead: Ahead = NO_PERIOD,
    seconds: float = 3600,
) -> Price:
    """Price a demand against the set as it stands, and say what of it slips to the period `ahead`.

    What stands and cannot be is first brought to what can, unless `able` says that already: the demand is not priced
    for it. Each set is looked for in about a third of so many seconds.
    """
    there, third = frozenset(standing), seconds / 3
    able = able_of(readings.middle, there, seconds=third) if able is None else able
    before = spread_of(readings, able)
    if obstacle := obstacle_of(readings.middle, demand):
        return Price(demand=demand, standing=before, obstacle=obstacle)
    repair = repaired(readings.middle, there, demand, seconds=third)
    again = best_set(readings, there, demand, seconds=third)
    if Status.INFEASIBLE in (repair.status, again.status):
        return Price(demand=demand, standing=before, obstacle=repair.obstacle or again.obstacle)
    mended, replanned = (_moved(readings, there, before, each) for each in (repair, again))
    anyway = tuple(key for key in mended.displaced if key not in able)
    gone = [key for key in mended.displaced if key not in demand.leave_out and key in able]
    chosen = _chosen(repair)
    return Price(
        demand=demand, standing=before, repair=mended, replan=replanned, anyway=anyway,
        slips=slips_of(readings.middle, there, gone, chosen, ahead), barred=barred_by(readings.middle, gone, chosen),
        recovered=mended.price.less(replanned.price),
    )  # fmt: skip


def _chosen(found: Solved) -> frozenset[int]:
    return frozenset(found.chosen)


def able_of(portfolio: Portfolio, standing: Collection[int], *, seconds: float) -> frozenset[int]:
    """Give the set as it stands, or what of it can be done where not all of it can."""
    there = frozenset(standing)
    return there if _can_be(portfolio, there) else _chosen(repaired(portfolio, there, seconds=seconds))


def _can_be(portfolio: Portfolio, works: frozenset[int]) -> bool:
    """Whether a set keeps to every constraint, all of it in the first period."""
    keys = tuple(sorted(works))
    known = works <= {work.key for work in portfolio.works}
    return known and keeps_to(portfolio, Solved(status=Status.OPTIMAL, chosen=keys, periods=(0,) * len(keys)))


def repaired(portfolio: Portfolio, standing: frozenset[int], demand: Demand = NOTHING, *, seconds: float) -> Solved:
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
    chosen = _chosen(found)
    return Moved(
        found, displaced=tuple(sorted(standing - chosen)), pulled_in=tuple(sorted(chosen - standing)),
        price=before.less(spread_of(readings, chosen)),
    )  # fmt: skip


def advice_for(company: Company, demand: Demand, *, seconds: float) -> Advice:
    """Say what could be done instead of what is decided, and what a demand costs. Takes at most about 2 × `seconds`."""
    readings, decided = company.readings, company.decided
    best = best_set(readings, decided, seconds=seconds)
    priced = price_of(readings, decided, demand, ahead=company.ahead, seconds=seconds) if demand != NOTHING else None
    return Advice(
        best=best, decided=spread_of(readings, decided), advised=spread_of(readings, best.chosen), price=priced
    )
