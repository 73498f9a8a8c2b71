"""Which cells a survey may be cut into: sets of atoms, where an atom is one group, region and function together."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from parley.surveys.terms.release import Cell
from parley.surveys.terms.waves import Counted

WHOLE: Cell = ()
CUTS = ("group", "side", "region", "function")
TABLES: tuple[tuple[str, ...], ...] = (
    ("group",),
    ("side",),
    ("region",),
    ("function",),
    ("group", "side"),
    ("side", "region"),
    ("group", "region"),
)


class Atom(NamedTuple):
    """The finest cell there is: an empty value says that its people are counted in the whole only, for that cut."""

    group: str
    region: str
    function: str


def values_of(atom: Atom, side_of: Mapping[str, str]) -> dict[str, str]:
    """Give an atom's value of each cut; its side is its function's, and empty where that has none."""
    return {
        "group": atom.group,
        "side": side_of.get(atom.function, "") if atom.function else "",
        "region": atom.region,
        "function": atom.function,
    }


def candidates(atoms: Iterable[Atom], side_of: Mapping[str, str]) -> dict[Cell, frozenset[Atom]]:
    """Give every cell that could be shown, and the atoms it holds: the whole, four tables one way, three two ways.

    An atom without a value of a cut is in no cell of that cut, crosses included. Sizes may be passed as they are.
    Cells stand in the order of TABLES, and in the order of their values inside each.
    """
    held: dict[Cell, set[Atom]] = {WHOLE: set()}
    tables: dict[tuple[str, ...], dict[Cell, set[Atom]]] = {cuts: {} for cuts in TABLES}
    for atom in atoms:
        pairs = {cut: (cut, value) for cut, value in values_of(atom, side_of).items() if value}
        held[WHOLE].add(atom)
        for cuts, table in tables.items():
            if pairs.keys() >= set(cuts):
                table.setdefault(tuple(pairs[cut] for cut in cuts), set()).add(atom)
    for table in tables.values():
        held.update(sorted(table.items()))
    return {cell: frozenset(members) for cell, members in held.items()}


def table_of(cell: Cell) -> tuple[str, ...]:
    """Give the cuts of the table a cell stands in; none for the whole."""
    return tuple(cut for cut, _ in cell)


def size_of(members: Iterable[Atom], sizes: Mapping[Atom, int]) -> int:
    """Count the people of some atoms; an atom that is not in sizes has nobody."""
    return sum(sizes.get(atom, 0) for atom in members)


def cells_of(where: Counted) -> list[Cell]:
    """Give every cell that somebody is in, the whole among them."""
    values = {"group": where.group, "side": where.side, "region": where.region, "function": where.function}
    tables = (cuts for cuts in TABLES if all(values[cut] for cut in cuts))
    return [WHOLE, *(tuple((cut, values[cut]) for cut in cuts) for cuts in tables)]
