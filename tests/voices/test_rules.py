"""What may be said, and who may take it back."""

import pytest

from parley.kernel.refusals import Refused
from parley.people.terms import Side, Viewer
from parley.voices.rules import may_withdraw, must_be_theirs, words_of


def viewer(person: int, *, operations: bool = False) -> Viewer:
    return Viewer(person=person, name="Sam", side=Side.BUSINESS, function=1, region=1, time_zone="UTC",
                  language="en", operations=operations)  # fmt: skip


def test_words_are_trimmed_and_keep_their_lines():
    assert words_of("  One.\r\nTwo. \n", field="text", empty="Write.") == "One.\nTwo."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("  \n ", "Write it."), ("a\0b", "cannot be kept"), ("x" * 10_001, "more than 10,000 characters")],
)
def test_words_that_cannot_be_kept_are_refused_with_what_to_do(text, sentence):
    with pytest.raises(Refused, match=sentence) as refused:
        words_of(text, field="text", empty="Write it.")
    assert refused.value.field == "text"


def test_only_the_author_and_operations_take_a_comment_back():
    assert may_withdraw(viewer(1), 1)
    assert may_withdraw(viewer(2, operations=True), 1)
    with pytest.raises(Refused, match="Answer it instead"):
        must_be_theirs(viewer(2), 1)
