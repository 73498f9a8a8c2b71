"""What holds for every test: nothing is skipped, the database is the one asked for, and so is the hour of the day."""

import gc
import os
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import connection

from tests.tables import fill_memory, kept_tables, tables_on

pytest_plugins = [
    "tests.no_skips",
    "tests.turns",
    "tests.cast",
    "tests.own_database",
    "tests.mailserver",
    "tests.receiver",
    "tests.slack",
]


def pytest_configure() -> None:
    gc.set_threshold(100_000, 20, 50)  # the ORM makes much that lives for one test: looking for cycles takes a tenth
    engine = settings.DATABASES["default"]["ENGINE"]
    wanted = os.environ.get("PARLEY_TEST_DATABASE", "sqlite")
    if wanted not in engine:
        message = f"The tests were to run on {wanted} but would run on {engine}; please use ./parley test"
        raise pytest.UsageError(message)
    # Pages name their files as they are: what they are called once collected is for the journeys.
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    # As slow as passwords are to be guessed they are to be tried; tests/project/test_settings.py looks at the real one.
    settings.PASSWORD_HASHERS = ["tests.hashing.Quick"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Put the tables where Django is about to make them, so that it finds no migration to do."""
    del django_db_modify_db_settings_parallel_suffix
    if connection.vendor != "sqlite":
        connection.settings_dict["TEST"]["TEMPLATE"] = tables_on(connection.settings_dict)
        yield
        return
    with closing(fill_memory()):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> str:
    """Give the tables as they are before any row, for databases of tests' own: in a file, or on PostgreSQL by name."""
    del django_db_setup
    return str(kept_tables()) if connection.vendor == "sqlite" else tables_on(connection.settings_dict)


def _travelled() -> Iterator[None]:
    """Let it be the moment that PARLEY_TEST_AT says, 23:30 today or 2027-03-28T00:30 (UTC): tests hold at every one."""
    at = os.environ.get("PARLEY_TEST_AT")
    if not at:
        yield
        return
    begins = datetime.fromisoformat(at if "T" in at else f"{datetime.now(UTC):%Y-%m-%d}T{at}").replace(tzinfo=UTC)
    with time_machine.travel(begins, tick=True):
        yield


_moment_of_module = pytest.fixture(_travelled, scope="module", autouse=True)  # when what all its tests share is made
_moment = pytest.fixture(_travelled, autouse=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Leave the totals for `./parley test`, which prints them last."""
    if path := os.environ.get("PARLEY_TEST_TOTALS"):
        stats = terminalreporter.stats
        counts = {word: len(stats.get(word, ())) for word in ("passed", "failed", "error")}
        Path(path).write_text(", ".join(f"{n} {word}" for word, n in counts.items() if n) or "no tests")
