"""What published sums let anybody work out: Gaussian elimination modulo a large prime, one published set at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[Any]
PRIMES = (2_147_483_647, 2_147_483_629)
"""The two largest below 2^31: products fit into 64 bits, and both together are as strong as one prime of 2^62."""
WITNESSES = 3
SEED = 20_261_129  # the same every time: a release is computed from sizes alone, never from chance


@dataclass
class Bundle:
    """Many small sets of columns, kept so that a value per column is added up for all of them at once."""

    sets: Sequence[Sequence[int]]
    flat: Vector = field(init=False)
    starts: Vector = field(init=False)

    def __post_init__(self) -> None:
        self.flat = np.array([column for one in self.sets for column in one], dtype=np.int64)
        self.starts = np.cumsum([0, *(len(one) for one in self.sets[:-1])]).astype(np.int64)

    def sums(self, values: Vector) -> Vector:
        """Add up the values of each set's columns; every set has at least one."""
        if not self.sets:
            return np.zeros((0, values.shape[1]), dtype=np.int64)
        added: Vector = np.add.reduceat(values[self.flat], self.starts, axis=0)
        return added


class Span:
    """The sums that follow from the sets published so far, by rational arithmetic carried out modulo a prime.

    Rows are kept in reduced echelon form. Beside them stand three random vectors that every published set adds up to
    zero on ("witnesses"): what follows from the published sets adds up to zero on them too, and what does not follow
    does so with a chance of one in 10^27. Asking is then as cheap as adding a few numbers.
    """

    def __init__(self, width: int, most: int, prime: int) -> None:
        """Start with nothing published, of sets over so many columns, and at most so many of them."""
        self.prime = prime
        self.rows: Vector = np.zeros((most, width), dtype=np.int64)
        self.pivots: list[int] = []
        self.witnesses: Vector = np.random.default_rng(SEED).integers(1, prime, (width, WITNESSES), dtype=np.int64)

    def follows(self, columns: Sequence[int]) -> bool:
        """Whether the sum over these columns follows from what is published."""
        return not self._seen(columns).any()

    def would_follow(self, columns: Sequence[int], bundle: Bundle) -> bool:
        """Whether, were the sum over these columns published, the sum of any set of the bundle would follow.

        It would if it follows already, or if what is left of it is a multiple of what is left of the new set: then all
        three witnesses stand in one proportion.
        """
        new, seen = self._seen(columns), bundle.sums(self.witnesses) % self.prime
        if not new.any():
            return bool((~seen.any(axis=1)).any())
        lead = int(np.flatnonzero(new)[0])
        same = seen * new[lead] % self.prime == seen[:, [lead]] * new % self.prime
        return bool(same.all(axis=1).any())

    def publish(self, columns: Sequence[int]) -> None:
        """Add the sum over these columns to what is published; nothing changes when it follows already."""
        if self.follows(columns):
            return
        row = np.zeros(self.rows.shape[1], dtype=np.int64)
        row[columns] = 1
        known = np.flatnonzero(row[self.pivots]) if self.pivots else np.zeros(0, dtype=np.int64)
        row = (row - self.rows[known].sum(axis=0)) % self.prime
        left = np.flatnonzero(row)
        pivot, count = int(left[0]), len(self.pivots)
        row[left] = row[left] * pow(int(row[pivot]), -1, self.prime) % self.prime
        self._turn(row, left, pivot)
        factors = self.rows[:count, pivot].copy()
        hit = np.flatnonzero(factors)
        corner = np.ix_(hit, left)
        self.rows[corner] = (self.rows[corner] - factors[hit, None] * row[left]) % self.prime
        self.rows[count] = row
        self.pivots.append(pivot)

    def _turn(self, row: Vector, left: Vector, pivot: int) -> None:
        """Turn the witnesses so that the new row, reduced already, adds up to zero on them as the others do."""
        off = (row[left, None] * self.witnesses[left] % self.prime).sum(axis=0) % self.prime
        self.witnesses[pivot] = (self.witnesses[pivot] - off) % self.prime
        factors = self.rows[: len(self.pivots), pivot]
        hit = np.flatnonzero(factors)
        where = np.array(self.pivots, dtype=np.int64)[hit]
        self.witnesses[where] = (self.witnesses[where] + factors[hit, None] * off) % self.prime

    def _seen(self, columns: Sequence[int]) -> Vector:
        added: Vector = self.witnesses[columns].sum(axis=0) % self.prime
        return added
