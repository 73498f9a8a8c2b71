"""What becomes of what is displaced: it slips to the period after, waits longer, or is excluded by what comes in."""

from collections.abc import Collection

from parley.roadmap.rules.portfolio.constraints import closure_of, worth_of
from parley.roadmap.terms.portfolio import Ahead, Portfolio

Pairs = tuple[tuple[int, int], ...]


def barred_by(portfolio: Portfolio, displaced: Collection[int], chosen: Collection[int]) -> Pairs:
    """Give what of the displaced can be done in no period, each with the first of the chosen that excludes it."""
    found: dict[int, int] = {}
    for one, other in sorted((*portfolio.apart, *((other, one) for one, other in portfolio.apart))):
        if one in displaced and other in chosen:
            found.setdefault(one, other)
    return tuple(sorted(found.items()))


def slips_of(
    portfolio: Portfolio, standing: frozenset[int], displaced: Collection[int], chosen: frozenset[int], ahead: Ahead
) -> tuple[int, ...]:
    """Say what of the displaced can be done in the period after, those first whose loss costs most.

    There has to be room for it; what it needs first is done, decided for that period, or slips with it; and nothing
    that is done or decided for that period excludes it. What was decided for it and is chosen now leaves its room.
    """
    cost = {work.key: work for work in portfolio.works}
    there = chosen | ahead.works
    left = dict(ahead.spare)
    for key in chosen & ahead.works & cost.keys():
        left[cost[key].pool] = left.get(cost[key].pool, 0) + cost[key].cost
    whole = worth_of(portfolio, standing)
    lost = {key: whole - worth_of(portfolio, standing - {key}) for key in displaced}
    slipped: set[int] = set()
    for key in sorted(lost, key=lambda each: (-lost[each], each)):
        with_it = closure_of(portfolio, [key]) - there - slipped
        if with_it <= set(displaced) & cost.keys() and _apart(portfolio, with_it, there | slipped):
            room = dict(left)
            for each in with_it:
                room[cost[each].pool] = room.get(cost[each].pool, 0) - cost[each].cost
            if all(room[cost[each].pool] >= 0 for each in with_it):
                left = room
                slipped |= with_it
    return tuple(sorted(slipped))


def _apart(portfolio: Portfolio, new: set[int] | frozenset[int], there: set[int] | frozenset[int]) -> bool:
    """Whether nothing new is excluded by what is there, or by other new."""
    both = new | there
    return not any({one, other} <= both and {one, other} & new for one, other in portfolio.apart)
