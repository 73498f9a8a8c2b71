"""Figures that are published together let nobody work out a figure of few, however they are added and subtracted."""

import random
from fractions import Fraction
from itertools import combinations

import pytest

from parley.kernel.telling import tells_of_few


def rank(rows: list[list[int]]) -> int:
    left, found = [[Fraction(each) for each in row] for row in rows], 0
    for column in range(len(rows[0])):
        row = next((each for each in left if each[column]), None)
        if row is None:
            continue
        left.remove(row)
        left = [[a - b * each[column] / row[column] for a, b in zip(each, row, strict=True)] for each in left]
        found += 1
    return found


def derivable(everybody: range, shown: list[set[int]], fewest: int) -> bool:
    """Try each set of few people by itself, over the rationals."""
    rows = [[int(person in group) for person in everybody] for group in [set(everybody), *shown]]
    before = rank(rows)
    return any(
        rank([*rows, [int(person in few) for person in everybody]]) == before
        for many in range(1, fewest)
        for few in combinations(everybody, many)
    )


def test_it_agrees_with_trying_each_set_of_few():
    dice, told = random.Random(11), []  # noqa: S311 - the same companies in every run
    for _ in range(150):
        everybody = range(dice.randint(4, 9))
        shown = []
        for _kind in range(dice.randint(1, 3)):
            parts: dict[int, set[int]] = {}
            for person in everybody:
                parts.setdefault(dice.randint(0, 2), set()).add(person)
            shown += [part for part in parts.values() if dice.random() < 0.7]
        told.append(derivable(everybody, shown, 3))
        assert tells_of_few(everybody, shown, 3) is told[-1], shown
    assert {True, False} == set(told)


@pytest.mark.parametrize(
    ("shown", "tells"),
    [([], False), ([range(6)], False), ([range(9), range(6)], True), ([range(4)], True), ([range(11)], True),
     ([range(7), range(7, 14)], True)],
)  # fmt: skip
def test_what_is_left_over_counts_too(shown, tells):
    assert tells_of_few(range(15), shown, 5) is tells


def test_a_whole_company_is_weighed_at_once():
    kinds = [[range(n, 300, many) for n in range(many)] for many in (2, 5, 6)]
    assert not tells_of_few(range(300), [part for parts in kinds for part in parts], 5)
