"""`parley import history` as somebody types it: packed or not, tried, taken in, and what was wrong with it."""

import argparse
import gzip
from pathlib import Path

import pytest

from parley.commands import importing
from parley.roadmap.models.flow import Stay
from tests.cast import Cast
from tests.exchange.made import take_in
from tests.exchange.test_history import ROADMAP, TARGETS, TOLD

pytestmark = [pytest.mark.django_db]


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Type the words after `parley import`; give the status and all that was printed."""
    parser = argparse.ArgumentParser()
    importing.arguments(parser)
    status = importing.run(parser.parse_args(words))
    captured = capsys.readouterr()
    return status, captured.out + captured.err


def test_a_packed_history_is_tried_and_taken_in(cast: Cast, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    take_in({"initiatives": ROADMAP})
    file, mapping = tmp_path / "history.csv.gz", tmp_path / "mapping.toml"
    file.write_bytes(gzip.compress((TOLD + "A,2026-04-01,beta_in,R1,R2\n").encode()))
    mapping.write_text(f'source = "crm"\n{TARGETS}')
    words = ("history", str(file), "--mapping", str(mapping), "--as", cast.ines.email or "")
    status, text = said(capsys, *words, "--dry-run")
    assert (status, Stay.objects.exclude(batch=None).count()) == (0, 0)
    assert "this was a dry run" in text
    status, text = said(capsys, *words)
    assert status == 0
    assert "5 changes of 2 initiatives, of which 0 are not here" in text
    assert "targets moved: 1 later, 0 earlier; of initiatives that are here 1 and 0" in text
    assert "taken in: 2 initiatives with 4 stays in a stage and 1 moves of targets" in text
    assert "Done. This is import" in text
    status, text = said(capsys, *words)
    assert (status, "Nothing changed" in text) == (0, True)


@pytest.mark.usefixtures("cast")
def test_what_is_wrong_with_a_history_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "history.csv"
    file.write_text(TOLD)
    status, text = said(capsys, "history", str(file))
    assert status == 1
    assert "initiative “A”: No initiative is known by this" in text
    assert "Nothing was imported. Mend what is listed above" in text
    broken = tmp_path / "broken.csv.gz"
    broken.write_bytes(gzip.compress(TOLD.encode() * 500)[:-20])
    status, text = said(capsys, "history", str(broken))
    assert (status, "cannot be unpacked" in text) == (1, True)
    status, text = said(capsys, "history", str(tmp_path / "none.csv"))
    assert (status, "is no file" in text) == (1, True)
