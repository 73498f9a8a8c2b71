"""The folder of the data: made when missing; one that cannot be used is said in a sentence."""

import os
from pathlib import Path

import pytest

from parley.project.environment import data_dir

NOBODY = 65534


def test_the_folder_is_made_for_its_user_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "new"))
    assert data_dir().stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("locked", ["folder", "file"])
def test_data_of_somebody_else_ends_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locked: str) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    key = folder / "secret_key"
    key.touch()
    for parent in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        parent.chmod(0o755)
    (folder if locked == "folder" else key).chmod(0)
    if locked == "file":
        folder.chmod(0o777)
    monkeypatch.setenv("DATA_DIR", str(folder))
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        with pytest.raises(SystemExit, match="give the folder to yourself"):
            data_dir()
    finally:
        if root:
            os.seteuid(0)


def test_a_file_in_its_place_ends_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").touch()
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    with pytest.raises(SystemExit, match="choose another"):
        data_dir()
