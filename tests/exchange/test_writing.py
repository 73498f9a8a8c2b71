"""Cells that no spreadsheet runs, and lists in one cell, come back as they were."""

import pytest

from parley.exchange.rules.nearness import Lookalikes, bare, nearest, one_slip
from parley.exchange.rules.writing import line, listed, parts_of, plain, safe

TEXTS = [
    "=1+1",
    "+1",
    "-1",
    "@x",
    "\tx",
    "\rx",
    "'",
    "''",
    "'x",
    "'=x",
    "'''",
    "''=x",
    "x=1",
    "",
    " =1",
    "'\t",
    "O'Neill",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_cell_comes_back_as_it_was_and_runs_nowhere(text: str) -> None:
    assert plain(safe(text)) == text
    assert not safe(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_an_apostrophe_that_needs_none_stays_alone() -> None:
    assert safe("'tis") == "'tis"


@pytest.mark.parametrize("parts", [["a", "b"], ["a;b", "c\\"], ["\\;", "x"], ["one"], [], ["a, b", '"c"']])
def test_a_list_comes_back_as_it_was(parts: list[str]) -> None:
    assert list(parts_of(listed(parts))) == parts


def test_a_row_is_written_the_same_always() -> None:
    assert line(["a", 'say "hi", now', "two\nlines", "", "=x"]) == 'a,"say ""hi"", now","two\nlines",,\'=x\n'


def test_near_words() -> None:
    assert nearest("implementd", ["implemented", "implementable"]) == "implemented"
    assert nearest("zebra", ["implemented"]) == ""
    assert one_slip("imlpemented", ["implemented", "implementable"]) == ["implemented"]
    assert one_slip("live", ["love"]) == []  # too short to be sure


def test_companies_that_look_alike() -> None:
    names = Lookalikes()
    names.add("Microsoft Corporation")
    assert bare("@Microsoft, Inc.") == "microsoft"
    assert [names.like(name) for name in ("microsoft", "Micosoft", "@microsoft", "Micro")] == [
        "Microsoft Corporation", "Microsoft Corporation", "Microsoft Corporation", "",
    ]  # fmt: skip
    names.add("Store 12")
    assert names.like("Store 13") == ""
