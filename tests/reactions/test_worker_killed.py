"""A worker may die at any point, run beside others, or sleep through its lease: nothing is lost, nothing is doubled."""

import os
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

from parley.commands.soak import DELIVERED
from parley.commands.soak.counting import Came, figures
from tests.mailserver import MailServer
from tests.own_database import play
from tests.receiver import Receiver, receiving

pytestmark = [pytest.mark.database]
SCENES = "tests.reactions.scenes"
KILLS = int(os.environ.get("KILLS", "50"))


def must_be_whole(found: dict[str, Any], *, at_least: int) -> None:
    """Everybody was told who should be, once; nothing is left over, and the ledger's chain is whole."""
    assert found["expected"] >= at_least, found
    for what in ("lost", "never meant", "left", "broken links"):
        assert found[what] == 0, found
    assert found["told twice"] == found["parked"] == [], found


def came(server: MailServer, receiver: Receiver) -> Iterator[Came]:
    """Give all that both took."""
    for to, mail in server.taken:
        yield Came(str(mail["Message-ID"]), to, _text(mail))
    for each in receiver.taken:
        yield Came(each.headers["webhook-id"], "", each.body.decode())


def _text(mail: Message) -> str:
    return "\n".join(
        str(part.get_payload(decode=True), "utf-8") for part in mail.walk() if part.get_content_maintype() == "text"
    )


def test_a_link_to_sign_in_waits_for_no_work_that_lasts(own_database: str, tmp_path: Path) -> None:
    assert play(SCENES, "busy", own_database, tmp_path) == {"began": True, "mailed": 1, "left": 0}


@pytest.mark.once
def test_a_worker_killed_fifty_times_loses_nothing_and_doubles_nothing_under_another_id(
    own_database: str, tmp_path: Path
) -> None:
    with MailServer().running() as server, receiving() as receiver:
        found = play(SCENES, "killed", own_database, tmp_path, timeout=None, KILLS=str(KILLS),
                     EMAIL_URL=f"smtp://127.0.0.1:{server.port}", HOOK_ADDRESS=receiver.at("/killed"),
                     HOOK_HOSTS="127.0.0.1")  # fmt: skip
    counted = figures(found, came(server, receiver))
    assert {what: counted[what] for what in DELIVERED} == DELIVERED, counted
    assert counted["kills"] == KILLS
    assert counted["in the midst of work"] > KILLS / 2, counted
    must_be_whole(found, at_least=2 * len(found["posts"]))
    assert len(found["mails"]) >= 30, counted
    assert len(found["posts"]) >= 20, counted
    bodies = {(each.headers["webhook-id"], each.body) for each in receiver.taken}
    assert len(bodies) == len(found["posts"])  # a repetition is the same to the letter


def test_four_workers_on_the_same_work_do_it_once(own_database: str, tmp_path: Path) -> None:
    found = play(SCENES, "together", own_database, tmp_path)
    must_be_whole(found, at_least=20)
    # On a slow machine a lease may pass in the middle of sending: at least once, under the same Message-ID.
    assert found["mails"] >= found["mailed"] == 10, found


def test_a_worker_that_slept_through_its_lease_is_refused(own_database: str, tmp_path: Path) -> None:
    must_be_whole(play(SCENES, "stopped", own_database, tmp_path), at_least=2)
