"""A worker may die at any point, run beside others, or sleep through its lease: nothing is lost, nothing is doubled."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.database]


@pytest.fixture
def own_database(tmp_path: Path) -> Iterator[str]:
    """Give the address of an empty database in which nothing else happens."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'own.sqlite3'}"
        return
    server = {"host": connection.settings_dict["HOST"], "user": connection.settings_dict["USER"], "dbname": "postgres"}
    name = f"own_{os.getpid()}"
    with psycopg.connect(**server, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
    yield f"postgres://{server['user']}@/{server['host']}/{name}"
    with psycopg.connect(**server, autocommit=True) as admin:
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def play(scene: str, database: str, folder: Path) -> dict[str, Any]:
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
        [sys.executable, "-m", "tests.reactions.scenes", scene],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert played.returncode == 0, played.stderr
    found: dict[str, Any] = json.loads(played.stdout)
    return found


def must_be_whole(found: dict[str, Any], *, at_least: int) -> None:
    """Everybody was told who should be, once; nothing is left over, and the ledger's chain is whole."""
    assert found["expected"] >= at_least, found
    for what in ("lost", "never meant", "left", "broken links"):
        assert found[what] == 0, found
    assert found["told twice"] == found["parked"] == [], found


def test_a_worker_killed_twenty_times_loses_and_doubles_nothing(own_database: str, tmp_path: Path) -> None:
    found = play("killed", own_database, tmp_path)
    must_be_whole(found, at_least=40)
    assert found["mailed"] == 20, found  # each mail went out, and every repetition bears the same Message-ID


def test_four_workers_on_the_same_work_do_it_once(own_database: str, tmp_path: Path) -> None:
    found = play("together", own_database, tmp_path)
    must_be_whole(found, at_least=20)
    # On a slow machine a lease may pass in the middle of sending: at least once, under the same Message-ID.
    assert found["mails"] >= found["mailed"] == 10, found


def test_a_worker_that_slept_through_its_lease_is_refused(own_database: str, tmp_path: Path) -> None:
    must_be_whole(play("stopped", own_database, tmp_path), at_least=2)
