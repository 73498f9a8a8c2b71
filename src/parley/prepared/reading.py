"""Reading the rows of a finished query as Django does, with what it works out at each asking worked out once."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesIterable,
    ValuesListIterable,
    get_related_populators,
)

Row = Sequence[Any]


def reader(rows: QuerySet[Any, Any], compiler: Any) -> Callable[[list[tuple[Any, ...]]], list[Any]]:
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
