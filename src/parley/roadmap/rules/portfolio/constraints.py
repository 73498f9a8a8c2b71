"""What a set of works has to keep to, whom it serves, and what stands in the way of a demand."""

from collections.abc import Collection, Iterable

from parley.roadmap.terms.portfolio import Demand, Limit, Need, Obstacle, Portfolio


def closure_of(portfolio: Portfolio, works: Iterable[int]) -> frozenset[int]:
    """Give some works with all that they need first, directly or not."""
    before: dict[int, list[int]] = {}
    for first, then in portfolio.after:
        before.setdefault(then, []).append(first)
    found: set[int] = set()
    ahead = list(works)
    while ahead:
        each = ahead.pop()
        if each not in found:
            found.add(each)
            ahead += before.get(each, ())
    return frozenset(found)


def is_met(need: Need, chosen: Collection[int]) -> bool:
    """Whether a set meets a need; one that wants nothing is met already."""
    if need.one and need.wants:
        return any(want in chosen for want in need.wants)
    return all(want in chosen for want in need.wants)


def served_by(portfolio: Portfolio, chosen: Collection[int]) -> tuple[int, ...]:
    """Give the keys of the needs that a set meets."""
    there = frozenset(chosen)
    return tuple(need.key for need in portfolio.needs if is_met(need, there))


def worth_of(portfolio: Portfolio, chosen: Collection[int]) -> int:
    """Add up what the needs are worth that a set meets."""
    there = frozenset(chosen)
    return sum(need.worth for need in portfolio.needs if is_met(need, there))


def wanted(portfolio: Portfolio, demand: Demand) -> frozenset[int]:
    """Give all that a demand needs done: what is put in, what its needs want all of, and what those need first."""
    serve = [need for need in portfolio.needs if need.key in demand.serve]
    plain = [want for need in serve if not need.one or len(need.wants) == 1 for want in need.wants]
    return closure_of(portfolio, [*demand.put_in, *plain])


def obstacle_of(portfolio: Portfolio, demand: Demand) -> Obstacle | None:
    """Name the constraint that a demand breaks, as far as it is not about one of several wants."""
    needed = wanted(portfolio, demand)
    at_once = needed if portfolio.periods == 1 else wanted(portfolio, Demand(demand.put_in))
    return _lacking(portfolio, demand, needed) or _excluded(portfolio, needed) or _too_much(portfolio, at_once)


def obstacle_of_several(portfolio: Portfolio, demand: Demand) -> Obstacle | None:
    """Name what stands in the way of a demand to meet needs of which one want is enough: of the first want of each."""
    for need in sorted(portfolio.needs):
        if need.key in demand.serve and need.one and need.wants:
            with_it = Demand(demand.put_in | {min(need.wants)}, demand.leave_out, demand.serve)
            if obstacle := obstacle_of(portfolio, with_it):
                return obstacle
    return None


def _lacking(portfolio: Portfolio, demand: Demand, needed: frozenset[int]) -> Obstacle | None:
    gone = (needed - {work.key for work in portfolio.works}) | (needed & demand.leave_out)
    for first, then in sorted(portfolio.after):
        if first in gone and then in needed:
            return Obstacle(Limit.PREREQUISITE, (first, then))
    return Obstacle(Limit.PREREQUISITE, (min(gone), min(gone))) if gone else None


def _excluded(portfolio: Portfolio, needed: frozenset[int]) -> Obstacle | None:
    pairs = sorted(pair for pair in portfolio.apart if needed.issuperset(pair))
    return Obstacle(Limit.EXCLUSION, pairs[0]) if pairs else None


def _too_much(portfolio: Portfolio, needed: frozenset[int]) -> Obstacle | None:
    for room in portfolio.rooms:
        works = [work for work in portfolio.works if work.key in needed and work.pool == room.pool]
        cost = sum(work.cost for work in works)
        if cost > room.periods[0]:
            keys = tuple(sorted(work.key for work in works))
            return Obstacle(Limit.CAPACITY, keys, cost=cost, room=room.periods[0], pool=room.pool)
    return None
