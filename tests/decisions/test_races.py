"""Two who settle, publish, supersede or change a decision at once: one wins, the other sees what happened."""

from pathlib import Path

import pytest

from tests.own_database import play

pytestmark = [pytest.mark.database]
CHANGED = "Stale: The decision was changed while you were reading"


def test_of_two_who_settle_at_once_one_does(own_database: str, tmp_path: Path) -> None:
    found = play("tests.decisions.races", "settling", own_database, tmp_path)
    assert found["ended"][0].startswith(CHANGED), found
    assert found["ended"][1] == "done"
    assert (found["state"], found["in force"], found["settled"]) == ("decided", 1, 1)


def test_what_is_settled_and_changed_at_once_is_one_of_both(own_database: str, tmp_path: Path) -> None:
    found = play("tests.decisions.races", "editing", own_database, tmp_path)
    lost, done = found["ended"]
    assert done == "done", found
    assert "changed" in lost or "is settled" in lost, found
    assert (found["settled"], found["changed"]) in {(1, 0), (0, 1)}, found


def test_of_two_who_publish_at_once_one_does(own_database: str, tmp_path: Path) -> None:
    found = play("tests.decisions.races", "publishing", own_database, tmp_path)
    assert found["ended"][0].startswith(CHANGED), found
    assert (found["ended"][1], found["state"], found["published"]) == ("done", "published", 1)


def test_of_two_that_supersede_one_at_once_one_does(own_database: str, tmp_path: Path) -> None:
    found = play("tests.decisions.races", "superseding", own_database, tmp_path)
    assert found["ended"][0].startswith("Refused: Another decision has superseded"), found
    assert (found["ended"][1], found["states"], found["state"]) == ("done", ["decided", "published"], "superseded")


def test_of_two_who_use_a_link_at_once_one_does(own_database: str, tmp_path: Path) -> None:
    found = play("tests.decisions.races", "by_link", own_database, tmp_path)
    assert found["ended"][0].startswith("Refused: This link was used"), found
    assert (found["ended"][1], found["in force"], found["settled"]) == ("done", 1, 1)


def test_of_two_deputies_named_at_once_the_second_takes_the_place_of_the_first(
    own_database: str, tmp_path: Path
) -> None:
    found = play("tests.decisions.races", "standing_in", own_database, tmp_path)
    assert found == {"ended": ["done", "done"], "named": True}, found


def test_what_is_written_without_a_name_while_it_is_opened_is_opened_or_refused(
    own_database: str, tmp_path: Path
) -> None:
    found = play("tests.decisions.races", "opening", own_database, tmp_path)
    assert (found["ended"][-1], found["unread"]) == ("done", 0), found
    lost = found["ended"][0].startswith("Refused: What was written without a name has been opened")
    assert found["read"] == (1 if lost else 2), found


def test_nothing_is_opened_for_an_area_or_a_decider_that_goes_meanwhile(own_database: str, tmp_path: Path) -> None:
    found = play("tests.decisions.races", "ending", own_database, tmp_path)
    assert found["behind"] == [0, 0], found
    for ended in (found["dissolved"], found["left"]):
        assert "done" in ended, found
        assert all(each == "done" or each.startswith("Refused: ") for each in ended), found


def test_of_three_notes_one_of_which_is_taken_back_meanwhile_two_are_not_shown(
    own_database: str, tmp_path: Path
) -> None:
    found = play("tests.decisions.races", "sealing", own_database, tmp_path)
    assert "done" in found["ended"], found
    assert found["shown"] in {0, 3}, found
