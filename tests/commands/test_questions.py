"""`parley questions` as somebody types it."""

import argparse
import json

import pytest

from parley.commands import questions

pytestmark = [pytest.mark.django_db]


def typed(capsys, *words):
    parser = argparse.ArgumentParser()
    questions.arguments(parser)
    status = questions.run(parser.parse_args([str(word) for word in words]))
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_each_question_is_given_back_with_its_hint(tmp_path, capsys):
    file = tmp_path / "asked.txt"
    file.write_bytes(
        "\ufeffIsn't the new menu great?\r\n\r\n  What did clients say?  \r\nÜber was reden wir?\n".encode()
    )
    status, out, _ = typed(capsys, file, "--json")
    assert status == 0
    assert json.loads(out) == [
        {"question": "Isn't the new menu great?", "flag": "leading", "phrase": "Isn't",
         "rewrite": "What is your experience with the new menu?"},
        {"question": "What did clients say?", "flag": None, "phrase": None, "rewrite": None},
        {"question": "Über was reden wir?", "flag": None, "phrase": None, "rewrite": None},
    ]  # fmt: skip


def test_without_json_it_is_a_list_to_read(tmp_path, capsys):
    file = tmp_path / "asked.txt"
    file.write_text("Do you like the new menu?\nWhat else?\n", encoding="utf-8")
    status, out, _ = typed(capsys, file)
    assert status == 0
    assert "Do you like the new menu?\n    closed: “Do you”. Perhaps: What do you like or dislike about" in out
    assert out.endswith("1 of 2 questions have a hint.\n")


def test_the_companys_acronyms_are_taken_from_a_file(tmp_path, capsys):
    (tmp_path / "asked.txt").write_text("What did the XCB decide?", encoding="utf-8")
    (tmp_path / "words.csv").write_text("acronym,meaning\nXCB,exchange council\n", encoding="utf-8")
    _, out, _ = typed(capsys, tmp_path / "asked.txt", "--json", "--glossary", tmp_path / "words.csv")
    assert json.loads(out)[0]["rewrite"] == "What did the exchange council (XCB) decide?"


@pytest.mark.parametrize(("data", "sentence"), [
    (None, "cannot be read: No such file"),
    (b"What?\nWas f\xfcr ein Caf\xe9?\n", "line 2 has a letter that cannot be read. Save it as plain text in UTF-8."),
    (b"PK\x03\x04\x00\x00", "is no text in UTF-8"),
    ("What?".encode("utf-16"), "is no text in UTF-8"),
])  # fmt: skip
def test_what_cannot_be_read_is_said_in_a_sentence(tmp_path, capsys, data, sentence):
    file = tmp_path / "asked.txt"
    if data is not None:
        file.write_bytes(data)
    status, out, err = typed(capsys, file, "--json")
    assert (status, out) == (1, "")
    assert sentence in err


def test_a_file_without_a_question_is_an_empty_list(tmp_path, capsys):
    (tmp_path / "asked.txt").write_text("\n  \n", encoding="utf-8")
    assert typed(capsys, tmp_path / "asked.txt", "--json")[:2] == (0, "[]\n")
    assert typed(capsys, tmp_path / "asked.txt")[1] == "There is no question in it.\n"
