"""Our cursor writes statements as Django's does, and only once."""

from typing import Any

import pytest
from django.db import connection

from parley.project.sqlite.base import Cursor, _with_signs

pytestmark = pytest.mark.django_db  # not of the tests that run on PostgreSQL too


@pytest.mark.parametrize(
    ("statement", "params", "found"),
    [
        ("SELECT %s || 'a%%b'", ["x"], "xa%b"),
        ("SELECT %s || '%%s'", ["x"], "x%s"),
        ("SELECT %(one)s || %(one)s", {"one": "x"}, "xx"),
        ("SELECT 'a%b'", None, "a%b"),
    ],
)
def test_values_find_their_places(statement: str, params: Any, found: str) -> None:
    for _ in range(2):
        with connection.cursor() as cursor:
            cursor.execute(statement, params)
            assert cursor.fetchone()[0] == found


def test_a_statement_is_written_once() -> None:
    with connection.cursor() as cursor:
        assert isinstance(cursor.cursor, Cursor)
        before = _with_signs.cache_info().misses
        for value in (1, 2, 3):
            cursor.execute("SELECT %s AS written_once", [value])
        cursor.executemany("SELECT %s AS written_once WHERE 0", [])
    assert _with_signs.cache_info().misses <= before + 2
