"""A company that began before its tables were made at once (0050) gets the same ones, by the migrations of before."""

from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from django.db.backends.sqlite3.base import Database

from tests.tables import kept_tables, migrate

BEFORE = Path(__file__).with_name("at_0053.sql")
AIKO = 1  # in it


@pytest.mark.once
def test_a_company_of_long_ago_gets_the_tables_of_a_new_one_and_keeps_its_rows(tmp_path: Path) -> None:
    with closing(Database.connect(tmp_path / "parley.sqlite3")) as company:
        company.executescript(BEFORE.read_text())
        was = counted(company)
        assert len(was) == 14
        migrate(DATA_DIR=str(tmp_path))
        with closing(Database.connect(kept_tables())) as new:
            assert made(company) == made(new)
            assert ran(company) == ran(new)
        assert counted(company) == was
        assert not company.execute("PRAGMA foreign_key_check").fetchall()
        work = company.execute("SELECT task, unique_key, rank, parked FROM parley_pending ORDER BY id")
        assert work.fetchall() == [("react", None, 1, 0), ("gather_letters", f"gather_letters:{AIKO}:7", 1, 0)]


def counted(database: Database.Connection) -> Counter[str]:
    """Count the rows of each of Parley's tables that has any, without the index of words."""
    found = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'parley~_%' ESCAPE '~'")
    names = [name for (name,) in found if not name.startswith("parley_indexed_words")]
    asked = {name: f'SELECT count(*) FROM "{name}"' for name in names}  # noqa: S608 - names of its own tables
    return +Counter({name: database.execute(each).fetchone()[0] for name, each in asked.items()})


def made(database: Database.Connection) -> dict[str, list[str]]:
    """Give what a database is made of: each table with its columns and constraints, each index and each trigger."""
    found = database.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {f"{kind} {name}": parts(sql) if kind == "table" else [" ".join(sql.split())] for kind, name, sql in found}


def parts(table: str) -> list[str]:
    """Give the columns and constraints of a table in the order of the alphabet: theirs says when each was added."""
    deep, found = 0, [""]
    for each in table[table.index("(") + 1 : table.rindex(")")]:
        deep += (each == "(") - (each == ")")
        if each == "," and not deep:
            found.append("")
        else:
            found[-1] += each
    return sorted(each.strip() for each in found)


def ran(database: Database.Connection) -> set[tuple[str, str]]:
    """Give the migrations that need not run any more: those that another stands for are among them."""
    return set(database.execute("SELECT app, name FROM django_migrations"))
