"""A worker may die at any point of mailing a wave, or share it with others: nobody is left out, nobody mailed anew."""

from pathlib import Path

import pytest

from parley.reactions.sending import CHUNK
from tests.mailserver import MailServer
from tests.own_database import play

pytestmark = [pytest.mark.database]
SCENES = "tests.reactions.scenes_of_waves"


def mailed_by(scene: str, database: str, folder: Path) -> MailServer:
    """Play a scene with a real mail server: whoever is asked has got the invitation under one Message-ID."""
    with MailServer().running() as server:
        found = play(SCENES, scene, database, folder, MAIL_PORT=str(server.port))
    ids = {f"<wave-{found['wave']}-1-{person}@127.0.0.1>" for person in found["people"]}
    assert set(server.ids()) == ids
    assert found["marked"] == len(ids) >= 600
    assert found["parked"] == []
    return server


def test_a_worker_killed_ten_times_loses_no_invitation_and_repeats_a_few_under_their_own_id(
    own_database: str, tmp_path: Path
) -> None:
    server = mailed_by("killed", own_database, tmp_path)
    again = sum(server.ids().values()) - len(server.ids())
    assert again <= 10 * CHUNK
    per: dict[str, tuple[str, str]] = {}
    for to, mail in server.taken:
        text = str(mail.get_payload(0))
        assert per.setdefault(mail["Message-ID"], (to, text)) == (to, text)


def test_three_workers_share_a_wave_and_send_nothing_twice(own_database: str, tmp_path: Path) -> None:
    assert set(mailed_by("together", own_database, tmp_path).ids().values()) == {1}
