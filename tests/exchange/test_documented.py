"""The documented columns are the columns, and the documented mapping is one."""

from parley.exchange.rules import SHEETS, mapping_of
from parley.exchange.terms import Kind
from tests.exchange.documented import DOCUMENT, examples, with_columns


def test_the_document_shows_the_columns_there_are() -> None:
    text = DOCUMENT.read_text()
    assert with_columns(text) == text, "write them anew: python -m tests.exchange.documented"


def test_the_documented_mapping_can_be_read() -> None:
    for example in examples(DOCUMENT.read_text()):
        assert mapping_of(example).of(Kind.INITIATIVES).why_override_days == 90


def test_files_are_taken_in_in_the_order_in_which_they_lean_on_one_another() -> None:
    assert list(SHEETS) == list(Kind)
