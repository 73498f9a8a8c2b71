"""`parley plan --instance` as somebody types it."""

import argparse
import json

import pytest

from parley.commands import plan
from parley.commands.bench.plans import asked_for
from tests.roadmap.portfolio.made import PUBLISHED, instance

GNOME = PUBLISHED / "data" / "realistic" / "nrp-g4.txt"


def typed(capsys, *words: str) -> tuple[int, str]:
    parser = argparse.ArgumentParser()
    plan.arguments(parser)
    status = plan.run(parser.parse_args(words))
    captured = capsys.readouterr()
    return status, captured.out + captured.err


def test_an_instance_is_solved_and_said(capsys):
    status, text = typed(capsys, "--instance", str(GNOME), "--ratio", "0.5", "--json")
    facts = json.loads(text)
    assert status == 0
    assert (facts["objective"], facts["bound"], facts["status"]) == (6063, 6063, "optimal")
    assert sum(instance("nrp-g4", "0.5").needs[key - 1].worth for key in facts["chosen"]) == 6063
    assert facts["cost"] <= facts["budget"] == 5350
    assert facts["seconds"] > 0


def test_it_can_be_read_without_json(capsys, tmp_path):
    (tmp_path / "x.txt").write_text("1 2 3 4 1 1 2 1 5 1 2")
    status, text = typed(capsys, "--instance", str(tmp_path / "x.txt"), "--ratio", "1")
    assert status == 0
    assert "objective 5\n" in text
    assert "built     1 2\n" in text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "it ends too early"),
        ("1 2 3 4 0 1 5 1", "it ends too early"),
        ("1 2 3 4 0 1 5 1 3", "it names requirement 3, and has 2"),
        ("1 2 3 4 0 1 5 1 2 9", "it goes on after the last customer"),
        ("1 x", "“x” is no number"),
        ("1 -2", "“-2” is no number"),
    ],
)
def test_what_is_no_instance_is_refused_with_a_sentence(capsys, tmp_path, text, sentence):
    (tmp_path / "x.txt").write_text(text)
    status, said = typed(capsys, "--instance", str(tmp_path / "x.txt"))
    assert status == 1
    assert sentence in said


def test_a_ratio_is_a_part(capsys, tmp_path):
    assert "Write a ratio from 0 to 1" in typed(capsys, "--instance", str(GNOME), "--ratio", "1.2")[1]
    assert "is no ratio" in typed(capsys, "--instance", str(GNOME), "--ratio", "half")[1]
    assert "cannot be read" in typed(capsys, "--instance", str(tmp_path / "none"))[1]


def test_a_few_published_cases_are_measured_alone():
    cases = [("nrp1", "0.3"), ("nrp1", "0.5"), ("nrp-e1", "0.5")]
    assert asked_for("", cases) == (set(cases), "")
    assert asked_for("nrp1, nrp-e1:0.5", cases) == (set(cases), "")
    assert asked_for("nrp1:0.5", cases) == ({("nrp1", "0.5")}, "")
    assert asked_for("nrp1:0.5,nrp1:0.4", cases) == (set(), "nrp1:0.4")
