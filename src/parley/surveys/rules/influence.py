"""Which figures of influence may be shown, which credits are asked about, and who may answer."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from random import Random
from typing import Protocol, TypeVar

from parley.kernel.refusals import Refused
from parley.surveys.terms.influence import (
    ASKED_AT_MOST,
    ASKED_EACH,
    FLOOR,
    PLACES,
    By,
    Changed,
    Place,
    Said,
    Tally,
)

K = TypeVar("K")
Row = tuple[By, str]  # a row of a table: what it is told apart by, and its value
PRIME = 2**31 - 1  # the product of two numbers below it fits into 64 bits
Size = tuple[int, int]  # contributions or answers, and the people behind them


class Sized(Protocol):
    """What is shown only from five up."""

    @property
    def size(self) -> Size:
        """How many, and by how many people."""


T = TypeVar("T", Tally, Said)


def few(size: Size) -> bool:
    """Whether something is too small to be shown."""
    return min(size) < FLOOR


def gathered(places: Mapping[Place, T], by: By, nothing: T) -> dict[str, T]:
    """Add up what people did by where they are; each is in one place, so people add up too."""
    found: dict[str, T] = {}
    for place, each in places.items():
        value = place.of(by)
        found[value] = found.get(value, nothing) + each
    return found


def hidden_among(parts: Mapping[str, Size], before: Collection[str] = (), *, people_overlap: bool = False) -> set[str]:
    """Say which parts of a whole that is shown are not: the small, and the next smallest while one could be found.

    What is hidden is never one part alone, and together as large as what may be shown. `before` are hidden for another
    reason. With `people_overlap` the same people may be in several parts: then they are counted rather too few.
    """
    hidden = {key for key, size in parts.items() if few(size)} | (set(before) & parts.keys())
    order = sorted(parts.keys() - hidden, key=lambda key: (parts[key][::-1], key))
    while hidden and order and (len(hidden) == 1 or few(_together(parts, hidden, people_overlap=people_overlap))):
        hidden.add(order.pop(0))
    return hidden


def _together(parts: Mapping[str, Size], keys: Iterable[str], *, people_overlap: bool) -> Size:
    sizes = [parts[key] for key in keys]
    people = [size[1] for size in sizes]
    return sum(size[0] for size in sizes), max(people) if people_overlap else sum(people)


def hidden_rows(places: Mapping[Place, Sized]) -> set[Row]:
    """Say which rows of the tables by side, group, region and function are not shown; of too few altogether, all.

    Beside what `hidden_among` hides of each table: functions add up to sides, so that is asked of each side; a row that
    lies wholly within a row of another table, and leaves a few people of it, is not shown beside it; and no small row,
    nor a few people who are in one place, can be worked out from all that is shown, by adding and subtracting it.
    """
    sizes = {place: each.size for place, each in places.items()}
    members: dict[Row, set[Place]] = {}
    for place in sizes:
        for by in PLACES:
            members.setdefault((by, place.of(by)), set()).add(place)
    if few(_sum(sizes, sizes)):
        return set(members)
    hidden: set[Row] = set()
    while True:
        then = hidden | _by_table(sizes, members, hidden)
        then |= _within_another(sizes, members, then)
        then |= worked_out(sizes, members, then)
        if then == hidden:
            return hidden
        hidden = then


def _by_table(sizes: Mapping[Place, Size], members: Mapping[Row, set[Place]], hidden: set[Row]) -> set[Row]:
    found: set[Row] = set()
    for by in (By.SIDE, By.GROUP, By.REGION):
        parts = {row[1]: _sum(sizes, within) for row, within in members.items() if row[0] is by}
        found |= {(by, key) for key in hidden_among(parts, [key for at, key in hidden if at is by])}
    sides = {place.side for place in sizes}
    shown = {side for side in sides if (By.SIDE, side) not in found | hidden}
    for whole in (*({side} for side in shown), sides - shown):  # of sides that are hidden the sum is known, if any
        found |= _functions(whole, sizes, members, hidden)
    return found


def _functions(
    sides: set[str], sizes: Mapping[Place, Size], members: Mapping[Row, set[Place]], hidden: set[Row]
) -> set[Row]:
    """Hide functions of sides that are shown together: of each side one at least, where it is one of several."""
    of = {place.function: place.side for place in sizes if place.side in sides}
    parts = {each: _sum(sizes, members[By.FUNCTION, each]) for each in of}
    before = {key for key in parts if few(parts[key]) or (By.FUNCTION, key) in hidden}
    if len(sides) > 1:
        for side in sides - {of[key] for key in before}:
            before.add(min((key for key in of if of[key] == side), key=lambda key: (parts[key][::-1], key)))
    return {(By.FUNCTION, key) for key in hidden_among(parts, before)}


def _within_another(sizes: Mapping[Place, Size], members: Mapping[Row, set[Place]], hidden: set[Row]) -> set[Row]:
    shown = sorted((row for row in members if row not in hidden), key=lambda row: (_sum(sizes, members[row]), row))
    found: set[Row] = set()
    for row in shown:
        for other in shown:
            if other in found or not members[row] < members[other]:
                continue
            if few(_sum(sizes, members[other] - members[row])):
                found.add(row)
                break
    return found


def worked_out(sizes: Mapping[Place, Size], members: Mapping[Row, set[Place]], hidden: set[Row]) -> set[Row]:
    """Say which rows cannot be shown beside larger ones, as a small row or place would follow from them exactly.

    The rows, largest first, as vectors over places: none is taken in whose span with everybody and those before it
    holds a small one. Gaussian elimination modulo a prime, so that nothing is lost by rounding.
    """
    import numpy as np  # noqa: PLC0415 - so that Parley starts without it

    order = sorted(sizes, key=str)
    rows = {row: np.array([place in within for place in order], dtype=np.int64) for row, within in members.items()}
    small = np.array([few(sizes[place]) for place in order])
    few_rows = [vector for row, vector in rows.items() if few(_sum(sizes, members[row]))]
    left = np.array(few_rows, dtype=np.int64).reshape(-1, len(order))
    told = np.ones((1, len(order)), dtype=np.int64)  # everybody; always in reduced echelon form
    left = (left - left[:, [0]] * told) % PRIME
    pivots, found = [0], set()
    for row in sorted(rows.keys() - hidden, key=lambda row: (_sum(sizes, members[row]), row), reverse=True):
        new = (rows[row] - rows[row][pivots] @ told) % PRIME
        if not new.any():
            continue
        pivot = int(np.flatnonzero(new)[0])
        new = new * pow(int(new[pivot]), -1, PRIME) % PRIME
        then = np.vstack([(told - told[:, [pivot]] * new) % PRIME, new])
        rest = (left - left[:, [pivot]] * new) % PRIME
        alone = then[(then != 0).sum(axis=1) == 1]  # a place is in the span when it is a row of this form by itself
        if not rest.any(axis=1).all() or (alone.any(axis=0) & small).any():
            found.add(row)
            continue
        told, left = then, rest
        pivots.append(pivot)
    return found


def _sum(sizes: Mapping[Place, Size], within: Iterable[Place]) -> Size:
    some = [sizes[place] for place in within]
    return sum(size[0] for size in some), sum(size[1] for size in some)


def drawn(credits: Sequence[tuple[int, int]], random: Random) -> list[int]:  # noqa: A002 - the word of the house
    """Draw which credits are asked about: keys of credits with the keys of their people, in any order.

    Each credit has the same chance, until its person has been drawn or enough people have. The same `random` draws the
    same ones.
    """
    order = sorted(credits)
    random.shuffle(order)
    asked: dict[int, int] = {}
    found: list[int] = []
    for credit, person in order:
        if len(found) == ASKED_AT_MOST:
            break
        if asked.get(person, 0) < ASKED_EACH:
            asked[person] = asked.get(person, 0) + 1
            found.append(credit)
    return sorted(found)


def must_still_answer(*, closes_on: date, today: date, before: Changed | None, answer: Changed) -> None:
    """Raise Refused when a question is closed, or was answered otherwise."""
    if before is not None and before is not answer:
        raise Refused("You answered this already, and it is counted. Say in the conversation what you meant.")
    if today > closes_on:
        raise Refused("The four weeks for this question are over. Say in the conversation whether it was what you "
                      "asked for.")  # fmt: skip
