"""Django's database of SQLite, which remembers each statement with the signs SQLite wants for its values."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

MOST_STATEMENTS = 2_000  # a page asks a dozen of up to 10 kB


class Cursor(base.SQLiteCursorWrapper):
    """A cursor that does not look through a long statement for the places of its values at each asking."""

    def convert_query(self, query: str, *, param_names: Iterable[str] | None = None) -> str:
        """Write a statement with question marks for its values."""
        return _with_signs(query) if param_names is None else super().convert_query(query, param_names=param_names)


@lru_cache(maxsize=MOST_STATEMENTS)
def _with_signs(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose cursors remember."""

    def create_cursor(self, name: str | None = None) -> Any:
        """Give a cursor; SQLite has none with names."""
        del name
        return self.connection.cursor(factory=Cursor)
