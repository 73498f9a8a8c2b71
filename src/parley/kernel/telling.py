"""Whether figures of groups of people, published together, let anybody work out a figure of few (RELIABILITY.md R6)."""

from collections.abc import Collection, Iterable

PRIME = (1 << 61) - 1
"""Rows are reckoned modulo this: a combination of few figures that is none over the rationals is none here either."""


def tells_of_few(everybody: Collection[int], shown: Iterable[Collection[int]], fewest: int) -> bool:
    """Whether adding and subtracting figures of `shown` groups and of all gives that of fewer than `fewest` people.

    The cost grows with 2 to the power of how many of the groups are independent, times how many of their crossings
    hold anybody.
    """
    groups = [frozenset(each) for each in shown]
    crossings: dict[tuple[bool, ...], int] = {}
    for person in everybody:
        mark = (True, *(person in group for group in groups))
        crossings[mark] = crossings.get(mark, 0) + 1
    rows = _independent([list(map(int, row)) for row in zip(*crossings, strict=True)])
    sizes = list(crossings.values())
    now = [0] * len(sizes)
    for step in range(1, 1 << len(rows)):
        turned = (step & -step).bit_length() - 1  # Gray code: each step takes one row in or out
        sign = 1 if (step ^ step >> 1) >> turned & 1 else -1
        now = [(one + sign * other) % PRIME for one, other in zip(now, rows[turned], strict=True)]
        if all(each in {0, 1} for each in now) and 0 < sum(map(int.__mul__, now, sizes)) < fewest:
            return True
    return False


def _independent(rows: list[list[int]]) -> list[list[int]]:
    """Reduce rows so that each has a column of its own: a sum of some is 1 there exactly if that row is in it."""
    found: list[list[int]] = []
    column = 0
    while column < len(rows[0] if rows else ()):
        row = next((each for each in rows if each[column]), None)
        if row is None:
            column += 1
            continue
        rows.remove(row)
        inverse = pow(row[column], -1, PRIME)
        row = [each * inverse % PRIME for each in row]
        rows = [_less(each, row, column) for each in rows]
        found = [_less(each, row, column) for each in found] + [row]
        column += 1
    return found


def _less(row: list[int], other: list[int], column: int) -> list[int]:
    factor = row[column]
    return [(one - factor * two) % PRIME for one, two in zip(row, other, strict=True)] if factor else row
