"""Whether limits can be met at all: clients that no limit tells apart are one column, however many there are.

A family, a company with its subsidiaries, gives one client at most: those families are alike whose clients stand at the
same regions, segments and sizes, as far as a limit asks for these.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from parley.kernel.solving import Programme, Term, ask
from parley.trials.terms.candidates import Candidate, Dimension
from parley.trials.terms.cohort import Cap, Limit, Pins, Places, Quota, Variety, Wish

Mark = tuple[int | str | None, ...]  # where a client stands in each dimension; None where no limit asks for it
SECONDS = 60  # far more than it takes: a few hundred columns


class Alike(NamedTuple):
    """Families with clients of the same marks; those with a client that was put in stand alone, with that one's key."""

    families: tuple[Mapping[Mark, Candidate], ...]
    put_in: frozenset[int] = frozenset()


@dataclass(slots=True)
class Room:
    """A programme whose columns are of (place in `alike`, mark, key of who was put in), and what may be given up."""

    alike: Sequence[Alike]
    programme: Programme = field(default_factory=Programme)
    columns: dict[tuple[int, Mark, int | None], int] = field(default_factory=dict)
    given: dict[Limit, list[int]] = field(default_factory=dict)


def asked_of(limits: Iterable[Limit]) -> dict[Dimension, frozenset[int | str] | None]:
    """Give the dimensions that limits ask for, and of each the values that count: None for all."""
    found: dict[Dimension, frozenset[int | str] | None] = {}
    for limit in limits:
        match limit:
            case Quota(dimension, value, _):
                known = found.get(dimension, frozenset())
                found[dimension] = None if known is None else known | {value}
            case Variety(dimension, _):
                found[dimension] = None
            case Cap():
                found[Dimension.SEGMENT] = None
    return found


def alike_of(eligible: Iterable[Candidate], wish: Wish) -> list[Alike]:
    """Put families together that no limit of a wish tells apart."""
    asked = asked_of(wish.spread)
    families: dict[int, dict[Mark, Candidate]] = defaultdict(dict)
    put_in: dict[int, list[Candidate]] = defaultdict(list)
    for each in sorted(eligible, key=lambda one: one.key):
        families[each.whole].setdefault(mark_of(each, asked), each)
        if each.key in wish.put_in:
            put_in[each.whole].append(each)
    groups: dict[frozenset[Mark], list[Mapping[Mark, Candidate]]] = defaultdict(list)
    for whole, family in families.items():
        if whole not in put_in:
            groups[frozenset(family)].append(family)
    alone = [Alike((families[whole],), frozenset(each.key for each in pinned)) for whole, pinned in put_in.items()]
    return [*(Alike(tuple(each)) for each in groups.values()), *alone]


def mark_of(candidate: Candidate, asked: Mapping[Dimension, frozenset[int | str] | None]) -> Mark:
    """Say where a client stands, as far as it is asked."""
    found = []
    for dimension in Dimension:
        value = candidate.at(dimension) if dimension in asked else None
        counts = asked.get(dimension)
        found.append(value if counts is None or value in counts else None)
    return tuple(found)


def room_for(alike: Sequence[Alike], limits: Iterable[Limit], marks: Mapping[int, Mark]) -> Room:
    """Write limits down, each of which may be given up; `marks` are of those put in."""
    room = Room(alike)
    for place, each in enumerate(alike):
        many = len(each.families)
        own = [_column(room, place, marks[key], key, 1) for key in sorted(each.put_in)]
        own += [_column(room, place, mark, None, many) for mark in sorted(each.families[0], key=str)]
        room.programme.row(((column, 1.0) for column in own), many)
    for limit in limits:
        _limit(room, limit)
    return room


def _column(room: Room, place: int, mark: Mark, key: int | None, most: int) -> int:
    column = room.programme.column(whole=True, most=most)
    room.columns[place, mark, key] = column
    return column


def _limit(room: Room, limit: Limit) -> None:
    programme = room.programme
    match limit:
        case Places(count):
            everybody = [(column, 1.0) for column in room.columns.values()]
            programme.row(everybody, count)
            programme.row_of_least([*everybody, _given(room, limit, count)], count)
        case Pins():
            for (_, _, key), column in list(room.columns.items()):
                if key is not None:
                    programme.row_of_least([(column, 1.0), _given(room, limit, 1)], 1)
        case Quota(dimension, value, least):
            there = [(column, 1.0) for column in _at(room, dimension).get(value, ())]
            programme.row_of_least([*there, _given(room, limit, least)], least)
        case Variety(dimension, least):
            kinds = []
            for at in _at(room, dimension).values():
                kinds.append((programme.column(whole=True), 1.0))
                programme.row([kinds[-1], *((column, -1.0) for column in at)], 0)
            programme.row_of_least([*kinds, _given(room, limit, least)], least)
        case Cap(most):
            extra = (_given(room, limit, len(room.columns) + sum(len(each.families) for each in room.alike))[0], -1.0)
            for at in _at(room, Dimension.SEGMENT).values():
                programme.row([*((column, 1.0) for column in at), extra], most)


def _given(room: Room, limit: Limit, most: int) -> Term:
    """Add a column for what is given up of a limit, up to so many units."""
    column = room.programme.column(whole=True, most=most, worth=-1)
    room.given.setdefault(limit, []).append(column)
    return column, 1.0


def _at(room: Room, dimension: Dimension) -> dict[int | str, list[int]]:
    """Give the columns of each known value of a dimension, by value in a fixed order."""
    at: dict[int | str, list[int]] = {}
    for (_, mark, _), column in sorted(room.columns.items(), key=lambda item: item[1]):
        value = mark[list(Dimension).index(dimension)]
        if value is not None:
            at.setdefault(value, []).append(column)
    return at


def _columns(room: Room, worth: list[float]) -> list[int]:
    answer = ask(room.programme, worth, seconds=SECONDS)
    if answer.columns is None:
        raise ArithmeticError("Giving up every limit is always possible, and the solver says it is not.")
    return [round(each) for each in answer.columns]


def _dearness(room: Room) -> list[float]:
    """Say what is rather given up, of as many units: what was wished later, then a place, then who was put in."""
    worth = [0.0] * len(room.programme.lower)
    others = [limit for limit in room.given if not isinstance(limit, Places | Pins)]
    for limit, own in room.given.items():
        dear = len(others) - others.index(limit) if limit in others else len(others) + 1 + isinstance(limit, Pins)
        for column in own:
            worth[column] = -float(dear)
    return worth


class Found(NamedTuple):
    """What the least to give up is: units of each limit, and who then has a place, by key."""

    given: dict[Limit, int]
    keys: frozenset[int]
    pins_out: frozenset[int] = frozenset()


class Rooms:
    """Asks of one set of eligible clients, again and again, what of some limits must be given up."""

    def __init__(self, eligible: Collection[Candidate], wish: Wish) -> None:
        """Put together who is alike, once."""
        asked = asked_of(wish.spread)
        self.alike = alike_of(eligible, wish)
        self.marks = {each.key: mark_of(each, asked) for each in eligible if each.key in wish.put_in}
        self.found: dict[tuple[Limit, ...], Found] = {}

    def least(self, limits: Iterable[Limit]) -> Found:
        """Give the least to give up of some limits, so that the rest of them can be met."""
        asked = tuple(limits)
        if asked not in self.found:
            self.found[asked] = self._least(asked)
        return self.found[asked]

    def _least(self, limits: tuple[Limit, ...]) -> Found:
        room = room_for(self.alike, limits, self.marks)
        columns = _columns(room, room.programme.worth)
        if units := sum(columns[column] for own in room.given.values() for column in own):
            room.programme.row([(column, 1.0) for own in room.given.values() for column in own], units)
            columns = _columns(room, _dearness(room))
        given = {limit: sum(columns[column] for column in own) for limit, own in room.given.items()}
        keys: set[int] = set()
        out: set[int] = set()
        left = [list(each.families) for each in room.alike]
        for (place, mark, key), column in room.columns.items():
            if key is not None:
                (keys if columns[column] else out).add(key)
            else:
                keys.update(left[place].pop()[mark].key for _ in range(columns[column]))
        return Found({limit: units for limit, units in given.items() if units}, frozenset(keys), frozenset(out))

    def can(self, limits: Iterable[Limit]) -> bool:
        """Whether some limits can be met together."""
        return not self.least(limits).given

    def more_places(self, limits: Iterable[Limit], places: int) -> int | None:
        """Give the fewest places, more than so many, with which all limits but the places can be met."""
        others = [limit for limit in limits if not isinstance(limit, Places)]
        room = room_for(self.alike, others, self.marks)
        everybody = [(column, 1.0) for column in room.columns.values()]
        room.programme.row_of_least(everybody, places + 1)
        for column in (each for own in room.given.values() for each in own):
            room.programme.upper[column] = 0
        worth = [0.0] * len(room.programme.lower)
        for column in room.columns.values():
            worth[column] = -1.0
        answer = ask(room.programme, worth, seconds=SECONDS)
        if answer.columns is None:
            return None
        return sum(round(answer.columns[column]) for column in room.columns.values())
