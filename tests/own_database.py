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
def created(name: str, template: str) -> Iterator[str]:
    """Give the address of a copy of a database on the tests' PostgreSQL, as long as it is wanted."""
    known = connection.settings_dict
    server = {"host": known["HOST"], "user": known["USER"], "dbname": "postgres"}
    with psycopg.connect(**server, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    yield f"postgres://{server['user']}@/{server['host']}/{name}"
    with psycopg.connect(**server, autocommit=True) as admin:
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def own_database(django_db_setup: str, tmp_path: Path) -> Iterator[str]:
    """Give the address of a database with no rows, in which nothing else happens."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{shutil.copy(django_db_setup, tmp_path / 'own.sqlite3')}"
        return
    with created(f"own_{os.getpid()}", django_db_setup) as address:
        yield address


def play(
    program: str, scene: str, database: str, folder: Path, *, timeout: float | None = 240, **more: str
) -> dict[str, Any]:
    """Let a program play a scene in that database, and give what it found; `more` are facts for its environment.

    Without `timeout` it takes as long as it takes: for plays that end by themselves, however slow the machine.
    """
    mails = folder / "mails"
    mails.mkdir()
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "parley.project.settings",
        "DATABASE_URL": database,
        "DATA_DIR": str(folder),
        "MAIL_FOLDER": str(mails),
        **more,
    }
    played = subprocess.run(
        [sys.executable, "-m", program, scene],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=timeout, check=False,
    )  # fmt: skip
    assert played.returncode == 0, played.stderr
    found: dict[str, Any] = json.loads(played.stdout)
    return found
