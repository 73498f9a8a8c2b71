"""A worker that is killed while it takes a file in leaves nothing, and the next one begins again: once, and whole."""

from pathlib import Path

import pytest

from tests.own_database import play
from tests.reactions.scene_of_imports import ROWS

pytestmark = [pytest.mark.database]


def test_a_file_comes_in_once_however_often_the_worker_dies(own_database: str, tmp_path: Path) -> None:
    found = play("tests.reactions.scene_of_imports", "killed", own_database, tmp_path)
    assert found["half imported"] == 0, found
    assert (found["insights"], found["indexed"]) == (ROWS, ROWS), found
    assert (found["batches"], found["told"], found["step"]) == (1, 1, "done"), found
    assert (found["parts left"], found["broken links"]) == (0, 0), found
