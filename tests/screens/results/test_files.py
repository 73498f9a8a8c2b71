"""The results of a wave as files: each holds what the frozen text holds, and nothing else."""

import json

import pytest

from parley.ledger.terms import MACHINE
from parley.people.actions import give_operations
from parley.screens.results.tables import csv_of, tables_of
from parley.screens.results.workbook import workbook_of
from parley.surveys.models import Release
from parley.surveys.rules.finding import found_of, said_in
from parley.surveys.terms.waves import Part
from tests.screens.results.numbers import (
    NUMBER,
    cells_of_csv,
    cells_of_workbook,
    exact,
    numbers_of,
    of_pdf,
    of_slides,
    said,
)
from tests.surveys.made import opened
from tests.surveys.released import read_all

pytestmark = pytest.mark.django_db
FILES = ("results.csv", "results.xlsx", "results.pptx", "results.pdf", "results.md", "figures.json", "words.json")


@pytest.fixture
def texts(cast, spring):
    """Let two people read the words, and give both frozen texts."""
    give_operations(person=cast.noor, given=True, actor=MACHINE, at=cast.at)
    cast.noor.refresh_from_db()
    read_all(cast, spring, cast.noor, cast.at)
    return {row.part: row.content for row in Release.objects.filter(wave=spring)}


def given(cast, wave, file, status=200, person=None):
    answer = cast.browser(person or cast.elena).get(f"/surveys/{wave.pk}/results/{file}")
    assert answer.status_code == status, answer.status_code
    return answer


def test_every_number_of_every_file_is_one_of_the_frozen_text(cast, spring, texts):
    both = list(texts.values())
    allowed, numbers = said(both), exact(both)
    for part, file in ((Part.FIGURES, "figures.json"), (Part.WORDS, "words.json")):
        assert given(cast, spring, file).content.decode() == texts[part]

    cells = cells_of_csv(given(cast, spring, "results.csv").content)
    plain = [float(each) for each in cells if NUMBER.fullmatch(each.lstrip("-"))]
    assert len(plain) > 200
    assert not set(plain) - numbers - {0.0}
    assert not {n for each in cells for n in NUMBER.findall(each) if float(n) not in allowed}

    found, strings, formulas = cells_of_workbook(given(cast, spring, "results.xlsx").content)
    assert len(found) > 200
    assert not set(found) - numbers
    assert not numbers_of("\n".join(strings)) - allowed
    assert formulas == 0

    for file, read in (("results.pdf", of_pdf), ("results.pptx", of_slides), ("results.md", bytes.decode)):
        text = read(given(cast, spring, file).content)
        assert len(numbers_of(text)) > 30, file
        assert not numbers_of(text) - allowed, file
        assert "say they can influence the roadmap" in " ".join(text.split()), file
        assert "Tell us why, and when." in " ".join(text.replace("\\", "").split()), file


def test_what_is_hidden_is_in_no_file(cast, spring, texts):
    found = found_of(json.loads(texts[Part.FIGURES]))
    hidden = {each.cell for each in found.hidden if each.question == "influence"}
    assert (("function", "legal"),) in hidden
    for file in FILES[:5]:
        content = given(cast, spring, file).content
        text = {"results.pdf": of_pdf, "results.pptx": of_slides}.get(file, lambda raw: raw.decode("utf-8", "ignore"))(
            content
        )
        if file == "results.xlsx":
            text = "\n".join(cells_of_workbook(content)[1])
        assert "Legal" not in text, file
        assert "Sales" in text, file


def test_files_are_for_everybody_once_there_are_results_and_for_nobody_before(cast, spring):
    for file in FILES[:6]:
        answer = given(cast, spring, file, person=cast.omar)
        assert answer["Cache-Control"] == "private, no-store"
        assert f'filename="survey-{spring.pk}' in answer["Content-Disposition"]
    assert given(cast, spring, "words.json", 404), "nobody has read them yet"
    given(cast, spring, "results.exe", 404)
    wave = opened(cast, name="Now", everybody=True)
    assert given(cast, wave, "results.csv", 302)["Location"] == f"/surveys/{wave.pk}/results/"
    given(cast, wave, "results.exe", 404)
    assert cast.browser(cast.elena).get("/surveys/999999/results/results.csv").status_code == 404


def test_a_text_that_looks_like_a_formula_is_a_text(cast, spring):
    evil = {"words": [{"side": "", "words": ["=cmd|' /C calc'!A0", "@SUM(1)", "-1+2", "+3", "http://x.example"]}]}
    content = json.loads(Release.objects.get(wave=spring, part=Part.FIGURES).content)
    content["names"]["group"]["identity"] = "=HYPERLINK(1)"
    tables = tables_of(found_of(content), said_in(evil))
    cells = cells_of_csv(csv_of(tables).encode())
    assert "'=cmd|' /C calc'!A0" in cells
    assert "'=HYPERLINK(1)" in cells
    assert not [each for each in cells if each.startswith(("=", "@", "+"))]
    assert not [each for each in cells if each.startswith("-") and not NUMBER.fullmatch(each[1:])]
    _numbers, strings, formulas = cells_of_workbook(workbook_of(tables, title="x", author="y", at=cast.at))
    assert formulas == 0
    assert "=cmd|' /C calc'!A0" in strings
