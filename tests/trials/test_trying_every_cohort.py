"""Thousands of small wishes: what is chosen, explained, swapped or said to be in the way is what trying all finds."""

import os
from collections.abc import Collection
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest

from parley.roadmap.terms.portfolio import Status
from parley.trials.rules.cohort import cohort_for, swapping_of
from parley.trials.terms.candidates import Candidate
from parley.trials.terms.cohort import (
    Cap,
    Cohort,
    Ground,
    Limit,
    Pins,
    Places,
    Quota,
    Reason,
    Relaxation,
    Variety,
    Wish,
)
from tests.trials.cohorts import (
    ON,
    Chosen,
    all_limits,
    may_be_asked,
    meets,
    sets_of,
    shortfall,
    some,
    wanting,
    worth,
)

pytestmark = pytest.mark.once
PARTS = 4  # so that they run beside each other
MANY = int(os.environ.get("PARLEY_COHORTS", "2000"))  # more of them in a long night: PARLEY_COHORTS=100000


@pytest.mark.parametrize("part", range(PARTS))
def test_a_cohort_is_the_best_of_all_or_it_is_said_what_cannot_be(part):
    impossible = 0
    for seed in range(part, MANY, PARTS):
        random = Random(seed)  # noqa: S311 - made-up clients
        candidates = some(random)
        wish = wanting(random, candidates)
        eligible = [each for each in candidates if may_be_asked(each, wish)]
        found = cohort_for(candidates, wish, ON)
        assert set(found.barred) == {each.key for each in candidates if each not in eligible}, seed
        allowed = [each for each in sets_of(eligible, wish.places) if meets(all_limits(wish), each, wish)]
        if not allowed:
            assert found.status is Status.INFEASIBLE, seed
            assert found.choices == (), seed
            says_what_cannot_be(found, eligible, wish, seed)
            impossible += 1
            continue
        chosen = tuple(each for each in eligible if each.key in found.chosen)
        assert found.status is Status.OPTIMAL, seed
        assert chosen in allowed, seed
        assert found.value == found.bound == worth(chosen, wish) == max(worth(each, wish) for each in allowed), seed
        unspread = replace(wish, quotas=(), varieties=(), most_alike=None)
        free = [each for each in sets_of(eligible, wish.places) if meets(all_limits(unspread), each, wish)]
        assert found.unspread == max(worth(each, wish) for each in free), seed
        explains_truly(found, chosen, eligible, wish, seed)
        if seed % 10 == 0:
            swaps_cost_what_they_cost(found, chosen, candidates, wish, seed)
            random.shuffle(candidates)
            assert replace(cohort_for(candidates, wish, ON), seconds=0) == replace(found, seconds=0), seed
    assert MANY / PARTS / 4 < impossible < MANY / PARTS * 3 / 4


def says_what_cannot_be(found: Cohort, eligible: Collection[Candidate], wish: Wish, seed: int) -> None:
    """Whether each obstacle cannot be met, and without any one of its limits could be; and the least is the least."""
    gone = wish.put_in - {each.key for each in eligible}
    left = replace(wish, put_in=wish.put_in - gone)
    everything = list(sets_of(eligible, len(eligible)))
    pins = [each for each in found.obstacles if isinstance(each.limits[0], Pins) and "cannot be." in each.sentence]
    assert len(pins) == len(gone), seed
    rest = [each for each in found.obstacles if each not in pins]
    assert found.obstacles, seed
    for obstacle in rest:
        assert not any(meets(obstacle.limits, each, left) for each in everything), seed
        for one in obstacle.limits:
            others = [each for each in obstacle.limits if each is not one]
            assert any(meets(others, each, left) for each in everything), seed
        one = obstacle.limits[0]
        if len(obstacle.limits) == 1 and isinstance(one, Places | Quota | Variety):
            least = min(shortfall(one, each, left) for each in everything)
            assert obstacle.there == (one.count if isinstance(one, Places) else one.least) - least, seed
    alone = {each.limits[0] for each in rest if len(each.limits) == 1}
    for limit in all_limits(left):
        cannot = not any(meets([limit], each, left) for each in everything)
        assert cannot == (limit in alone or (isinstance(limit, Pins) and any(isinstance(x, Pins) for x in alone))), seed
    units = min(total(all_limits(left), each, left) for each in everything if len(each) <= wish.places)
    if found.relaxation is None:
        assert not eligible or units >= wish.places, seed
        return
    relaxes_least(found.relaxation, everything, left, units, seed)


def total(limits: Collection[Limit], chosen: Chosen, wish: Wish) -> int:
    return sum(shortfall(limit, chosen, wish) for limit in limits)


def relaxes_least(relaxation: Relaxation, everything: list[Chosen], left: Wish, units: int, seed: int) -> None:
    relaxed = relaxation.wish
    assert any(meets(all_limits(relaxed), each, relaxed) for each in everything), seed
    given = left.places - relaxed.places + len(left.put_in - relaxed.put_in)
    given += sum(each.least for each in left.quotas) - sum(each.least for each in relaxed.quotas)
    given += sum(each.least for each in left.varieties) - sum(each.least for each in relaxed.varieties)
    given += (relaxed.most_alike or 0) - (left.most_alike or 0)
    assert given == units, seed
    more = relaxation.more_places
    others = [each for each in all_limits(left) if not isinstance(each, Places)]
    if relaxed.places == left.places and relaxed.put_in == left.put_in and "put in" not in relaxation.sentence:
        larger = [len(each) for each in everything if len(each) > left.places and meets(others, each, left)]
        assert more == min(larger, default=None), seed


def explains_truly(found: Cohort, chosen: Chosen, eligible: Collection[Candidate], wish: Wish, seed: int) -> None:
    by_key = {each.key: each for each in eligible}
    for choice in found.choices:
        one = by_key[choice.key]
        assert choice.reasons, seed
        for reason in choice.reasons:
            assert is_true(reason, one, chosen, eligible, wish), (seed, reason)


def is_true(reason: Reason, one: Candidate, chosen: Chosen, eligible: Collection[Candidate], wish: Wish) -> bool:
    """Whether the claim of a reason holds, recomputed from the candidates alone."""
    rest = tuple(each for each in chosen if each is not one)
    out = [each for each in eligible if each not in chosen]
    match reason.ground:
        case Ground.PINNED:
            return one.key in wish.put_in
        case Ground.ASKS:
            return reason.number == one.fit.insights and f"in {one.fit.insights} insight" in reason.sentence
        case Ground.NEEDED:
            without = [each for each in eligible if each is not one]
            assert reason.limit
            return not any(meets([reason.limit], each, wish) for each in sets_of(without, len(without)))
        case Ground.SPREADS:
            assert reason.limit
            return meets([reason.limit], chosen, wish) and not meets([reason.limit], rest, wish)
        case Ground.ANSWERS:
            question = next(each for each in wish.questions if each.key == reason.question)
            able = [each for each in chosen if question.key in each.answers]
            others = [each for each in eligible if question.key in each.answers and each is not one]
            says = (
                "only eligible" if not others else "only one chosen" if len(able) == 1 else f"one of {len(able)} chosen"
            )
            short = worth(rest, wish).answers < worth(chosen, wish).answers
            return short and one in able and len(others) == reason.number and says in reason.sentence
        case Ground.FITS:
            return bool(out) and all(each.fit.points <= one.fit.points for each in out)
        case Ground.SWAP:
            sets = {each.key: (*rest, each) for each in out}
            can = {key: each for key, each in sets.items() if is_cohort(each, wish)}
            if reason.swap is None:
                return not can
            cost = worth(chosen, wish).less(worth(can[reason.swap.put_in], wish))
            return reason.swap.cost == cost == min(worth(chosen, wish).less(worth(each, wish)) for each in can.values())
    raise AssertionError(reason)


def is_cohort(chosen: Chosen, wish: Wish) -> bool:
    return len({each.whole for each in chosen}) == len(chosen) and meets(all_limits(wish), chosen, wish)


def swaps_cost_what_they_cost(
    found: Cohort, chosen: Chosen, candidates: list[Candidate], wish: Wish, seed: int
) -> None:
    """Whether every swap costs what counting anew says, the best are the best, and pinning them all says the same."""
    swapping = swapping_of(candidates, found.chosen, wish, ON)
    out = [each for each in candidates if may_be_asked(each, wish) and each not in chosen]
    for one in chosen:
        can = []
        for other in out:
            new = (*(each for each in chosen if each is not one), other)
            swap = swapping.swap(one.key, other.key)
            assert swap.cost == found.value.less(worth(new, wish)), seed
            assert bool(swap.breaks) == (not is_cohort(new, wish)), seed
            assert all(shortfall(each, new, wish) for each in swap.breaks if isinstance(each, Quota | Cap)), seed
            if not swap.breaks:
                can.append(swap.cost)
        best = swapping.best(one.key)
        assert [each.cost for each in best] == sorted(can)[:5], seed
        for swap in best[:1]:
            pinned = frozenset(found.chosen) - {swap.out} | {swap.put_in}
            anew = cohort_for(candidates, replace(wish, put_in=pinned), ON)
            assert found.value.less(anew.value) == swap.cost, seed
            again = cohort_for(candidates, replace(wish, put_in=wish.put_in | {swap.put_in},
                                                   leave_out=wish.leave_out | {swap.out}), ON)  # fmt: skip
            assert again.value >= anew.value, seed  # choosing all anew round a swap recovers, or nothing


def test_the_limits_of_an_obstacle_are_the_fewest():
    seen = 0
    for seed in range(60):
        random = Random(10_000 + seed)  # noqa: S311 - as above
        candidates = some(random)
        wish = replace(wanting(random, candidates), put_in=frozenset())
        found = cohort_for(candidates, wish, ON)
        eligible = [each for each in candidates if may_be_asked(each, wish)]
        for obstacle in found.obstacles:
            if len(obstacle.limits) < 2:
                continue
            seen += 1
            for count in range(1, len(obstacle.limits)):
                for fewer in combinations(obstacle.limits, count):
                    assert any(meets(fewer, each, wish) for each in sets_of(eligible, len(eligible))), seed
    assert seen > 5
