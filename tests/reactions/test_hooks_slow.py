"""A receiver of web hooks that hangs holds up nobody else."""

from pathlib import Path

from tests.own_database import play
from tests.reactions.scenes_of_hooks import MESSAGES
from tests.receiver import receiving, stalling

HANGS, MOST = 8.0, 5.0  # seconds; the other receiver has 95 of 100 messages within the second


def test_a_receiver_that_hangs_delays_no_other(own_database: str, tmp_path: Path) -> None:
    with receiving() as kept:
        kept.does["/slow"] = stalling(HANGS)
        found = play("tests.reactions.scenes_of_hooks", "slow", own_database, tmp_path, HOOK_ADDRESS=kept.at(""),
                     HOOK_HOSTS="127.0.0.1")  # fmt: skip
    assert found["states"] == ["done"] * MESSAGES
    delays = sorted(each.at - found["began"] for each in kept.taken if each.path == "/fast")
    assert len(delays) == MESSAGES
    assert delays[int(MESSAGES * 0.95) - 1] < MOST, delays
    paths = [each.path for each in kept.taken]
    last = len(paths) - paths[::-1].index("/fast")
    assert 1 <= paths[:last].count("/slow") <= 2, paths  # it did hang meanwhile: one after another they take minutes
