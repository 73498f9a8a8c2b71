"""A worker may die at any point, run beside others, or sleep through its lease: nothing is lost, nothing is doubled."""

from pathlib import Path
from typing import Any

import pytest

from tests.own_database import play

pytestmark = [pytest.mark.database]
SCENES = "tests.reactions.scenes"


def must_be_whole(found: dict[str, Any], *, at_least: int) -> None:
    """Everybody was told who should be, once; nothing is left over, and the ledger's chain is whole."""
    assert found["expected"] >= at_least, found
    for what in ("lost", "never meant", "left", "broken links"):
        assert found[what] == 0, found
    assert found["told twice"] == found["parked"] == [], found


def test_a_worker_killed_twenty_times_loses_and_doubles_nothing(own_database: str, tmp_path: Path) -> None:
    found = play(SCENES, "killed", own_database, tmp_path)
    must_be_whole(found, at_least=40)
    assert found["mailed"] == 20, found  # each mail went out, and every repetition bears the same Message-ID


def test_four_workers_on_the_same_work_do_it_once(own_database: str, tmp_path: Path) -> None:
    found = play(SCENES, "together", own_database, tmp_path)
    must_be_whole(found, at_least=20)
    # On a slow machine a lease may pass in the middle of sending: at least once, under the same Message-ID.
    assert found["mails"] >= found["mailed"] == 10, found


def test_a_worker_that_slept_through_its_lease_is_refused(own_database: str, tmp_path: Path) -> None:
    must_be_whole(play(SCENES, "stopped", own_database, tmp_path), at_least=2)
