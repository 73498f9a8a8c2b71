"""Two who answer for one client, or end one trial, at the same moment: one answer counts, the trial ends once."""

from pathlib import Path

import pytest

from tests.own_database import play

pytestmark = [pytest.mark.database]


def test_of_two_answers_at_once_one_counts_and_none_is_lost(own_database: str, tmp_path: Path) -> None:
    found = play("tests.trials.feedback_races", "answering", own_database, tmp_path)
    assert found == {"ended": ["done", "done"], "kept": 2, "count": 1, "insights": 2}


def test_what_was_decided_happens_once(own_database: str, tmp_path: Path) -> None:
    found = play("tests.trials.feedback_races", "concluding", own_database, tmp_path)
    assert found == {"ended": ["done", "done"], "closed": 1}
