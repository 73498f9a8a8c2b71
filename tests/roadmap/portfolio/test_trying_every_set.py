"""Thousands of small portfolios: what is solved, priced and said to be in the way is what trying every set finds."""

from itertools import product
from random import Random
from typing import NamedTuple

from parley.roadmap.rules.portfolio import price_of, solved
from parley.roadmap.terms.portfolio import (
    Demand,
    Limit,
    Need,
    Obstacle,
    Portfolio,
    Present,
    Readings,
    Room,
    Status,
    Work,
)

Plan = dict[int, int]  # of each work that is done, in which period


class Tried(NamedTuple):
    """What trying every set found: the most that one is worth, the fewest changes of those, and all of them."""

    worth: int
    changes: int
    plans: list[Plan]


def some(random: Random, works: int, periods: int) -> Portfolio:
    """Make one with pools, prerequisites, exclusions, and clients who need one or all of several."""
    keys = range(1, works + 1)
    pools = random.randint(1, 2)
    after = [(random.choice(keys), random.choice(keys)) for _ in range(random.randint(0, 3))]
    return Portfolio(
        works=tuple(Work(key, random.randint(0, 6), random.randrange(pools)) for key in keys),
        needs=tuple(
            Need(key, random.randint(0, 9), tuple(random.sample(keys, random.randint(1, min(3, works)))),
                 random.random() < 0.5)
            for key in range(random.randint(1, 6))
        ),
        rooms=tuple(Room(pool, tuple(random.randint(0, 9) for _ in range(periods))) for pool in range(pools)),
        after=(*after, *([(99, random.choice(keys))] if random.random() < 0.1 else [])),  # 99 cannot be done
        apart=tuple(tuple(random.sample(keys, 2)) for _ in range(random.randint(0, 2))) if works > 1 else (),
    )  # fmt: skip


def insisting(random: Random, portfolio: Portfolio) -> Demand:
    """Put one or two in, and leave one out now and then."""
    keys = [work.key for work in portfolio.works]
    put_in = frozenset(random.sample(keys, min(len(keys), random.randint(0, 2))))
    return Demand(put_in, frozenset(random.sample(keys, random.randint(0, 1))) - put_in)


def allowed(portfolio: Portfolio, demand: Demand) -> list[Plan]:
    """Give every plan there is, asking each constraint as it is said in words."""
    choices = []
    for work in portfolio.works:
        anywhere = [None, *range(portfolio.periods)]
        choices.append([0] if work.key in demand.put_in else [None] if work.key in demand.leave_out else anywhere)
    plans = []
    for choice in product(*choices):
        plan = {work.key: period for work, period in zip(portfolio.works, choice, strict=True) if period is not None}
        if fits(portfolio, plan):
            plans.append(plan)
    return plans


def fits(portfolio: Portfolio, plan: Plan) -> bool:
    for room in portfolio.rooms:
        used = [0] * portfolio.periods
        for work in portfolio.works:
            if work.key in plan and work.pool == room.pool:
                used[plan[work.key]] += work.cost
        if any(taken > there for taken, there in zip(used, room.periods, strict=True)):
            return False
    for first, then in portfolio.after:
        if then in plan and (first not in plan or plan[first] > plan[then]):
            return False
    return not any(one in plan and other in plan for one, other in portfolio.apart)


def worth(portfolio: Portfolio, plan: Plan) -> int:
    """Count a need once for every period by whose end it is met."""
    total = 0
    for need in portfolio.needs:
        ends = [plan.get(want, portfolio.periods) for want in need.wants]
        total += need.worth * (portfolio.periods - (min(ends) if need.one else max(ends)))
    return total


def tried(portfolio: Portfolio, demand: Demand, standing: frozenset[int]) -> Tried | None:
    plans = allowed(portfolio, demand)
    if not plans:
        return None
    worths = [worth(portfolio, plan) for plan in plans]
    most = max(worths)
    fewest = min(len(plan.keys() ^ standing) for plan, each in zip(plans, worths, strict=True) if each == most)
    return Tried(most, fewest, plans)


def in_the_way(portfolio: Portfolio, demand: Demand, obstacle: Obstacle | None) -> bool:
    """Whether a named constraint is one the demand breaks: without it there is no reason left to refuse."""
    assert obstacle is not None
    needed = set(demand.put_in)
    while more := {first for first, then in portfolio.after if then in needed} - needed:
        needed |= more
    if obstacle.limit is Limit.EXCLUSION:
        return needed.issuperset(obstacle.works) and obstacle.works in portfolio.apart
    if obstacle.limit is Limit.PREREQUISITE:
        first, then = obstacle.works
        missing = first in demand.leave_out or first not in {work.key for work in portfolio.works}
        return missing and then in needed and (first, then) in portfolio.after
    costs = {work.key: work.cost for work in portfolio.works if work.pool == obstacle.pool}
    there = next(room.periods[0] for room in portfolio.rooms if room.pool == obstacle.pool)
    return set(obstacle.works) <= needed and sum(costs[key] for key in obstacle.works) == obstacle.cost > there


def test_a_set_is_as_good_as_the_best_of_all_and_changes_fewest():
    impossible = 0
    for seed in range(2000):
        random = Random(seed)  # noqa: S311 - made-up portfolios
        periods = random.choice((1, 1, 1, 2, 3))
        portfolio = some(random, random.randint(1, 6 if periods == 1 else 4), periods)
        demand = insisting(random, portfolio) if random.random() < 0.4 else Demand()
        standing = frozenset(work.key for work in portfolio.works if random.random() < 0.5)
        best = tried(portfolio, demand, standing)
        found = solved(portfolio, demand, present=Present(works=standing))
        if best is None:
            assert found.status is Status.INFEASIBLE, seed
            assert in_the_way(portfolio, demand, found.obstacle), seed
            impossible += 1
            continue
        plan = dict(zip(found.chosen, found.periods, strict=True))
        assert found.status is Status.OPTIMAL, seed
        assert found.fewest_proven, seed
        assert (found.objective, found.bound) == (best.worth, best.worth), seed
        assert plan in best.plans, seed
        assert worth(portfolio, plan) == best.worth, seed
        assert len(plan.keys() ^ standing) == best.changes, seed
        if seed % 50 == 0:  # the same question has the same answer
            again = solved(portfolio, demand, present=Present(works=standing))
            assert (again.chosen, again.periods) == (found.chosen, found.periods), seed
    assert impossible > 100


def test_a_price_is_that_of_the_best_repair_and_of_the_best_new_set():
    priced = 0
    for seed in range(500):
        random = Random(seed)  # noqa: S311 - made-up portfolios
        portfolio = some(random, random.randint(2, 6), 1)
        keys = frozenset(work.key for work in portfolio.works)
        demand = insisting(random, portfolio)
        standing = frozenset(key for key in keys if random.random() < 0.5)
        price = price_of(Readings(portfolio, portfolio, portfolio), standing, demand)
        again = tried(portfolio, demand, standing)
        if again is None:
            assert in_the_way(portfolio, demand, price.obstacle), seed
            continue
        needed = set(demand.put_in)
        while more := {first for first, then in portfolio.after if then in needed} - needed:
            needed |= more
        kept = tried(portfolio, Demand(demand.put_in, demand.leave_out | (keys - standing - needed)), standing)
        can_be = tried(portfolio, Demand(leave_out=keys - standing), standing)
        assert price.repair is not None
        assert price.replan is not None
        assert kept is not None
        assert can_be is not None  # nothing at all always fits
        assert price.standing.middle == can_be.worth, seed
        assert price.repair.price.middle == can_be.worth - kept.worth, seed
        assert price.replan.price.middle == can_be.worth - again.worth, seed
        assert price.recovered.middle == again.worth - kept.worth >= 0, seed
        assert len(price.repair.displaced) + len(price.repair.pulled_in) == kept.changes, seed
        assert len(price.replan.displaced) + len(price.replan.pulled_in) == again.changes, seed
        assert set(price.repair.displaced) <= standing, seed
        assert set(price.repair.pulled_in) <= needed, seed
        assert set(price.anyway) <= set(price.repair.displaced), seed
        if dict.fromkeys(standing, 0) in can_be.plans:
            assert price.anyway == (), seed
        priced += 1
    assert priced > 250
