"""Nobody's answers can be worked out of what a survey publishes, by tables together or by a cell alone.

Every attack is made on weaker rules as well, where it must succeed: so none passes for want of an attacker.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache

import pytest

from parley.kernel.intervals import wilson
from parley.surveys.rules.cells import Atom, candidates
from parley.surveys.rules.release import published, siblings_to_hide, too_small
from parley.surveys.rules.showing import Interval, Shown, masked_range, rate_shown, shown
from parley.surveys.rules.unmasking import would_unmask
from tests.attacks.tables_of_surveys import (
    Key,
    Survey,
    by_guessing_sets,
    by_joining,
    by_padding,
    by_siblings,
    by_solving,
    by_subtraction,
    follows_from,
    synthetic,
)

SURVEYS, AT_ONCE, CONTROLS = 600, 200, 60  # a thousand hold as well, at a minute of processor time
Rule = Callable[[Survey], set[Key]]
Attack = Callable[[Survey, Iterable[Key]], set[int]]


@cache
def survey(seed: int) -> Survey:
    return synthetic(seed)


def ours(one: Survey) -> set[Key]:
    answered, invited = ({Atom(*atom): n for atom, n in sizes.items()} for sizes in (one.answered, one.invited))
    return set(published(answered, invited, one.side_of, one.floor).published)


def five_alone(one: Survey) -> set[Key]:
    return {key for key, bits in one.cells.items() if one.people(bits) >= one.floor}


def next_smallest(one: Survey) -> set[Key]:
    """Do as vendors do: in each table, hide the next smallest until two are hidden, who are enough together."""
    left = five_alone(one)
    for table in {tuple(cut for cut, _ in key) for key in one.cells} - {()}:
        cells = {
            key: n for key, bits in one.cells.items() if tuple(c for c, _ in key) == table and (n := one.people(bits))
        }
        hidden = [n for key, n in cells.items() if key not in left]
        for key in sorted(cells.keys() & left, key=lambda key: (cells[key], key)):
            if not hidden or (len(hidden) > 1 and sum(hidden) >= one.floor):
                break
            left.discard(key)
            hidden.append(cells[key])
    return left


def without_audit(one: Survey) -> set[Key]:
    """Do as we do, R4 and R5, and leave out what asks all tables together."""
    people = {key: one.people(bits) for key, bits in one.cells.items()}
    asked = {
        key: sum(n for atom, n in one.invited.items() if all(one.value(atom, cut) == value for cut, value in key))
        for key in one.cells
    }
    hidden = set(too_small(people, asked, one.floor))
    return one.cells.keys() - hidden - siblings_to_hide(people, asked, hidden, one.floor)


def broken(rule: Rule, attack: Attack, seeds: Iterable[int]) -> int:
    """Count the surveys in which an attack finds out about a few people."""
    return sum(bool(attack(survey(seed), rule(survey(seed)))) for seed in seeds)


@pytest.mark.once
@pytest.mark.parametrize("first", range(0, SURVEYS, AT_ONCE))
def test_hundreds_of_surveys_give_no_few_people_away(first: int) -> None:
    """A1 to A3: pairs subtracted, siblings subtracted, all tables solved together, and trackers with padding."""
    found: Counter[str] = Counter()
    shown_cells = could_be = 0
    for seed in range(first, first + AT_ONCE):
        one = synthetic(seed)
        cells = ours(one)
        shown_cells, could_be = shown_cells + len(cells), could_be + sum(bits > 0 for bits in one.cells.values())
        for attack in (by_subtraction, by_siblings, by_solving, by_padding):
            found[attack.__name__] += bool(attack(one, cells))
    assert not found.total(), found
    assert shown_cells > could_be / 2


@pytest.mark.once
def test_no_set_of_a_few_people_follows_even_if_nobody_thought_of_it() -> None:
    assert broken(ours, by_guessing_sets, range(30)) == 0


@pytest.mark.once
def test_two_readers_together_find_no_more_than_one() -> None:
    """A4: what a reader sees is a part of the one release, so that any two see no more than all of it."""
    assert broken(ours, by_joining, range(6)) == 0


@pytest.mark.once
@pytest.mark.parametrize(
    ("rule", "attack", "least"),
    [
        (five_alone, by_subtraction, 55),
        (five_alone, by_siblings, 55),
        (five_alone, by_solving, 55),
        (five_alone, by_padding, 45),
        (next_smallest, by_subtraction, 55),
        (next_smallest, by_siblings, 55),
        (next_smallest, by_solving, 55),
        (next_smallest, by_padding, 45),
        (without_audit, by_subtraction, 45),
        (without_audit, by_siblings, 45),
        (without_audit, by_solving, 45),
        (without_audit, by_padding, 30),
    ],
)
def test_weaker_rules_are_broken_by_the_same_attacks(rule: Rule, attack: Attack, least: int) -> None:
    number = broken(rule, attack, range(CONTROLS))
    assert number >= least, f"only {number} of {CONTROLS}"


@pytest.mark.once
@pytest.mark.parametrize("attack", [by_joining, by_guessing_sets])
def test_weaker_rules_are_broken_by_two_readers_and_by_guesses(attack: Attack) -> None:
    assert broken(five_alone, attack, range(5)) >= 4


@pytest.mark.once
def test_a_masked_share_is_not_found_by_subtracting_unmasked_ones() -> None:
    """Two thirds agree, more in one group than in another; the sums of all unmasked cells are taken to be known."""
    found_before = found = 0
    for seed in range(40):
        one, chance = synthetic(seed), random.Random(seed)  # noqa: S311 - the same answers every time
        sizes = {Atom(*atom): n for atom, n in one.answered.items()}
        agree = {group: min(0.98, chance.gauss(0.67, 0.12)) for group in (*one.values("group"), "")}
        yes = {atom: sum(chance.random() < agree[atom.group] for _ in range(n)) for atom, n in sizes.items()}
        cells, release = candidates(sizes, one.side_of), ours(one)
        hits = {key: sum(yes[atom] for atom in cells[key]) for key in release}
        masked = {key for key in release if masked_range(hits[key], one.people(one.cells[key]))[2]}
        out = would_unmask(release, masked, cells, sizes)
        assert len(out) <= 3 * len(masked)
        found_before += any(follows_from(one, release - masked, one.cells[key]) for key in masked)
        found += any(follows_from(one, release - masked - out, one.cells[key]) for key in masked)
    assert found_before > 20
    assert not found


Figure = Callable[[int, int, int], object]


def interval(hits: int, of: int, invited: int) -> Interval:
    """Give an interval that closes on the share itself when all invited answered, the worst that could be shown."""
    low, high = wilson(hits, of) or (0.0, 1.0)
    left = (1 - of / invited) ** 0.5
    return hits / of - (hits / of - low) * left, hits / of + (high - hits / of) * left


def as_we_show(hits: int, of: int, invited: int) -> tuple[Shown, float | None]:
    found = shown(hits, of, lambda number: interval(number, of, invited), invited=invited)
    return found, rate_shown(of, invited, 5)


def unrounded(hits: int, of: int, invited: int) -> object:
    return shown(hits, of, lambda number: interval(number, of, invited)).n, hits / of


def masked_at_five_only(hits: int, of: int, invited: int) -> object:
    share = round(hits / of * 20) / 20 if of < 20 else round(hits / of, 2)
    return shown(hits, of, lambda number: interval(number, of, invited)).n, min(max(share, 0.05), 0.95)


def interval_left_open(hits: int, of: int, invited: int) -> object:
    return as_we_show(hits, of, invited), interval(hits, of, invited)


def gives_answers_away(figure: Figure, invited: int) -> set[tuple[int, int]]:
    """Solve every cell of so many invited: give hits and answers of those whose people's answers are certain.

    All whole numbers of hits and answers that look the same are what the reader must hold possible. A person's answer
    is open if it can be yes in one and no in another: if some have neither none nor all, or both none and all occur.
    """
    alike: dict[object, list[tuple[int, int]]] = {}
    for of in range(5, invited + 1):
        for hits in range(of + 1):
            alike.setdefault(figure(hits, of, invited), []).append((hits, of))
    return {
        cell
        for cells in alike.values()
        for cell in cells
        if all(hits == 0 for hits, _ in cells) or all(hits == of for hits, of in cells)
    }


@pytest.mark.once
def test_every_cell_shown_leaves_each_persons_answer_open() -> None:
    """All cells of 5 answers and more among 10 to 60 invited, those where all said the same among them."""
    for invited in (10, 11, 14, 19, 20, 25, 40, 60):
        assert not gives_answers_away(as_we_show, invited)


@pytest.mark.parametrize("figure", [unrounded, interval_left_open])
def test_cells_of_one_mind_are_given_away_by_an_exact_share_or_interval(figure: Figure) -> None:
    for invited in (10, 30):
        alike = {(hits, of) for of in range(5, invited + 1) for hits in (0, of)}
        assert gives_answers_away(figure, invited) == alike


def test_a_mask_at_five_percent_would_hide_nothing_in_small_cells() -> None:
    given = gives_answers_away(masked_at_five_only, 30)
    assert {(0, 5), (5, 5), (0, 9), (9, 9)} <= given
