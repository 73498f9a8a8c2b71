"""`parley import survey-totals` and `survey-answers` as somebody types them, with the files of examples/."""

import argparse
from pathlib import Path

import pytest

from parley.commands import importing
from parley.surveys.models import Wave
from tests.cast import Cast

pytestmark = [pytest.mark.django_db]

EXAMPLES = Path(__file__).parents[2] / "examples" / "surveys"
HEADER = (
    "World Region,Contributing Length,Blocker: Communication,Useful@ThursMtg: Announcements,What projects are missing?"
)


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Type the words after `parley import`; give the status and all that was printed."""
    parser = argparse.ArgumentParser()
    importing.arguments(parser)
    status = importing.run(parser.parse_args(words))
    captured = capsys.readouterr()
    return status, captured.out + captured.err


@pytest.mark.usefixtures("cast")
def test_totals_are_tried_taken_in_and_refused_the_second_time(capsys):
    file = str(EXAMPLES / "totals.csv")
    status, text = said(capsys, "survey-totals", file, "--dry-run")
    assert (status, Wave.objects.count()) == (0, 0)
    assert "Spring 2026: 100 answered; 7 results are shown, 0 are not" in text
    assert "this was a dry run" in text
    status, text = said(capsys, "survey-totals", file)
    assert (status, Wave.objects.count()) == (0, 2)
    assert "Done: 2 waves taken in." in text
    status, text = said(capsys, "survey-totals", file)
    assert (status, Wave.objects.count()) == (1, 2)
    assert "is here already" in text


def test_answers_are_taken_in_as_the_example_of_a_mapping_says(cast: Cast, tmp_path, capsys):
    file = tmp_path / "answers.csv"
    lines = [f"{('Europe', 'Asia')[n % 2]},2-3 years,{n % 5 + 1},{(n + 1) % 5 + 1},{'-' if n % 3 else 'More'}"
             for n in range(60)]  # fmt: skip
    file.write_text("\n".join([HEADER, *lines]) + "\n")
    mapping = str(EXAMPLES / "answers.toml")
    words = ("survey-answers", str(file), "--mapping", mapping, "--as", cast.ines.email)
    status, text = said(capsys, *words)
    assert status == 0, text
    assert "Contributors 2018: 60 answered" in text
    assert "20 answered,     40 blank  own words" in text
    assert Wave.objects.get().imported


@pytest.mark.usefixtures("cast")
def test_a_mapping_that_is_missing_and_a_file_that_is_not_there_are_said(tmp_path, capsys):
    assert said(capsys, "survey-totals", str(tmp_path / "none.csv"))[1].endswith(
        "Name the CSV or XLSX file that holds them.\n"
    )
    file = tmp_path / "answers.csv"
    file.write_text(HEADER + "\n")
    assert "Say with --mapping FILE" in said(capsys, "survey-answers", str(file))[1]
    assert "cannot be read" in said(capsys, "survey-answers", str(file), "--mapping", str(tmp_path / "none.toml"))[1]
