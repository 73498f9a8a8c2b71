"""Live events: who may listen and how long, two servers on one database, and a server that is killed."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from parley.project.admission import Admitted
from parley.project.live import Hub, stream_of
from parley.project.streams import AWAY, Stream
from tests.own_database import play

SCENES = "tests.project.scenes_of_live"


@pytest.mark.database
def test_two_servers_tell_whoever_may_listen_and_a_killed_one_loses_nothing(own_database: str, tmp_path: Path) -> None:
    played = play(SCENES, "all", own_database, tmp_path)
    found = played["told"]
    refused = {"stranger": 404, "nobody": 401, "elsewhere": 403, "not there": 404, "to write": 405}
    assert found["refused"] == refused
    assert found["answers"] == [204, 204, 204]
    assert found["heard"], found
    assert found["same"], found
    assert found["resumed"], found
    assert found["from the future"], "a database that was restored holds less than a browser heard"
    assert set(found["parts"]) == {"floor"}
    assert found["signed out"], found
    assert found["cut off"] < 10, found  # five seconds, on a machine that does nothing else
    assert found["ended"], found
    assert found["stopped within"] < 8, found

    found = played["killed"]
    assert found["written"] >= found["acknowledged"] > 3, found
    assert found["heard"], found
    assert found["doubled"] == 0, found


def test_only_a_meetings_own_address_is_a_stream() -> None:
    assert stream_of({"raw_path": b"/meetings/12/live/events/?after=4"}) == 12
    for path in (b"/meetings/12/live/events", b"/meetings/x/live/events/", b"/meetings/12/live/", b"/"):
        assert stream_of({"raw_path": path}) is None


def test_a_browser_that_lies_far_behind_is_closed_and_resumes() -> None:
    stream = Stream(admitted=None)
    for entry in range(1, 600):
        stream.tell(entry, b"")
    told = [stream.queue.get_nowait() for _ in range(501)]
    assert told[-1] is None
    assert told[0] == (1, b"")
    assert stream.queue.empty(), "whoever does not read costs no more"


def test_the_oldest_windows_of_a_browser_give_way_and_those_of_others_do_not() -> None:
    async def join_ten() -> list[Stream]:
        hub = Hub(ThreadPoolExecutor(1))
        hub._stopping.set()  # nothing is read
        loop = asyncio.get_running_loop()
        browsers = [Admitted(meeting, 7, session, "proof", 0) for meeting, session in enumerate("aaabaaaaba")]
        return [hub._join(browser, loop) for browser in browsers]

    streams = asyncio.run(join_ten())
    assert [stream.closed for stream in streams] == [True] * 3 + [False] + [True] + [False] * 5
    assert [streams[0].queue.get_nowait() for _ in range(2)] == [(0, AWAY), None]
