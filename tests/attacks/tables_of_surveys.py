"""What an attacker does with the tables of a survey: subtract, solve, pad, and join what two readers may see.

Written apart from the rule that is attacked, and by other means: a set of atoms is a number whose bits are its atoms,
what follows is found by least squares over real numbers, and then made certain with whole numbers and fractions.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations, product
from typing import Any

import numpy as np
from scipy import linalg

Key = tuple[tuple[str, str], ...]
CUTS = ("group", "side", "region", "function")
CROSSES = (("group", "side"), ("side", "region"), ("group", "region"))
CLOSE = 1e-6


def places(bits: int) -> list[int]:
    """Give the places of the atoms in a set."""
    return [place for place, bit in enumerate(reversed(f"{bits:b}")) if bit == "1"]


@dataclass(frozen=True)
class Survey:
    """One question of a synthetic wave: who was invited and who answered, by group, region and function."""

    answered: Mapping[tuple[str, str, str], int]
    invited: Mapping[tuple[str, str, str], int]
    side_of: Mapping[str, str]
    floor: int = 5

    @cached_property
    def atoms(self) -> list[tuple[str, str, str]]:
        return sorted(atom for atom, n in self.answered.items() if n)

    @cached_property
    def sizes(self) -> list[int]:
        return [self.answered[atom] for atom in self.atoms]

    def values(self, cut: str) -> list[str]:
        return sorted({value for atom in self.invited if (value := self.value(atom, cut))})

    def value(self, atom: tuple[str, str, str], cut: str) -> str:
        return self.side_of.get(atom[2], "") if cut == "side" else atom[("group", "region", "function").index(cut)]

    @cached_property
    def cells(self) -> dict[Key, int]:
        """Give every cell there could be, as the bits of the atoms in which somebody answered."""
        keys: list[Key] = [()]
        for cuts in ((cut,) for cut in CUTS):
            keys += [((cuts[0], value),) for value in self.values(cuts[0])]
        for one, other in CROSSES:
            keys += [((one, a), (other, b)) for a, b in product(self.values(one), self.values(other))]
        return {key: self.bits(key) for key in keys}

    @cached_property
    def masks(self) -> dict[tuple[str, str], int]:
        found: dict[tuple[str, str], int] = {}
        for (place, atom), cut in product(enumerate(self.atoms), CUTS):
            one = cut, self.value(atom, cut)
            found[one] = found.get(one, 0) | 1 << place
        return found

    def bits(self, key: Key) -> int:
        held = (1 << len(self.atoms)) - 1
        for one in key:
            held &= self.masks.get(one, 0)
        return held

    def people(self, bits: int) -> int:
        return sum(self.sizes[place] for place in places(bits))

    def is_few(self, bits: int) -> bool:
        return 0 < self.people(bits) < self.floor

    @cached_property
    def secrets(self) -> set[int]:
        """Give what must not be found: atoms, cells and differences of nested cells with 1 to floor - 1 people."""
        cells = set(self.cells.values())
        found = {1 << place for place in range(len(self.atoms))} | cells
        found |= {outer ^ inner for outer, inner in product(cells, cells) if outer & inner == inner}
        return {bits for bits in found if self.is_few(bits)}

    def vectors(self, sets: Iterable[int]) -> Any:
        """Give one row a set, and 1 in it for each of its atoms."""
        width = -(-len(self.atoms) // 8)
        packed = np.frombuffer(b"".join(bits.to_bytes(width, "little") for bits in sets), np.uint8)
        rows = np.unpackbits(packed.reshape(-1, width), axis=1, bitorder="little")
        return rows[:, : len(self.atoms)].astype(float)


def synthetic(seed: int, *, without: float = 0.02) -> Survey:
    """Make up a survey of 9 groups, 3 regions and 4 roles on two sides with 120 to 280 answers, sizes far from even."""
    chance = random.Random(seed)  # noqa: S311 - the same surveys every time
    cuts = [
        (names, [chance.paretovariate(1.3) for _ in names])
        for names in ([f"Group {n}" for n in range(9)], ["Americas", "Asia", "Europe"], list("EPQS"))
    ]
    wanted, rate = chance.randint(120, 280), chance.uniform(0.5, 0.95)
    answered: Counter[tuple[str, str, str]] = Counter()
    invited: Counter[tuple[str, str, str]] = Counter()
    while answered.total() < wanted:
        group, region, function = (chance.choices(names, weights)[0] for names, weights in cuts)
        atom = ("" if chance.random() < without else group, region, function)
        invited[atom] += 1
        answered[atom] += chance.random() < rate
    return Survey(answered, invited, {"E": "Product", "P": "Product", "Q": "Business", "S": "Business"})


def by_subtraction(survey: Survey, shown: Iterable[Key]) -> set[int]:
    """A1: give every set of 1 to floor - 1 people that one published cell minus another is."""
    cells = {survey.cells[key] for key in shown}
    left = {outer ^ inner for outer, inner in product(cells, cells) if outer & inner == inner}
    return {bits for bits in left if survey.is_few(bits)}


def by_siblings(survey: Survey, shown: Iterable[Key]) -> set[int]:
    """A1 with many: give every few people left of a published cell without the published cells of one table in it."""
    tables: dict[tuple[str, ...], list[int]] = {}
    for key in shown:
        tables.setdefault(tuple(cut for cut, _ in key), []).append(survey.cells[key])
    found = set()
    for outer, inside in product({bits for cells in tables.values() for bits in cells}, tables.values()):
        rest = outer
        for bits in inside:
            rest &= ~bits if bits & outer == bits else rest
        found.add(rest)
    return {bits for bits in found if survey.is_few(bits)}


def by_solving(survey: Survey, shown: Iterable[Key]) -> set[int]:
    """A2: give every secret that is a sum of published cells with any factors, each proved with fractions."""
    known, secrets = sorted({survey.cells[key] for key in shown}), sorted(survey.secrets)
    if not known or not secrets:
        return set()
    off = np.abs(survey.vectors(secrets) @ unseen(survey, known).T).max(axis=1, initial=0.0)
    return proved(survey, known, [secret for secret, far in zip(secrets, off, strict=True) if far < CLOSE])


def follows_from(survey: Survey, shown: Iterable[Key], wanted: int) -> bool:
    """Whether the sum over a set follows from those over published cells."""
    free = unseen(survey, sorted({survey.cells[key] for key in shown}))
    return bool((np.abs(free @ survey.vectors([wanted])[0]) < CLOSE).all())


def unseen(survey: Survey, known: list[int]) -> Any:
    """Give answers, one a row, that could be changed by any amount without changing a published sum."""
    turned, triangle, _ = linalg.qr(survey.vectors(known).T, pivoting=True)
    return turned[:, int((np.abs(np.diag(triangle)) > CLOSE).sum()) :].T


def proved(survey: Survey, known: list[int], near: list[int]) -> set[int]:
    """Give back the sets that look like sums of published cells, having added each of them up exactly.

    That one of them only looked like it would be a fault of the attacker, and is not passed over.
    """
    if not near:
        return set()
    columns = survey.vectors(known).T
    _, triangle, order = linalg.qr(columns, mode="economic", pivoting=True)
    basis = order[: int((np.abs(np.diag(triangle)) > CLOSE).sum())]
    factors, *_ = np.linalg.lstsq(columns[:, basis], survey.vectors(near).T, rcond=None)
    for place, bits in enumerate(near):
        assert is_sum([known[one] for one in basis], bits, factors[:, place])
    return set(near)


def is_sum(known: list[int], wanted: int, factors: Iterable[float]) -> bool:
    """Whether the published sets, with these factors made fractions, add up to the wanted set exactly."""
    added: dict[int, Fraction] = {}
    for factor, bits in zip(factors, known, strict=True):
        if exact := Fraction(float(factor)).limit_denominator(5000):
            for place in places(bits):
                added[place] = added.get(place, Fraction(0)) + exact
    return {place: n for place, n in added.items() if n} == dict.fromkeys(places(wanted), 1)


def by_padding(survey: Survey, shown: Iterable[Key]) -> set[int]:
    """A3: give every secret that comes out of a tracker: a + b - c, or a - b - c, of published cells."""
    chance = random.Random(7)  # noqa: S311 - fingerprints, not secrets
    prints = [chance.getrandbits(64) for _ in survey.atoms]

    def printed(bits: int) -> int:
        return sum(prints[place] for place in places(bits))

    cells = [printed(bits) for bits in {survey.cells[key] for key in shown}]
    pairs = {a + b for a, b in combinations(cells, 2)}
    return {
        secret
        for secret in survey.secrets
        if (value := printed(secret)) and any(value + cell in pairs or cell - value in pairs for cell in cells)
    }


def readers(survey: Survey, shown: Iterable[Key]) -> list[set[Key]]:
    """Give what each reader sees who may see one group, region or side: the whole, and all cells that name it."""
    keys = set(shown)
    mine = [(cut, value) for cut in ("group", "region", "side") for value in survey.values(cut)]
    return [{key for key in keys if not key or one in key} for one in mine]


def by_joining(survey: Survey, shown: Iterable[Key]) -> set[int]:
    """A4: give every secret that two readers find together."""
    return set().union(*(by_solving(survey, one | other) for one, other in combinations(readers(survey, shown), 2)))


def by_guessing_sets(survey: Survey, shown: Iterable[Key]) -> set[int]:
    """A5, stronger than what is asked: give any set of 1 to floor - 1 people, of up to four atoms, that follows.

    A set follows when every answer that changes no published sum leaves its sum as it was: tried with a few random
    ones, and then proved.
    """
    known = sorted({survey.cells[key] for key in shown})
    free = unseen(survey, known)
    traces = free.T @ np.random.default_rng(3).normal(size=(len(free), 3))
    return proved(survey, known, list(_small_sets(survey, traces))) if known else set()


def _small_sets(survey: Survey, traces: Any) -> Iterator[int]:
    sizes = np.array(survey.sizes)
    for count in range(1, survey.floor):
        few = np.flatnonzero(sizes <= survey.floor - count)
        sets = np.array(list(combinations(few, count)), int).reshape(-1, count)
        sets = sets[sizes[sets].sum(axis=1) < survey.floor]
        for found in sets[(np.abs(traces[sets].sum(axis=1)) < CLOSE).all(axis=1)]:
            yield sum(1 << int(place) for place in found)
