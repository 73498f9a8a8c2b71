"""When the disk is full, whoever attaches something is told so; nothing is half-kept, and it goes on with room."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import copy, which

import pytest
from django.db import OperationalError, connection

from parley.kernel.refusals import Refused
from parley.ledger.door import NO_ROOM, action
from tests.own_database import play

pytestmark = pytest.mark.django_db
SIZE = "size=24m"


@pytest.fixture
def small_disk(own_database: str, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Give the address of a database on a disk of 24 MB, and its folder; no folder where no disk can be made."""
    assert connection.vendor == "sqlite"
    folder = tmp_path / "small"
    folder.mkdir()
    mount = which("mount") or "true"
    subprocess.run([mount, "-t", "tmpfs", "-o", SIZE, "tmpfs", folder], capture_output=True, check=False)
    if not folder.is_mount():
        yield own_database, ""
        return
    try:
        yield f"sqlite:///{copy(own_database.removeprefix('sqlite:///'), folder / 'own.sqlite3')}", str(folder)
    finally:
        subprocess.run([which("umount") or "", folder], check=True)


def test_a_full_disk_is_said_and_nothing_is_half_kept(small_disk: tuple[str, str], tmp_path: Path) -> None:
    database, folder = small_disk
    told = play("tests.voices.scenes_of_full_disks", "", database, tmp_path, FULL_FOLDER=folder)
    assert told == {
        "before": [302, [1, 1]],
        "full": [422, 422, 422, [1, 1]],
        "sentence": True,
        "typed": True,
        "read": 200,
        "after": [302, [2, 2]],
        "whole": "ok",
    }


class Full(Exception):
    """What PostgreSQL's driver raises, by its number."""

    sqlstate = "53100"


@pytest.mark.parametrize(("cause", "refused"), [(Full(), True), (Exception(), False)])
def test_postgresql_says_it_by_a_number(cast, cause, refused) -> None:
    @action
    def inner(*, actor, at) -> None:
        raise OperationalError("could not extend file") from cause

    @action
    def outer(*, actor, at) -> None:
        inner(actor=actor, at=at)

    with pytest.raises(Refused if refused else OperationalError) as raised:
        outer(actor=cast.sam, at=cast.at)
    assert (str(raised.value) == NO_ROOM) is refused
