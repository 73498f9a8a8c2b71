"""A worker may die at any point while it writes to a receiver, and a slow receiver holds up nobody else."""

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.own_database import play
from tests.receiver import receiving, stalling

SCENES = "tests.reactions.scenes_of_hooks"
ROUNDS = int(os.environ.get("KILLS", "50"))


@pytest.mark.database
@pytest.mark.once
def test_a_worker_killed_fifty_times_loses_no_message_and_doubles_none_under_another_name(
    own_database: str, tmp_path: Path
) -> None:
    with receiving() as kept:
        found = play(SCENES, "killed", own_database, tmp_path, HOOK_ADDRESS=kept.at(""), HOOK_HOSTS="127.0.0.1",
                     ROUNDS=str(ROUNDS))  # fmt: skip
    assert found["parked"] == []
    assert found["broken links"] == 0
    assert Counter(state for _path, _message, state in found["messages"]) == {"done": ROUNDS}
    sent = {message for _path, message, _state in found["messages"]}
    came = Counter(each.headers["webhook-id"] for each in kept.taken)
    assert came.keys() == sent
    titles = {(each.headers["webhook-id"], each.body) for each in kept.taken}
    assert len(titles) == len({body for _name, body in titles}) == ROUNDS  # a repetition is the same to the letter


def test_a_slow_receiver_keeps_nobody_waiting(own_database: str, tmp_path: Path) -> None:
    with receiving() as kept:
        kept.does["/slow"] = stalling(8)
        found = play(SCENES, "slow", own_database, tmp_path, HOOK_ADDRESS=kept.at(""), HOOK_HOSTS="127.0.0.1")
    assert [state for path, _message, state in found["messages"] if path == "fast"] == ["done"] * 8
    paths = [each.path for each in kept.taken]
    last = len(paths) - paths[::-1].index("/fast")
    assert paths[:last].count("/slow") <= 2, paths  # one after another they would take a minute
