"""What was made through actions, once more in another test's database: as the same rows, which costs a hundredth."""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

from django.db import connection

from parley.ledger.models import Entry

Made = TypeVar("Made")
Rows = dict[str, list[str]]  # the rows of each table, as one would type them

FRESH = timedelta(minutes=1)  # after which it is made anew: what says "five minutes ago" is to mean it


@dataclass(frozen=True)
class _Kept:
    at: datetime
    made: bytes
    rows: tuple[str, ...]  # the statements that write them


class Again(Generic[Made]):
    """Makes a company through actions in an empty database, and puts its rows, keys and all, into the next ones."""

    def __init__(self, make: Callable[[], Made]) -> None:
        self.make = make
        self.kept: _Kept | None = None

    def __call__(self) -> Made:
        """Give what was made, with rows of its own to change."""
        if Entry.objects.exists():
            return self.make()  # its entries are chained to those that are there
        now = datetime.now(UTC)
        if self.kept is None or abs(now - self.kept.at) > FRESH:
            before = rows_now()
            made = self.make()
            self.kept = _Kept(now, pickle.dumps(made), tuple(_statements(before, rows_now())))
            return made
        with connection.cursor() as cursor:
            for statement in self.kept.rows:
                cursor.execute(statement)
        given: Made = pickle.loads(self.kept.made)  # noqa: S301 - our own
        return given


def rows_now() -> Rows:
    """Give every row there is, in the order of the tables."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f'SELECT * FROM "{table}" LIMIT 0')  # noqa: S608 - the tables' own names
            names = [f'"{column[0]}"' for column in cursor.description]
            literal = "quote({})" if connection.vendor == "sqlite" else "quote_nullable({}::text)"
            columns = " || ', ' || ".join(literal.format(name) for name in names)
            cursor.execute(f'SELECT {columns} FROM "{table}"')  # noqa: S608 - as above
            found[f'"{table}" ({", ".join(names)})'] = [row for (row,) in cursor.fetchall()]
    return found


def _statements(before: Rows, after: Rows) -> list[str]:
    """Give what writes the rows that came; none of those before may have changed."""
    for table, rows in before.items():
        assert set(rows) <= set(after[table]), f"a row of {table} changed: that cannot be done again"
    came = {table: [f"({row})" for row in rows if row not in before[table]] for table, rows in after.items()}
    written = {table: ", ".join(rows) for table, rows in came.items() if rows}
    return [f"INSERT INTO {table} VALUES {rows}" for table, rows in written.items()]  # noqa: S608 - the rows' own texts
