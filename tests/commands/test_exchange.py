"""`parley import` and `parley export` as somebody types them."""

import argparse
import stat
from pathlib import Path

import pytest

from parley.commands import exporting, importing
from parley.exchange.terms import Kind
from parley.people.queries import is_empty, person_by_key
from tests.cast import Cast

pytestmark = [pytest.mark.django_db]


def said(module: object, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Type the words after `parley import` or `parley export`; give the status and all that was printed."""
    parser = argparse.ArgumentParser()
    module.arguments(parser)
    status = module.run(parser.parse_args(words))
    captured = capsys.readouterr()
    return status, captured.out + captured.err


def written(folder: Path, name: str = "people.csv", text: str | bytes = "key,name\na,Ann\n") -> str:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return str(folder)


def test_a_folder_goes_in_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = written(tmp_path / "in")
    status, text = said(importing, capsys, folder, "--dry-run")
    assert (status, is_empty()) == (0, True)
    assert "people             1 added, 0 changed, 0 unchanged" in text
    assert "Nothing was written: this was a dry run." in text
    status, text = said(importing, capsys, folder)
    assert status == 0
    assert "Done. This is import" in text
    status, text = said(importing, capsys, folder)
    assert status == 0
    assert "Nothing changed: all of this is in Parley already." in text


def test_one_file_goes_in_alone_whatever_it_is_called(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(Path(written(tmp_path / "in", "staff of May.csv")) / "staff of May.csv")
    status, text = said(importing, capsys, "people", file)
    assert (status, is_empty()) == (0, False)
    assert "people             1 added" in text
    status, text = said(importing, capsys, "staff", file)
    assert status == 1
    assert "“staff” is nothing a file can hold. Write one of people, groups" in text
    status, text = said(importing, capsys, "statements", file + "x")
    assert "is no file. Name the one that holds the statements." in text


def test_bad_rows_are_printed_and_stop_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = written(tmp_path / "in", text="key,name,email\na,Ann,x\nb,,b@x.example\n")
    status, text = said(importing, capsys, folder)
    assert (status, is_empty()) == (1, True)
    assert "people.csv, line 2, email “x”: This is not an e-mail address" in text
    assert "people.csv, line 3, name: Every row needs a name" in text
    assert "Nothing was imported: 2 things stop it." in text


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["/nowhere/at/all"], "is no folder"),
        (["{empty}"], "holds none of people.csv"),
        (["{in}", "--mapping", "/nowhere.toml"], "cannot be read"),
        (["{in}", "--mapping", "{in}/latin.toml"], "is not UTF-8"),
        (["{in}", "--mapping", "{in}/bad.toml"], "“poeple” is no file of Parley’s"),
        (["{in}", "--mapping", "{in}/gone.toml"], "names staff.csv, which is not in"),
        (["{in}", "--source", "a b"], "--source is a word"),
        (["{in}", "--as", "nobody@x.example"], "Nobody in the company has the e-mail"),
    ],
)
def test_what_is_typed_wrong_is_answered_with_a_sentence(
    words: list[str], complaint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = written(tmp_path / "in")
    (tmp_path / "empty").mkdir()
    written(tmp_path / "in", "latin.toml", "source = 'ü'".encode("latin-1"))
    written(tmp_path / "in", "bad.toml", "[poeple]\n")
    written(tmp_path / "in", "gone.toml", "[people]\nfile = 'staff.csv'\n")
    status, text = said(
        importing, capsys, *(word.format(**{"in": folder, "empty": tmp_path / "empty"}) for word in words)
    )
    assert status == 1
    assert complaint in text
    assert is_empty()


def test_whoever_is_named_has_to_administer_parley(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = written(tmp_path / "in")
    status, text = said(importing, capsys, folder, "--as", "noor@parley.example")
    assert status == 1
    assert "Only product operations can do this" in text
    assert said(importing, capsys, folder, "--as", "ines@parley.example")[0] == 0
    assert person_by_key("a")


def test_everything_goes_out_into_files_of_ones_own(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, text = said(exporting, capsys, str(tmp_path / "out"))
    assert status == 0
    assert "people.csv             11 rows" in text
    assert {each.name for each in (tmp_path / "out").iterdir()} == {kind.file for kind in Kind}
    assert stat.S_IMODE((tmp_path / "out" / "clients.csv").stat().st_mode) == 0o600
    status, text = said(importing, capsys, str(tmp_path / "out"))
    assert "Nothing changed" in text
    status, text = said(exporting, capsys, str(tmp_path / "out"))
    assert status == 1
    assert "already. Name another folder, or add --replace." in text
    assert said(exporting, capsys, str(tmp_path / "out"), "--replace")[0] == 0


def test_an_export_to_where_nothing_can_be_written_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    status, text = said(exporting, capsys, str(tmp_path / "file"))
    assert status == 1
    assert "cannot be written to" in text
