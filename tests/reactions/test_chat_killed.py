"""A worker may die at any point while it posts: each thing stands in the channel once."""

import os
from pathlib import Path

import pytest

from tests.own_database import play
from tests.slack import CHANNEL, SECRET, TOKEN, slack_at_work

ROUNDS = int(os.environ.get("KILLS", "20"))


@pytest.mark.database
@pytest.mark.once
def test_a_worker_killed_again_and_again_posts_each_thing_once(own_database: str, tmp_path: Path) -> None:
    with slack_at_work() as slack:
        slack.channel(CHANNEL)  # only the app is in it: nobody there may not see a topic
        found = play(
            "tests.reactions.scenes_of_chat", "killed", own_database, tmp_path, ROUNDS=str(ROUNDS),
            SLACK_BOT_TOKEN=TOKEN, SLACK_SIGNING_SECRET=SECRET, SLACK_API_URL=f"http://127.0.0.1:{slack.port}/api/",
        )  # fmt: skip
    assert found["parked"] == []
    assert found["waiting"] == 0
    assert found["broken links"] == 0
    assert {state for _name, state in found["posts"]} == {"posted"}
    names = [each.metadata["event_payload"]["name"] for each in slack.in_channel(CHANNEL)]
    assert sorted(names) == sorted(name for name, _state in found["posts"])
    words = "".join(each.words for each in slack.in_channel(CHANNEL))
    assert all(f"country number {n}?" in words for n in range(ROUNDS))
    assert slack.times("conversations.history") > 0, "some worker died between posting and noting"
