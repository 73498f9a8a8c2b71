"""The release audit: which cells can be published together, so that no sum over a few people follows from them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from parley.surveys.rules.cells import TABLES, Atom, size_of, table_of
from parley.surveys.rules.elimination import PRIMES, Bundle, Span, Vector
from parley.surveys.rules.small_sums import small_sums
from parley.surveys.terms.release import Cell

Columns = list[int]


@dataclass(frozen=True)
class Nesting:
    """Which candidate lies inside which, over atoms in which somebody answered, and how many people each holds."""

    cells: tuple[Cell, ...]
    members: tuple[frozenset[Atom], ...]
    people: Vector
    within: Vector
    """[outer, inner]: whether the inner cell's people are all in the outer one; a cell lies in itself."""


def nesting_of(cells: Mapping[Cell, frozenset[Atom]], answered: Mapping[Atom, int]) -> Nesting:
    """Compare every candidate with every other; cells may lie in each other by chance, not only by their cuts."""
    atoms = {atom: place for place, atom in enumerate(sorted(atom for atom, n in answered.items() if n > 0))}
    members = tuple(frozenset(atom for atom in held if atom in atoms) for held in cells.values())
    holds: Vector = np.zeros((len(members), len(atoms)), dtype=np.float32)
    for place, held in enumerate(members):
        holds[place, [atoms[atom] for atom in held]] = 1
    people = np.array([size_of(held, answered) for held in members], dtype=np.int64)
    return Nesting(tuple(cells), members, people, holds @ holds.T == holds.sum(axis=1)[None, :])


def protected_sets(nesting: Nesting, answered: Mapping[Atom, int], floor: int) -> set[frozenset[Atom]]:
    """Give every set of 1 to floor - 1 people that must not follow: atoms, candidates, and what nested ones differ in.

    Nobody is in the atoms that are left out, and an attacker is taken to know which those are.
    """
    few = {frozenset([atom]) for atom, n in answered.items() if 0 < n < floor}
    few.update(held for held, n in zip(nesting.members, nesting.people, strict=True) if 0 < n < floor)
    lack = nesting.people[:, None] - nesting.people[None, :]
    for outer, inner in np.argwhere(nesting.within & (lack > 0) & (lack < floor)):
        few.add(nesting.members[outer] - nesting.members[inner])
    return few


class Columnised:
    """Atoms that no offered cell tells apart, as one column each: what is offered cannot tell them apart either."""

    def __init__(self, offered: Mapping[Cell, frozenset[Atom]], answered: Mapping[Atom, int]) -> None:
        """Take the cells that may be published; the others, and empty atoms, make no difference."""
        marks: dict[Atom, list[int]] = {}
        for place, held in enumerate(offered.values()):
            for atom in held:
                if answered.get(atom, 0) > 0:
                    marks.setdefault(atom, []).append(place)
        columns: dict[tuple[int, ...], int] = {}
        self.column = {atom: columns.setdefault(tuple(marks[atom]), len(columns)) for atom in sorted(marks)}
        self.atoms: list[set[Atom]] = [set() for _ in columns]
        for atom, column in self.column.items():
            self.atoms[column].add(atom)

    def of(self, members: Iterable[Atom]) -> Columns:
        """Give the columns that some atoms lie in."""
        return sorted({self.column[atom] for atom in members if atom in self.column})

    def exactly(self, members: frozenset[Atom]) -> Columns:
        """Give the columns these atoms fill; none when they fill one only in part, since then no sum can be theirs."""
        columns = self.of(members)
        return columns if set().union(*(self.atoms[column] for column in columns)) == members else []


class Rests:
    """What is left of each published cell when the published cells of one table inside it are taken away."""

    def __init__(self, nesting: Nesting, floor: int) -> None:
        """Start with nothing published."""
        self.nesting, self.floor = nesting, floor
        self.table = [TABLES.index(cuts) if (cuts := table_of(cell)) else -1 for cell in nesting.cells]
        self.left: Vector = np.repeat(nesting.people[:, None], len(TABLES), axis=1)
        self.published: Vector = np.zeros(len(nesting.cells), dtype=bool)

    def with_one_more(self, place: int) -> tuple[Any, bool]:
        """Give what would be left with this cell published too, and whether some rest would be of too few."""
        left, published = self.left.copy(), self.published.copy()
        published[place] = True
        if self.table[place] >= 0:
            left[self.nesting.within[:, place], self.table[place]] -= self.nesting.people[place]
        few = (left[published] > 0) & (left[published] < self.floor)
        return (left, published), bool(few.any())


def audited(
    cells: Mapping[Cell, frozenset[Atom]], offered: Sequence[Cell], answered: Mapping[Atom, int], floor: int
) -> set[Cell]:
    """Give the offered cells that can be published together, taken in the order they are offered in.

    A cell is left out when, with it, the sum over a protected set would follow from what is published; or when what
    a published cell holds beside its published parts (hidden siblings taken together, people without a value
    included) would be 1 to floor - 1 people. What is chosen is then searched for any other few people whose sum
    follows; they are protected too, and the choice is made anew until there are none. The last two go beyond R6.
    """
    nesting = nesting_of(cells, answered)
    columnised = Columnised({cell: cells[cell] for cell in offered}, answered)
    people = [size_of(atoms, answered) for atoms in columnised.atoms]
    few = protected_sets(nesting, answered, floor)
    protected = {tuple(filled) for one in few if (filled := columnised.exactly(one))}
    protected.update((column,) for column, n in enumerate(people) if n < floor)
    columns = {cell: columnised.of(cells[cell]) for cell in offered}
    while True:
        spans = [Span(len(people), len(offered), prime) for prime in PRIMES]
        published = _published_together(columns, nesting, spans, Bundle(sorted(protected)), floor)
        more = small_sums(spans, people, floor) - protected
        if not more:
            return published
        protected |= more


def _published_together(
    columns: Mapping[Cell, Columns], nesting: Nesting, spans: Sequence[Span], protected: Bundle, floor: int
) -> set[Cell]:
    """Publish one cell after the other where that gives nothing protected away; the spans hold what is published."""
    place_of = {cell: place for place, cell in enumerate(nesting.cells)}
    rests, published = Rests(nesting, floor), set()
    for cell, held in columns.items():
        then, too_few = rests.with_one_more(place_of[cell])
        if too_few or any(span.would_follow(held, protected) for span in spans):
            continue
        rests.left, rests.published = then
        for span in spans:
            span.publish(held)
        published.add(cell)
    return published
