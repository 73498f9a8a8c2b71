"""The choice itself, as a programme in whole numbers: one column a candidate, sums that are made largest in turn.

maximise in turn     sum of weight(q) y(q),  sum of fit(c) x(c),  sum of waited(c) x(c)
    places           sum of x = k            a family      sum of x over it <= 1
    quota            sum of x over it >= n   cap           sum of x over a segment <= most
    variety          sum of z(v) >= m,  z(v) <= sum of x over v
    question         y(q) <= wanted(q),  y(q) <= sum of x over who can answer it
Source: METHODS.md (i); the questions are maximum coverage with a requirement, Nemhauser, Wolsey and Fisher 1978.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from parley.kernel.sifting import largest_in_turn
from parley.kernel.solving import Programme
from parley.roadmap.terms.portfolio import Status
from parley.trials.rules.cohort.limits import breaks, limits_of, value_of, waited
from parley.trials.rules.cohort.rooms import asked_of
from parley.trials.terms.candidates import Candidate, Dimension
from parley.trials.terms.cohort import NOTHING, Cap, Quota, Value, Variety, Wish


class Chosen(NamedTuple):
    """Who was chosen, best fit first, what that is worth, and above which nothing is."""

    status: Status
    candidates: tuple[Candidate, ...] = ()
    value: Value = NOTHING
    bound: Value = NOTHING


@dataclass(frozen=True, slots=True)
class Choosing:
    """A programme with the candidates its first columns are of, in their order, and what is to be largest in turn."""

    programme: Programme
    candidates: Sequence[Candidate]
    worths: list[list[float]] = field(default_factory=list)


def best_of(
    eligible: Iterable[Candidate], wish: Wish, on: date, *, seconds: float, first: Collection[int] = ()
) -> Chosen:
    """Choose among who is eligible. `first`: keys to begin with, which speeds it up and changes nothing."""
    asked = choosing_of(eligible, wish, on)
    begin = {place for place, each in enumerate(asked.candidates) if each.key in first}
    begin |= leaders(asked.candidates, wish)
    begin |= set(range(len(asked.candidates), len(asked.programme.lower)))
    found = largest_in_turn(asked.programme, asked.worths, begin, seconds=seconds)
    if found.columns is None:
        return Chosen(Status.INFEASIBLE if found.impossible else Status.STOPPED)
    chosen = [each for each, column in zip(asked.candidates, found.columns, strict=False) if column > 0.5]
    _verify(chosen, wish)
    value = value_of(chosen, wish, on)
    bound = max(Value(*found.bounds), value)
    proven = found.proven and value == found.sums
    status = Status.OPTIMAL if proven else Status.STOPPED
    return Chosen(status, tuple(sorted(chosen, key=lambda each: rank(each, on))), value, bound)


def rank(candidate: Candidate, on: date) -> tuple[int, int, str, int]:
    """Order candidates: best fit first, of those who was asked longest ago, of those by name."""
    return -candidate.fit.points, -waited(candidate, on), candidate.name, candidate.key


def choosing_of(eligible: Iterable[Candidate], wish: Wish, on: date) -> Choosing:
    """Write it down, in the order of `rank`, so that the same question is asked in the same words."""
    candidates = sorted(eligible, key=lambda each: rank(each, on))
    programme = Programme()
    for each in candidates:
        column = programme.column(whole=True)
        programme.lower[column] = float(each.key in wish.put_in)
    _places(programme, candidates, wish)
    _spread(programme, candidates, wish)
    answered = _questions(programme, candidates, wish)
    rest = [0.0] * (len(programme.lower) - len(candidates))
    return Choosing(programme, candidates, [
        [float(answered.get(column, 0)) for column in range(len(programme.lower))],
        [*(float(each.fit.points) for each in candidates), *rest],
        [*(float(waited(each, on)) for each in candidates), *rest],
    ])  # fmt: skip


def _places(programme: Programme, candidates: Sequence[Candidate], wish: Wish) -> None:
    everybody = [(place, 1.0) for place in range(len(candidates))]
    programme.row(everybody, wish.places)
    programme.row_of_least(everybody, wish.places)
    families: dict[int, list[int]] = defaultdict(list)
    for place, each in enumerate(candidates):
        families[each.whole].append(place)
    for places in families.values():
        if len(places) > 1:
            programme.row(((place, 1.0) for place in places), 1)


def _spread(programme: Programme, candidates: Sequence[Candidate], wish: Wish) -> None:
    places: dict[Dimension, dict[int | str, list[int]]] = {dimension: defaultdict(list) for dimension in Dimension}
    for dimension, at in places.items():
        for place, each in enumerate(candidates):
            if (value := each.at(dimension)) is not None:
                at[value].append(place)
    for limit in wish.spread:
        match limit:
            case Quota(dimension, value, least):
                programme.row_of_least(((place, 1.0) for place in places[dimension].get(value, ())), least)
            case Variety(dimension, least):
                kinds = []
                for alike in places[dimension].values():
                    kinds.append(programme.column(whole=True))
                    programme.row([(kinds[-1], 1.0), *((place, -1.0) for place in alike)], 0)
                programme.row_of_least(((column, 1.0) for column in kinds), least)
            case Cap(most):
                for alike in places[Dimension.SEGMENT].values():
                    programme.row(((place, 1.0) for place in alike), most)


def _questions(programme: Programme, candidates: Sequence[Candidate], wish: Wish) -> dict[int, int]:
    """Add a column for each question, and give the weight of each."""
    weights = {}
    for question in wish.questions:
        column = programme.column(whole=False, most=question.wanted)
        weights[column] = question.weight
        able = [place for place, each in enumerate(candidates) if question.key in each.answers]
        programme.row([(column, 1.0), *((place, -1.0) for place in able)], 0)
    return weights


def leaders(candidates: Sequence[Candidate], wish: Wish) -> set[int]:
    """Give the places of the first few by rank, of all, and of each kind and question that the wish asks for."""
    dimensions, questions = tuple(asked_of(wish.spread)), {each.key for each in wish.questions}
    room: dict[Hashable, int] = defaultdict(lambda: wish.places)
    found = set(range(min(wish.places, len(candidates))))
    for place, each in enumerate(candidates):
        marks = [*(each.answers & questions), *((dimension, each.at(dimension)) for dimension in dimensions)]
        for mark in marks:
            if room[mark]:
                room[mark] -= 1
                found.add(place)
        if each.key in wish.put_in:
            found.add(place)
    return found


def _verify(chosen: Sequence[Candidate], wish: Wish) -> None:
    """Ask each limit again in whole numbers: nobody is shown a cohort that breaks one."""
    broken = breaks(chosen, limits_of(wish))
    families = len({each.whole for each in chosen})
    if broken or families < len(chosen) or not wish.put_in <= {each.key for each in chosen}:
        raise ArithmeticError("The solver’s cohort breaks a limit once it is read in whole numbers.")
