"""A process that dies while it publishes a decision leaves all of it or nothing, and each mail goes out once."""

from pathlib import Path

import pytest

from parley.commands.soak import SOUND
from parley.commands.soak.publishing import TOGETHER
from tests.own_database import play

pytestmark = [pytest.mark.database]
TIMES = 25


def test_a_decision_is_published_whole_or_not_at_all(own_database: str, tmp_path: Path) -> None:
    found = play("parley.commands.soak.publishing", str(TIMES), own_database, tmp_path)
    assert {what: found[what] for what in SOUND} == SOUND, found
    assert found["published before the death"] + found["not at all"] == TIMES, found
    assert min(found["published before the death"], found["not at all"]) >= 3, found  # deaths of both kinds
    assert found["mails"] > TIMES // TOGETHER, found  # to whoever was credited, and about the corrections
