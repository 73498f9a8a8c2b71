"""A hundred people answer a real server at once: nobody meets an error, nobody is lost, and nobody counts twice."""

from pathlib import Path

import pytest

from tests.own_database import play

pytestmark = [pytest.mark.database]
SCENES = "tests.attacks.scenes_of_answering"


def test_a_hundred_people_answer_at_once_without_an_error(own_database: str, tmp_path: Path) -> None:
    found = play(SCENES, "once", own_database, tmp_path)
    assert found["wrong"] == []
    assert (found["sheets"], found["receipts"], found["answered"]) == (100, 100, 100)


def test_two_browsers_of_each_at_the_same_moment_send_one_sheet(own_database: str, tmp_path: Path) -> None:
    """Whoever comes second is told so; what they had is refused with a sentence, and no page breaks."""
    found = play(SCENES, "twice", own_database, tmp_path)
    assert found["wrong"] == []
    assert (found["sheets"], found["answered"]) == (40, 40)
