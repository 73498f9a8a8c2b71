"""Queries built once and asked often: the ORM takes longer to build a visible set than the database to answer it."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import lru_cache, wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar, overload

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesIterable,
    ValuesListIterable,
    get_related_populators,
)

P = ParamSpec("P")
T = TypeVar("T")

MOST_SHAPES = 4_000  # finished queries that a process remembers
BITS = 63  # of the largest number that both databases hold
Value = int | str | date  # what varies from one asking to the next; a datetime is a date
VALUES = {int, str, date, datetime}


def prepared(build: Callable[P, QuerySet[Any, T]]) -> Callable[P, list[T]]:
    """Turn a function that builds a query into one that answers it, and builds it once for each shape of its arguments.

    Numbers, texts, days and moments in the arguments, also inside frozen dataclasses, tuples and sets, become the
    parameters of finished SQL; truths, enums, None, 0, "", which values are equal and how many there are make a shape.
    So `build` may pass values on and ask whether they are equal. It must neither work out others nor ask which is
    larger: pass the outcome as an argument. Most of that, and prefetching, is a TypeError on the first asking.
    """
    shapes = _Shapes(build)

    @wraps(build)
    def ask(*args: P.args, **kwargs: P.kwargs) -> list[T]:
        ready, values = shapes.ready_for(args, kwargs)
        return ready.rows(values)

    return ask


def prepared_one(build: Callable[P, QuerySet[Any, T]]) -> Callable[P, T | None]:
    """Do as `prepared` and give the first of what is found, or None."""
    shapes = _Shapes(build)

    @wraps(build)
    def ask(*args: P.args, **kwargs: P.kwargs) -> T | None:
        ready, values = shapes.ready_for(args, kwargs)
        return next(iter(ready.rows(values)), None)

    return ask


def prepared_pages(build: Callable[P, QuerySet[Any, T]]) -> "Callable[P, Pages[T]]":
    """Do as `prepared`, for a list too long for one page: what is found is asked for part by part."""
    shapes = _Shapes(build)
    counted = _Shapes(lambda *args, **kwargs: build(*args, **kwargs).order_by().values("pk"))

    @wraps(build)
    def ask(*args: P.args, **kwargs: P.kwargs) -> Pages[T]:
        return Pages(*shapes.ready_for(args, kwargs), lambda: counted.ready_for(args, kwargs)[0])

    return ask


class Pages(Sequence[T]):
    """What a prepared query finds, as a paginator takes it: how many there are, and a part of them."""

    def __init__(self, ready: "_Ready", values: "list[Value]", counted: "Callable[[], _Ready]") -> None:
        """Remember what to ask."""
        self._ready, self._values, self._counted = ready, values, counted

    def __len__(self) -> int:
        """Say how many there are. One query."""
        return self._counted().count(self._values)

    def __iter__(self) -> Iterator[T]:
        """Give all of them. One query."""
        return iter(self._ready.rows(self._values))

    @overload
    def __getitem__(self, part: int) -> T: ...
    @overload
    def __getitem__(self, part: slice) -> list[T]: ...
    def __getitem__(self, part: int | slice) -> T | list[T]:
        """Give one of them, or a part from `start` up to `stop`, which must be said. One query. Raises IndexError."""
        if isinstance(part, slice):
            first = part.start or 0
            return self._ready.rows(self._values, first=first, most=part.stop - first)
        found: T = self._ready.rows(self._values, first=part, most=1)[0]
        return found


def padded(keys: Collection[int]) -> tuple[int, ...]:
    """Fill some keys up with keys no row has, to the next power of two: then few shapes serve lists of every length."""
    lack = (1 << (len(keys) - 1).bit_length()) - len(keys) if keys else 0
    return *sorted(keys), *range(-1, -lack - 1, -1)


class _Shapes:
    """What was built of one query, by shape. Of all queries, the shapes asked for longest ago are forgotten first."""

    _known: OrderedDict[Hashable, "_Ready"] = OrderedDict()
    _turn = Lock()

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        """Begin with none."""
        self._build = build

    def ready_for(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> "tuple[_Ready, list[Value]]":
        """Give the finished query for these arguments, and their values in its order."""
        first, values = _begun(args[:1])
        rest = _shape(args[1:], values), _shape(kwargs, values)
        shape = self._build, connections[DEFAULT_DB_ALIAS].vendor, first, rest
        with self._turn:
            ready = self._known.get(shape)
            if ready:
                self._known.move_to_end(shape)
        if ready is None:
            ready = self._finished(args, kwargs, values)
            with self._turn:
                self._known[shape] = ready
                if len(self._known) > MOST_SHAPES:
                    self._known.popitem(last=False)
        return ready, [value for _, value in values]

    def _finished(self, args: Any, kwargs: Any, values: "dict[tuple[type, Value], int]") -> "_Ready":
        built: list[Any] = []
        for mark in (_mark, _mark_the_other_way):
            marks = {key: mark(key[0], place) for key, place in values.items()}
            built += [self._build(*_filled(args, marks), **_filled(kwargs, marks)), list(marks.values())]
        return _Ready(*built)


class _Ready:
    """One finished query. It was built with two sets of marks for values, so that what differs is known to be one."""

    def __init__(
        self, rows: QuerySet[Any, Any], marks: list[Value], again: QuerySet[Any, Any], others: list[Value]
    ) -> None:
        """Compile both, and find the place of every value among the parameters."""
        if rows._prefetch_related_lookups:  # type: ignore[attr-defined]  # noqa: SLF001 - Django has no public name
            raise TypeError("A prepared query cannot prefetch: it is built without its viewer. Prefetch on its rows.")
        compiler = rows.query.get_compiler(using=DEFAULT_DB_ALIAS)
        self._params: list[tuple[int, Any]] = []  # the place of a value and how it is passed on, or -1 and a constant
        (self._sql, params), (same, differing) = _sql_of(compiler), _sql_of(again.query.get_compiler("default"))
        if not self._sql and not same:
            return
        places, again_places = _places(params, marks), _places(differing, others)
        constants = [one == other for place, one, other in zip(places, params, differing, strict=True) if place < 0]
        # Values of a set come in any order, so the two builds need only have the same ones.
        if self._sql != same or sorted(places) != sorted(again_places) or not all(constants):
            raise TypeError("A prepared query works a value out of another. Pass what it works out as an argument.")
        self._params = [
            (place, param if place < 0 else type(param) if isinstance(param, int) else None)
            for place, param in zip(places, params, strict=True)
        ]
        self._read = _reader(rows, compiler)

    def rows(self, values: list[Value], *, first: int = 0, most: int | None = None) -> list[Any]:
        """Ask with these values, for all rows or for some from the `first` (0) on."""
        if not self._sql:
            return []
        part = "" if most is None else f" LIMIT {most:d} OFFSET {first:d}"
        return self._read(self._fetched(self._sql + part, values))

    def count(self, values: list[Value]) -> int:
        """Say how many rows there are with these values."""
        if not self._sql:
            return 0
        return int(self._fetched(f"SELECT COUNT(*) FROM ({self._sql}) AS counted", values)[0][0])  # noqa: S608

    def _fetched(self, sql: str, values: list[Value]) -> list[tuple[Any, ...]]:
        params = [kept if place < 0 else _passed(values[place], kept) for place, kept in self._params]
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(sql, params)
            fetched: list[tuple[Any, ...]] = cursor.fetchall()
        return fetched


Row = Sequence[Any]


def _reader(rows: QuerySet[Any, Any], compiler: Any) -> Callable[[list[tuple[Any, ...]]], list[Any]]:
    """Give what makes a query's rows of what the database gives: objects, tuples, values or dictionaries."""
    made = _maker(rows, compiler)
    columns = [column for column, *_ in compiler.select[: compiler.col_count]]
    conversions = [(at, *each) for at, each in compiler.get_converters(columns).items()]

    def read(fetched: list[tuple[Any, ...]]) -> list[Any]:
        if not conversions:
            return made(fetched)
        connection, rows = connections[DEFAULT_DB_ALIAS], [*map(list, fetched)]
        for row in rows:
            for at, converters, column in conversions:
                value = row[at]
                for convert in converters:
                    value = convert(value, column, connection)
                row[at] = value
        return made(rows)

    return read


def _maker(rows: QuerySet[Any, Any], compiler: Any) -> Callable[[Sequence[Row]], list[Any]]:
    kind = rows._iterable_class  # noqa: SLF001 - see the decision record
    width = compiler.col_count
    if kind is FlatValuesListIterable:
        return lambda fetched: [row[0] for row in fetched]
    if kind is ValuesListIterable:
        return lambda fetched: [
            row if type(row) is tuple and len(row) == width else tuple(row[:width]) for row in fetched
        ]
    if kind is ValuesIterable:
        query = rows.query
        names = [*(query.selected or (*query.extra_select, *query.values_select, *query.annotation_select))]
        return lambda fetched: [dict(zip(names, row, strict=False)) for row in fetched]
    if kind is ModelIterable:
        return _objects(compiler)
    raise TypeError(f"A prepared query does not give {kind.__name__}: give objects, values or tuples of values.")


def _objects(compiler: Any) -> Callable[[Sequence[Row]], list[Any]]:
    """Make objects of rows, as `ModelIterable` does, with what it works out anew each time worked out once."""
    info = compiler.klass_info
    model, first, last = info["model"], info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column.target.attname for column, *_ in compiler.select[first:last]]
    related = get_related_populators(info, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # newer stubs
    annotations = [*(compiler.annotation_col_map or {}).items()]

    def objects(fetched: Sequence[Row]) -> list[Any]:
        found = []
        for row in fetched:
            thing = model.from_db(DEFAULT_DB_ALIAS, names, row[first:last])
            for each in related:
                each.populate(row, thing)
            for name, at in annotations:
                setattr(thing, name, row[at])
            found.append(thing)
        return found

    return objects


def _sql_of(compiler: Any) -> tuple[str, Sequence[Any]]:
    """Write the SQL; it is empty when Django knows that nothing can be found."""
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return "", ()
    return sql, params


def _places(params: Iterable[Any], marks: list[Value]) -> list[int]:
    """Give the number of the value that each parameter is, or -1 for one that is always the same."""
    known = {_passed(mark, None): place for place, mark in enumerate(marks)}
    return [known.get(param, -1) for param in params]


def _passed(value: Value, kind: type | None) -> Any:
    """Give a value as the database is given it."""
    if isinstance(value, datetime):
        return connections[DEFAULT_DB_ALIAS].ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connections[DEFAULT_DB_ALIAS].ops.adapt_datefield_value(value)
    return kind(value) if kind else value


def _begun(first: tuple[Any, ...]) -> tuple[Hashable, dict[tuple[type, Value], int]]:
    """Give the shape of a first argument and its values: mostly the viewer, who asks a dozen times for one page."""
    if first and _fields_of(type(first[0])):
        shape, known = _remembered(first[0])
        return shape, dict(known)
    values: dict[tuple[type, Value], int] = {}
    return _shape(first, values), values


@lru_cache(maxsize=1_000)
def _remembered(thing: Hashable) -> tuple[Hashable, dict[tuple[type, Value], int]]:
    values: dict[tuple[type, Value], int] = {}
    return _shape(thing, values), values


def _shape(thing: Any, values: dict[tuple[type, Value], int]) -> Hashable:
    """Say how a thing is made, with a number for each of its values, and gather these."""
    kind = type(thing)
    if _is_constant(thing):
        return "constant", kind, thing
    if kind in VALUES:
        return "value", kind, values.setdefault((kind, thing), len(values))
    if kind is tuple:
        return tuple([_shape(each, values) for each in thing])
    if kind is frozenset:
        return kind, *[_shape(each, values) for each in sorted(thing)]
    if kind is dict:
        return tuple([(name, _shape(thing[name], values)) for name in sorted(thing)])
    if names := _fields_of(kind):
        return kind, *[_shape(getattr(thing, name), values) for name in names]
    raise TypeError(f"A prepared query is not asked with a {kind.__name__}: pass its key, or a plain value.")


def _is_constant(thing: Any) -> bool:
    """Whether a thing makes the shape. A number neither database can hold: Django answers it without asking them."""
    return (
        thing is None
        or isinstance(thing, (bool, Enum))
        or (type(thing) is str and not thing)
        or (type(thing) is int and (thing == 0 or thing.bit_length() > BITS))
    )


def _filled(thing: Any, marks: dict[tuple[type, Value], Value]) -> Any:
    """Put marks into the places of the values."""
    kind = type(thing)
    if _is_constant(thing):
        return thing
    if kind in VALUES:
        return marks[kind, thing]
    if kind is tuple or kind is frozenset:
        return kind(_filled(each, marks) for each in thing)
    if kind is dict:
        return {key: _filled(each, marks) for key, each in thing.items()}
    return replace(thing, **{name: _filled(getattr(thing, name), marks) for name in _fields_of(kind)})


_FIELDS: dict[type, tuple[str, ...]] = {}


def _fields_of(kind: type) -> tuple[str, ...]:
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(each.name for each in fields(kind)) if is_dataclass(kind) else ()
    return _FIELDS[kind]


def _mark(kind: type, place: int) -> Value:
    """Make a value that stands for no other in any query, and that changes when anything is done to it.

    A number fits the smallest column; blanks, capitals and the signs of LIKE show whether a text was worked on.
    """
    if kind is int:
        return 32_767 - place
    if kind is str:
        return f" %A_\\{place} "
    day = datetime(2150, 1, 1, tzinfo=UTC) - timedelta(days=place)
    return day if kind is datetime else day.date()


def _mark_the_other_way(kind: type, place: int) -> Value:
    """Make another such value; of two that are compared, the other is the larger."""
    if kind is int:
        return 20_000 + place
    if kind is str:
        return f" %B_\\{place} "
    day = datetime(2160, 1, 1, tzinfo=UTC) + timedelta(days=place)
    return day if kind is datetime else day.date()
