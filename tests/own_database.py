"""A database of a test's own, and a play in it by a program of its own: for what needs real threads or processes."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def _created(name: str, template: str = "template1") -> Iterator[str]:
    """Give the address of a database on the tests' PostgreSQL, as long as it is wanted."""
    known = connection.settings_dict
    server = {"host": known["HOST"], "user": known["USER"], "dbname": "postgres"}
    with psycopg.connect(**server, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    yield f"postgres://{server['user']}@/{server['host']}/{name}"
    with psycopg.connect(**server, autocommit=True) as admin:
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _migrate(database: str, folder: Path) -> None:
    settings = {"DJANGO_SETTINGS_MODULE": "parley.project.settings", "DATABASE_URL": database, "DATA_DIR": str(folder)}
    command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env={"PATH": os.environ["PATH"]} | settings, timeout=240, check=True)


@pytest.fixture(scope="session")
def tables(django_db_setup: Path | None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give a database with tables and no rows, to be copied: its file, or its name on PostgreSQL, made once."""
    if django_db_setup:
        yield str(django_db_setup)
        return
    folder = tmp_path_factory.mktemp("tables")
    with _created(f"tables_{os.getpid()}") as address:
        _migrate(address, folder)
        yield f"tables_{os.getpid()}"


@pytest.fixture
def own_database(tables: str, tmp_path: Path) -> Iterator[str]:
    """Give the address of a database with no rows, in which nothing else happens."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{shutil.copy(tables, tmp_path / 'own.sqlite3')}"
        return
    with _created(f"own_{os.getpid()}", tables) as address:
        yield address


def play(program: str, scene: str, database: str, folder: Path) -> dict[str, Any]:
    """Let a program play a scene in that database, and give what it found."""
    mails = folder / "mails"
    mails.mkdir()
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "parley.project.settings",
        "DATABASE_URL": database,
        "DATA_DIR": str(folder),
        "MAIL_FOLDER": str(mails),
    }
    played = subprocess.run(
        [sys.executable, "-m", program, scene],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert played.returncode == 0, played.stderr
    found: dict[str, Any] = json.loads(played.stdout)
    return found
