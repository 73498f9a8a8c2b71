"""Any few people whose sum follows from what is published, whether or not somebody thought of them beforehand."""

from collections.abc import Sequence

import numpy as np

from parley.surveys.rules.elimination import Span, Vector

SHIFT = 1 << 31


def small_sums(spans: Sequence[Span], people: Sequence[int], floor: int) -> set[tuple[int, ...]]:
    """Give sets of two to four columns with fewer than floor people together whose sum follows.

    With a floor of 5 these are all there are, since every column holds somebody; with 10, sets of five to nine
    columns are not looked for. A set follows when it adds up to zero on the witnesses: so two sums of one or two
    columns that are each other's opposite are met in the middle, which looks through four columns at the price of two.
    """
    sizes = np.array(people, dtype=np.int64)
    few = np.flatnonzero(sizes < floor)
    left, right = np.triu_indices(len(few), k=1)
    pairs = np.stack([few[left], few[right]], axis=1)
    pairs = pairs[sizes[pairs].sum(axis=1) < floor]
    found: set[tuple[int, ...]] = set()
    for span in spans:
        one, two = span.witnesses[few], span.witnesses[pairs].sum(axis=1) % span.prime
        found |= _opposites(one, few[:, None], two, pairs, span.prime)
        found |= _opposites(two, pairs, two, pairs, span.prime)
        found |= _opposites(one, few[:, None], one, few[:, None], span.prime)
    return {columns for columns in found if len(columns) > 1 and sizes[list(columns)].sum() < floor}


def _opposites(left: Vector, left_of: Vector, right: Vector, right_of: Vector, prime: int) -> set[tuple[int, ...]]:
    """Give the columns of each two sums that share none and add up to zero on the first two witnesses."""
    if not len(left) or not len(right):
        return set()
    opposite = (-left) % prime
    wanted, keys = opposite[:, 0] * SHIFT + opposite[:, 1], right[:, 0] * SHIFT + right[:, 1]
    order = np.argsort(keys, kind="stable")
    first, last = (np.searchsorted(keys[order], wanted, side=side) for side in ("left", "right"))
    found = set()
    for place in np.flatnonzero(last > first):
        for other in order[first[place] : last[place]]:
            columns = {*left_of[place].tolist(), *right_of[other].tolist()}
            if len(columns) == left_of.shape[1] + right_of.shape[1]:
                found.add(tuple(sorted(columns)))
    return found
