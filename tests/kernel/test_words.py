"""How a long text begins, and how the signs of Markdown come off."""

import pytest

from parley.kernel.words import begun, opening, plain, unmarked

LONG = """<!-- keep this -->
# Summary

Users **cannot** see `quota` of [their pods](https://example.org/a_b). It costs them hours!

* one line that is long enough to be left out, since it says what is said elsewhere, and is far from the beginning
* another line that is long enough to be left out, since it says what is said elsewhere, and is far from it too
"""


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("# Only a heading", "Only a heading"),
        ("*One* and **two** and __three__", "One and two and three"),
        ("snake_case and 3 * 4 stay", "snake_case and 3 * 4 stay"),
        ("- a\n- b", "a b"),
        ("See [the page](https://x.org) and `code`", "See the page and code"),
        ("#12 is a number", "#12 is a number"),
    ],
)
def test_the_signs_of_markdown_come_off(text, plain):
    assert unmarked(text) == plain


def test_a_short_text_is_its_own_opening():
    assert opening("41 of 112 clients lose spend.") == "41 of 112 clients lose spend."


def test_a_long_text_begins_with_whole_sentences():
    assert opening(LONG, 80) == "Users cannot see quota of their pods. It costs them hours!"


def test_a_long_first_sentence_is_cut_at_a_word():
    cut = opening("word " * 100)
    assert len(cut) <= 280
    assert cut.endswith("word…")


def test_the_beginning_of_a_text_keeps_its_lines_and_ends_between_words() -> None:
    assert begun("We asked.\nThey said yes.", 24) == "We asked.\nThey said yes."
    assert begun("We asked.\nThey said yes.", 23) == "We asked.\nThey said…"
    assert begun("同意は監査で証明できません", 6) == "同意は監査…"
    assert len(begun("word " * 1_000, 1_000)) <= 1_000


def test_what_is_said_to_a_client_is_plain_and_keeps_its_lines() -> None:
    said = "# Osaka\n\n> **We** need it, says [Ada](https://a.example/x).\n> > Soon\n\n- `one`\n- 3 * 4\n\n@Ada knows"
    assert plain(said) == "Osaka\n\nWe need it, says Ada.\nSoon\n\n- one\n- 3 * 4\n\n@Ada knows"
    assert plain("Nothing_is marked here, #1 or 2 > 1") == "Nothing_is marked here, #1 or 2 > 1"
