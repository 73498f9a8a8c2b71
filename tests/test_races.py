"""Two who do the same, or the opposite, at the same moment: nobody loses what the rules promise."""

from pathlib import Path

import pytest

from tests.own_database import play

pytestmark = [pytest.mark.database]
ONLY = "Refused: Only product operations can do this"


@pytest.mark.parametrize("race", ["administering", "leaving"])
def test_two_administrators_who_end_each_others_rights_leave_one(race: str, own_database: str, tmp_path: Path) -> None:
    found = play("tests.races", race, own_database, tmp_path)
    refused, done = found["ended"]
    assert refused.startswith(ONLY), found
    assert done == "done"
    assert found["left"] == 1


def test_following_twice_at_once_is_following_once(own_database: str, tmp_path: Path) -> None:
    found = play("tests.races", "following", own_database, tmp_path)
    assert found == {"ended": ["done", "done"], "left": 1, "told": ["follows what happens"]}


def test_what_is_said_twice_at_once_is_said_once(own_database: str, tmp_path: Path) -> None:
    found = play("tests.races", "saying", own_database, tmp_path)
    assert found == {"ended": [["done", "done"]] * 2, "said": ["Tokyo needs it.", "So does Osaka."]}


def test_what_two_link_at_once_is_both_counted(own_database: str, tmp_path: Path) -> None:
    found = play("tests.races", "linking", own_database, tmp_path)
    assert found == {"ended": ["done", "done"], "clients": 2}


def test_what_two_keep_for_the_company_at_once_is_kept_once_and_said(own_database: str, tmp_path: Path) -> None:
    found = play("tests.races", "keeping", own_database, tmp_path)
    assert [each[:30] for each in found["words"]] == ["Refused: QBX is in the glossar", "done"]
    assert [each[:30] for each in found["hours"]] == ["Stale: Somebody changed this t", "done"]
    assert (found["days"], found["kept"]) == (["done", "done"], [1, 1])


def test_an_export_is_of_one_moment(own_database: str, tmp_path: Path) -> None:
    found = play("tests.races", "exporting", own_database, tmp_path)
    assert found == {"code": 0, "seen in": []}
