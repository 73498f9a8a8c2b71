"""A mask is not undone by subtracting the cells beside it from the cell around them."""

from parley.surveys.rules.cells import WHOLE, Atom, candidates
from parley.surveys.rules.unmasking import would_unmask
from parley.surveys.terms.release import Cell

SIZES = {Atom(name, "Europe", ""): n for name, n in {"a": 10, "b": 30, "c": 20}.items()}
CELLS = candidates(SIZES, {})
A, B, C = ((("group", name),) for name in "abc")
EUROPE: Cell = (("region", "Europe"),)


def test_nothing_is_left_out_without_a_mask() -> None:
    assert would_unmask([WHOLE, A, B, C], [], CELLS, SIZES) == set()


def test_the_smallest_sibling_is_left_out_beside_a_masked_cell() -> None:
    assert would_unmask([WHOLE, A, B, C], [A], CELLS, SIZES) == {C}


def test_the_sum_of_two_masked_siblings_does_not_follow_either() -> None:
    assert would_unmask([WHOLE, A, B, C], [A, C], CELLS, SIZES) == {B}


def test_a_cell_of_the_same_people_goes_with_a_masked_one() -> None:
    assert would_unmask([WHOLE, EUROPE], [WHOLE], CELLS, SIZES) == {EUROPE}


def test_a_masked_whole_does_not_follow_from_its_parts() -> None:
    assert would_unmask([WHOLE, A, B, C], [WHOLE], CELLS, SIZES) == {A}


def test_a_masked_cell_is_open_where_a_sibling_is_not_published() -> None:
    assert would_unmask([WHOLE, A, B], [A], CELLS, SIZES) == set()
