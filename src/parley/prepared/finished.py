"""A finished query: its SQL, the places of its values, and what reads its rows."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

from parley.prepared.reading import reader
from parley.prepared.shapes import Value


class Finished:
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
        pairs = zip(places, params, differing, strict=True)
        constants = [_inside(one) == _inside(other) for place, one, other in pairs if place < 0]
        # Values of a set come in any order, so the two builds need only have the same ones.
        if self._sql != same or sorted(places) != sorted(again_places) or not all(constants):
            raise TypeError("A prepared query works a value out of another. Pass what it works out as an argument.")
        self._params = [
            (place, param if place < 0 else type(param) if isinstance(param, int) else None)
            for place, param in zip(places, params, strict=True)
        ]
        self._read = reader(rows, compiler)

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


def _inside(constant: Any) -> Any:
    """Give what a constant holds: PostgreSQL is given JSON in a wrapper, and no two of those are equal."""
    return getattr(constant, "obj", constant)


def _passed(value: Value, kind: type | None) -> Any:
    """Give a value as the database is given it."""
    if isinstance(value, datetime):
        return connections[DEFAULT_DB_ALIAS].ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connections[DEFAULT_DB_ALIAS].ops.adapt_datefield_value(value)
    return kind(value) if kind else value
