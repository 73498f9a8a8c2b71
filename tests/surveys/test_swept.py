"""After a wave was sealed and swept, neither the files nor the log of the database hold what was there before."""

from pathlib import Path

import pytest

from tests.own_database import play

pytestmark = [pytest.mark.database]


def test_a_sweep_leaves_no_old_key_receipt_ballot_or_words_on_the_disk(own_database: str, tmp_path: Path) -> None:
    found = play("tests.surveys.scenes_of_sweeping", "swept", own_database, tmp_path)
    for kind in ("receipts", "ballots", "keys", "words where they were"):
        assert found["looked for"][kind] >= 12, found
        assert found["open"][kind] == found["looked for"][kind], found  # the search bites
        assert found["swept"][kind] == 0, found
    assert sum(found["sealed"].values()) > 0, found  # so does the sweep: sealing alone leaves some of it
    assert found["rows"] == {"sheets": 12, "invited": 18, "words": 12, "of another wave": 4}, found
    assert found["waiting"] == ["count_wave"], found


def test_a_sweep_waits_for_whoever_still_reads_what_was_there_before(own_database: str, tmp_path: Path) -> None:
    found = play("tests.surveys.scenes_of_sweeping", "read", own_database, tmp_path)
    assert found["while read"] == ["sweep_wave"], found
    assert found["after"] == ["count_wave"], found
    assert set(found["swept"].values()) == {0}, found


def test_a_sweep_waits_for_whoever_wrote_before_and_has_not_ended(own_database: str, tmp_path: Path) -> None:
    found = play("tests.surveys.scenes_of_sweeping", "wrote", own_database, tmp_path)
    assert found["while read"] == ["sweep_wave"], found
    assert found["after"] == ["count_wave"], found
    assert set(found["swept"].values()) == {0}, found
