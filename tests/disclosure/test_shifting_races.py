"""Two who lend the same weeks of a team at once: one does, the other reads how much is left."""

from pathlib import Path

import pytest

from tests.own_database import play

pytestmark = [pytest.mark.database]


@pytest.mark.parametrize(("race", "lent"), [("lending", 1), ("extending", 2)])
def test_of_two_who_lend_the_same_weeks_at_once_one_does(
    race: str, lent: int, own_database: str, tmp_path: Path
) -> None:
    found = play("tests.disclosure.races", race, own_database, tmp_path)
    assert "team-weeks left to lend" in found["ended"][0], found
    assert (found["ended"][1], found["lent"]) == ("done", lent)
