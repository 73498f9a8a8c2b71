"""What is shown of random totals never leaves a remainder of one to four people, sides and functions included."""

import random

import pytest

from parley.surveys.rules.past_totals import hidden_of
from parley.surveys.terms.past import Total
from parley.surveys.terms.release import Cell

FLOOR = 5
SIDES = {"sales": "business", "service": "business", "accounts": "business", "design": "product", "code": "product"}


def table(chance: random.Random) -> dict[Cell, Total]:
    """Make totals of functions, their sides and groups of the same people; some of whom are in none of them."""
    sizes = {name: chance.choice((0, 1, 2, 3, 4, 6, 9, 12, 20, 40)) for name in SIDES}
    outside = chance.choice((0, 0, 1, 3, 6, 30))
    whole = sum(sizes.values()) + outside
    cells: dict[Cell, int] = {(): whole}
    cells |= {(("function", name),): size for name, size in sizes.items() if size}
    for side in ("business", "product"):
        cells[(("side", side),)] = sum(size for name, size in sizes.items() if SIDES[name] == side)
    left = whole
    for name in ("a", "b", "c", "d"):
        part = chance.randint(0, left)
        left -= part
        cells[(("group", name),)] = part
    return {cell: Total(line=2, question="q", cell=cell, agree=0, answered=size) for cell, size in cells.items()
            if size or not cell}  # fmt: skip


def remainders(totals: dict[Cell, Total], shown: set[Cell]) -> list[int]:
    """Give what is left of the whole, and of each side, when the shown parts of one cut are taken away."""
    found = []
    for cut in ("group", "function", "side"):
        parts = [totals[cell].answered for cell in shown if cell and cell[0][0] == cut]
        if parts and () in shown:
            found.append(totals[()].answered - sum(parts))
    for side in ("business", "product"):
        inside = [totals[cell].answered for cell in shown if cell and SIDES.get(cell[0][1]) == side]
        if inside and (("side", side),) in shown:
            found.append(totals[(("side", side),)].answered - sum(inside))
    return found


@pytest.mark.parametrize("seed", range(20))
def test_nothing_small_is_left_when_what_is_shown_is_taken_away(seed: int):
    chance = random.Random(seed)  # noqa: S311 - the same tables on every run
    bitten = 0
    for _ in range(25):
        totals = table(chance)
        shown = totals.keys() - hidden_of(totals, SIDES, FLOOR).keys()
        assert all(totals[cell].answered >= FLOOR for cell in shown)
        assert all(totals[cell].answered >= 2 * FLOOR for cell in shown if cell)
        assert not [rest for rest in remainders(totals, shown) if 0 < rest < FLOOR]
        large = {cell for cell, total in totals.items() if total.answered >= FLOOR * (2 if cell else 1)}
        bitten += any(0 < rest < FLOOR for rest in remainders(totals, large))
    assert bitten, "sizes alone would have given some away"
