"""How arguments of a prepared query are made: their shape, their values, and the marks that stand for these."""

from collections.abc import Hashable
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import lru_cache
from typing import Any

BITS = 63  # of the largest number that both databases hold
Value = int | str | date  # what varies from one asking to the next; a datetime is a date
VALUES = {int, str, date, datetime}
Places = dict[tuple[type, Value], int]  # each value with its number


def begun(first: tuple[Any, ...]) -> tuple[Hashable, Places]:
    """Give the shape of a first argument and its values: mostly the viewer, who asks a dozen times for one page."""
    names = _fields_of(type(first[0])) if first else ()
    if not names:
        values: Places = {}
        return shape(first, values), values
    kinds = tuple([type(getattr(first[0], name)) for name in names])  # equal values of two types have two shapes
    try:
        made, known = _remembered(first[0], kinds)
    except TypeError:  # it holds what nobody can remember: `shape` says which
        known = {}
        made = shape(first[0], known)
    return made, dict(known)


@lru_cache(maxsize=1_000)
def _remembered(thing: Hashable, kinds: tuple[type, ...]) -> tuple[Hashable, Places]:
    del kinds  # they tell things apart that are equal
    values: Places = {}
    return shape(thing, values), values


def shape(thing: Any, values: Places) -> Hashable:
    """Say how a thing is made, with a number for each of its values, and gather these."""
    kind = type(thing)
    if _is_constant(thing):
        return "constant", kind, thing
    if kind in VALUES:
        return "value", kind, values.setdefault((kind, thing), len(values))
    if kind is tuple:
        return tuple([shape(each, values) for each in thing])
    if kind is frozenset:
        return kind, *[shape(each, values) for each in sorted(thing)]
    if kind is dict:
        return tuple([(name, shape(thing[name], values)) for name in sorted(thing)])
    if names := _fields_of(kind):
        return kind, *[shape(getattr(thing, name), values) for name in names]
    raise TypeError(f"A prepared query is not asked with a {kind.__name__}: pass its key, or a plain value.")


def _is_constant(thing: Any) -> bool:
    """Whether a thing makes the shape. A number neither database can hold: Django answers it without asking them."""
    return (
        thing is None
        or isinstance(thing, (bool, Enum))
        or (type(thing) is str and not thing)
        or (type(thing) is int and (thing == 0 or thing.bit_length() > BITS))
    )


def filled(thing: Any, marks: dict[tuple[type, Value], Value]) -> Any:
    """Put marks into the places of the values."""
    kind = type(thing)
    if _is_constant(thing):
        return thing
    if kind in VALUES:
        return marks[kind, thing]
    if kind is tuple or kind is frozenset:
        return kind(filled(each, marks) for each in thing)
    if kind is dict:
        return {key: filled(each, marks) for key, each in thing.items()}
    return replace(thing, **{name: filled(getattr(thing, name), marks) for name in _fields_of(kind)})


_FIELDS: dict[type, tuple[str, ...]] = {}


def _fields_of(kind: type) -> tuple[str, ...]:
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(each.name for each in fields(kind)) if is_dataclass(kind) else ()
    return _FIELDS[kind]


def mark(kind: type, place: int) -> Value:
    """Make a value that stands for no other in any query, and that changes when anything is done to it.

    A number fits the smallest column; blanks, capitals and the signs of LIKE show whether a text was worked on.
    """
    if kind is int:
        return 32_767 - place
    if kind is str:
        return f" %A_\\{place} "
    day = datetime(2150, 1, 1, tzinfo=UTC) - timedelta(days=place)
    return day if kind is datetime else day.date()


def mark_the_other_way(kind: type, place: int) -> Value:
    """Make another such value; of two that are compared, the other is the larger."""
    if kind is int:
        return 20_000 + place
    if kind is str:
        return f" %B_\\{place} "
    day = datetime(2160, 1, 1, tzinfo=UTC) + timedelta(days=place)
    return day if kind is datetime else day.date()
