"""The documented columns are the columns, and the documented mapping is one."""

from datetime import date

from parley.exchange.rules import SHEETS, mapping_of
from parley.exchange.rules.history_mapping import history_mapping_of
from parley.exchange.terms import Kind
from tests.exchange.documented import DOCUMENT, examples, with_columns


def test_the_document_shows_the_columns_there_are() -> None:
    text = DOCUMENT.read_text()
    assert with_columns(text) == text, "write them anew: python -m tests.exchange.documented"


def test_the_documented_mapping_can_be_read() -> None:
    history, whole = examples(DOCUMENT.read_text())
    assert mapping_of(whole).of(Kind.INITIATIVES).why_override_days == 90
    assert history_mapping_of(history).dates == {19: date(2020, 8, 26)}


def test_files_are_taken_in_in_the_order_in_which_they_lean_on_one_another() -> None:
    assert list(SHEETS) == list(Kind)
