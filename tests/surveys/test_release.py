"""Cells are published by sizes alone: enough answered and invited, never one hidden alone, nothing left to subtract."""

import random
import time
from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest

from parley.surveys.rules.cells import WHOLE, Atom, candidates, size_of
from parley.surveys.rules.elimination import PRIMES, Bundle, Span
from parley.surveys.rules.release import Hidden, hidden_enough, published
from parley.surveys.rules.small_sums import small_sums
from parley.surveys.terms.release import Cell

SIDE_OF = {"Sales": "Business", "Engineering": "Product"}
Sizes = dict[Atom, int]


def dice(seed: int) -> random.Random:
    """Give chance that falls alike in every run."""
    return random.Random(seed)  # noqa: S311 - made-up sizes


def sizes(**groups: int) -> Sizes:
    return {Atom(name, "Europe", "Sales"): n for name, n in groups.items()}


def twice(answered: Sizes) -> Sizes:
    return {atom: 2 * n for atom, n in answered.items()}


def group(name: str) -> Cell:
    return (("group", name),)


def groups_shown(answered: Sizes, invited: Sizes | None = None, floor: int = 5) -> set[str]:
    release = published(answered, invited or twice(answered), SIDE_OF, floor)
    return {cell[0][1] for cell in release.published if len(cell) == 1 and cell[0][0] == "group"}


def test_a_cell_needs_answers_and_twice_as_many_invited() -> None:
    answered, asked = sizes(a=5, b=5, c=4, d=30, e=31), sizes(a=9, b=10, c=40, d=60, e=60)
    release = published(answered, asked, SIDE_OF, 5)
    assert release.hidden[group("a")] is Hidden.FEW_INVITED
    assert release.hidden[group("c")] is Hidden.FEW_ANSWERED
    assert groups_shown(answered, asked) == {"b", "d", "e"}
    assert not groups_shown(sizes(a=9, b=9), floor=10)


def test_the_whole_needs_answers_only() -> None:
    assert published(sizes(a=5), sizes(a=6), SIDE_OF, 5).published == {WHOLE}
    assert published(sizes(a=4), sizes(a=60), SIDE_OF, 5).hidden[WHOLE] is Hidden.FEW_ANSWERED
    assert published({}, {}, SIDE_OF, 5).published == frozenset()


def test_one_hidden_cell_takes_the_next_smallest_with_it_and_ties_go_by_name() -> None:
    release = published(sizes(a=9, b=4, d=8, c=8), sizes(a=20, b=20, c=20, d=20), SIDE_OF, 5)
    assert groups_shown(sizes(a=9, b=4, d=8, c=8)) == {"a", "d"}
    assert release.hidden[group("c")] is Hidden.GIVES_AWAY
    assert release.hidden[group("b")] is Hidden.FEW_ANSWERED


def test_hidden_cells_that_hold_too_few_together_take_one_more() -> None:
    assert groups_shown(sizes(a=9, b=1, c=2, d=8)) == {"a"}
    assert groups_shown(sizes(a=9, b=1, c=4, d=8)) == {"a", "d"}


def test_an_empty_cell_hides_nobody_and_needs_no_company() -> None:
    assert groups_shown(sizes(a=9, b=0, d=8), sizes(a=20, b=20, d=20)) == {"a", "d"}
    assert groups_shown(sizes(a=9, b=0, c=3, d=8), sizes(a=20, b=20, c=9, d=20)) == {"a"}


def test_people_without_a_value_are_guarded_as_a_hidden_cell_is() -> None:
    few = {**sizes(a=9, b=8, c=7), Atom("", "Europe", "Sales"): 2}
    assert groups_shown(few) == {"a", "b"}
    many = {**sizes(a=9, b=8, c=7), Atom("", "Europe", "Sales"): 12}
    assert groups_shown(many) == {"a", "b", "c"}


def test_a_part_is_not_shown_where_a_few_are_left_of_the_cell_around_it() -> None:
    answered = {
        Atom("a", "Europe", "Sales"): 10,
        Atom("a", "Asia", "Sales"): 2,
        Atom("b", "Europe", "Sales"): 20,
        Atom("b", "Asia", "Sales"): 20,
    }
    release = published(answered, twice(answered), SIDE_OF, 5)
    assert {group("a"), group("b")} <= release.published
    assert release.hidden[("group", "a"), ("region", "Europe")] is Hidden.GIVES_AWAY
    assert release.hidden[("group", "b"), ("region", "Europe")] is Hidden.GIVES_AWAY


def test_the_order_in_which_sizes_come_makes_no_difference() -> None:
    answered, invited = random_sizes(dice(5), 60)
    backwards = dict(reversed(answered.items())), dict(reversed(invited.items()))
    assert published(answered, invited, SIDE_OF, 5) == published(*backwards, SIDE_OF, 5)


def test_every_candidate_is_published_or_says_why_not() -> None:
    answered, invited = random_sizes(dice(6), 60)
    release = published(answered, invited, SIDE_OF, 5)
    assert release.published | release.hidden.keys() == candidates(invited, SIDE_OF).keys()
    assert not release.published & release.hidden.keys()


def test_ten_thousand_tables_never_hide_one_cell_alone_or_too_few() -> None:
    """R5, asked as an attacker would: what is left of the total is nobody, or floor people in two cells."""
    chance = dice(11)
    for _ in range(10_000):
        floor = chance.choice([5, 10])
        table = {group(str(n)): min(int(chance.paretovariate(0.6)) - 1, 300) for n in range(chance.randint(1, 12))}
        rest = chance.choice([0, 0, chance.randint(0, 30)])
        alone = rest >= floor and chance.random() < 0.5
        small = {cell for cell, n in table.items() if n < floor or chance.random() < 0.1}
        hides = hidden_enough(table, small, rest, floor, rest_may_stand_alone=alone)
        held = [table[cell] for cell in hides if table[cell]] + [rest] * (rest > 0)
        assert small <= hides
        fine = not held or (len(held) >= 2 and sum(held) >= floor) or (alone and held == [rest])
        assert fine or hides == table.keys(), (table, rest, hides)
        more = sorted((n, cell) for cell, n in table.items() if cell in hides - small)
        assert all(pair <= (table[cell], cell) for cell in table.keys() - hides for pair in more[-1:])


def random_sizes(chance: random.Random, people: int) -> tuple[Sizes, Sizes]:
    answered: Sizes = {}
    invited: Sizes = {}
    for _ in range(people):
        atom = Atom(chance.choice(["a", "b", "c", ""]), chance.choice(["Asia", "Europe"]), chance.choice([*SIDE_OF]))
        invited[atom] = invited.get(atom, 0) + 1
        answered[atom] = answered.get(atom, 0) + (chance.random() < 0.7)
    return answered, invited


def rank(rows: list[list[int]]) -> int:
    left, found = [[Fraction(one) for one in row] for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        lead = next((row for row in left[found:] if row[column]), None)
        if lead is None:
            continue
        left.remove(lead)
        left.insert(found, lead)
        for place in range(found + 1, len(left)):
            factor = left[place][column] / lead[column]
            left[place] = [a - factor * b for a, b in zip(left[place], lead, strict=True)]
        found += 1
    return found


def as_row(columns: tuple[int, ...], width: int) -> list[int]:
    return [int(place in columns) for place in range(width)]


@pytest.mark.parametrize("prime", PRIMES)
def test_elimination_modulo_a_prime_agrees_with_fractions(prime: int) -> None:
    chance, asked = dice(prime), {True: 0, False: 0}
    for _ in range(15):
        width = chance.randint(3, 8)
        sets = [tuple(c for c in range(width) if chance.random() < 0.5) or (0,) for _ in range(chance.randint(1, 7))]
        every = [one for count in (1, 2) for one in combinations(range(width), count)]
        span, rows = Span(width, len(sets), prime), list[list[int]]()
        for columns in sets:
            after = [*rows, as_row(columns, width)]
            for one in every:
                follows = rank([*after, as_row(one, width)]) == rank(after)
                assert span.would_follow(list(columns), Bundle([one])) is follows
                asked[follows] += 1
            span.publish(list(columns))
            rows = after
            for one in every:
                assert span.follows(list(one)) is (rank([*rows, as_row(one, width)]) == rank(rows))
            sums = (np.array(rows) @ span.witnesses) % prime
            assert not sums.any()
    assert min(asked.values()) > 60


def test_any_few_people_whose_sum_follows_are_found() -> None:
    chance, found = dice(4), 0
    for _ in range(60):
        width = chance.randint(4, 9)
        people = [chance.choice([1, 1, 2, 3, 7]) for _ in range(width)]
        spans = [Span(width, 6, prime) for prime in PRIMES]
        for _ in range(6):
            columns = [c for c in range(width) if chance.random() < 0.6] or [0]
            for span in spans:
                span.publish(columns)
        expected = {
            one
            for count in (2, 3, 4)
            for one in combinations(range(width), count)
            if sum(people[c] for c in one) < 5 and spans[0].follows(list(one))
        }
        assert small_sums(spans, people, 5) == expected
        found += len(expected)
    assert found > 50


def company(chance: random.Random, people: int, *counts: int) -> tuple[Sizes, Sizes, Mapping[str, str]]:
    names = [[f"{cut} {n}" for n in range(count)] for cut, count in zip(("g", "r", "f"), counts, strict=True)]
    weights = [[chance.paretovariate(2) for _ in one] for one in names]
    answered: Sizes = {}
    invited: Sizes = {}
    for _ in range(people):
        atom = Atom(*(chance.choices(one, each)[0] for one, each in zip(names, weights, strict=True)))
        invited[atom] = invited.get(atom, 0) + 1
        answered[atom] = answered.get(atom, 0) + (chance.random() < 0.5)
    return answered, invited, {name: f"s {place % 2}" for place, name in enumerate(names[2])}


@pytest.mark.once
@pytest.mark.parametrize(("people", "counts", "within"), [(340, (9, 4, 8), 1), (50_000, (60, 6, 10), 60)])
def test_a_release_is_computed_while_one_waits(people: int, counts: tuple[int, ...], within: int) -> None:
    answered, invited, side_of = company(dice(1), people, *counts)
    begun = time.process_time()
    release = published(answered, invited, side_of, 5)
    assert time.process_time() - begun < within
    cells = candidates(invited, side_of)
    assert len(release.published) > len(cells) / 3
    assert all(size_of(cells[cell], answered) >= 5 for cell in release.published)
