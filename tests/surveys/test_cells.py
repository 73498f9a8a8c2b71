"""Cells are sets of atoms: which there are, what they hold, and what is counted in the whole only."""

from parley.surveys.rules.cells import CUTS, TABLES, WHOLE, Atom, candidates, size_of, table_of, values_of

SIDE_OF = {"Sales": "Business", "Service": "Business", "Engineering": "Product"}
ALMA = Atom("Alpha", "Europe", "Sales")
ANNA = Atom("Alpha", "Asia", "Engineering")
BELA = Atom("Beta", "Europe", "Service")
NONE = Atom("", "Europe", "Engineering")
SIZES = {ALMA: 4, ANNA: 3, BELA: 2, NONE: 1}


def test_a_side_is_that_of_the_function_and_nothing_without_one() -> None:
    assert values_of(ALMA, SIDE_OF)["side"] == "Business"
    assert values_of(Atom("Alpha", "Asia", "Legal"), SIDE_OF)["side"] == ""
    assert values_of(Atom("Alpha", "Asia", ""), {"": "Business"})["side"] == ""


def test_cells_are_the_whole_all_ways_of_one_cut_and_three_crosses() -> None:
    cells = candidates(SIZES, SIDE_OF)
    assert cells[WHOLE] == frozenset(SIZES)
    assert cells[("group", "Alpha"),] == {ALMA, ANNA}
    assert cells[("side", "Business"),] == {ALMA, BELA}
    assert cells[("group", "Alpha"), ("side", "Business")] == {ALMA}
    assert cells[("side", "Product"), ("region", "Europe")] == {NONE}
    assert cells[("group", "Beta"), ("region", "Europe")] == {BELA}
    assert {table_of(cell) for cell in cells} == {(), *TABLES}
    assert not any({"group", "function"} <= set(table_of(cell)) for cell in cells)


def test_cuts_stand_in_one_order_in_every_key() -> None:
    assert all(list(table_of(cell)) == sorted(table_of(cell), key=CUTS.index) for cell in candidates(SIZES, SIDE_OF))


def test_people_without_a_value_are_in_the_whole_and_in_no_cell_of_that_cut() -> None:
    cells = candidates(SIZES, SIDE_OF)
    assert not any(NONE in members for cell, members in cells.items() if "group" in table_of(cell))
    assert NONE in cells[("region", "Europe"),]
    assert size_of(cells[WHOLE], SIZES) == 10
    assert sum(size_of(members, SIZES) for cell, members in cells.items() if table_of(cell) == ("group",)) == 9


def test_cells_come_in_the_same_order_however_atoms_come() -> None:
    assert list(candidates(SIZES, SIDE_OF)) == list(candidates(reversed(SIZES), SIDE_OF))


def test_a_wave_of_nobody_has_only_the_whole() -> None:
    assert candidates({}, SIDE_OF) == {WHOLE: frozenset()}
