"""How texts become words, questions become what is sought, and finds show it: without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.kernel.words import folded, shortened
from parley.search import rules
from parley.search.terms import Sought


def texts(pieces):
    return [piece.text for piece in pieces if piece.sought]


def test_words_are_folded_and_stripped_of_signs():
    assert rules.words_in("Böhm & CO: “naïve”, e-mail_x 3.5") == ["bohm", "co", "naive", "e", "mail", "x", "3", "5"]


def test_scripts_without_spaces_are_kept_in_twos():
    assert rules.words_in("東京都 API") == ["東京", "京都", "都", "api"]


def test_words_may_be_begun_but_the_shortest_only_at_the_end():
    assert rules.sought_in("ad in") == [Sought(("ad",), begun=False), Sought(("in",), begun=True)]


@pytest.mark.parametrize(
    ("word", "stem"), [("clients", "client"), ("loss", "loss"), ("bus", "bus"), ("status", "status")]
)
def test_a_plural_seeks_the_singular(word, stem):
    assert rules.sought_in(word) == [Sought((stem,), begun=True)]


def test_the_last_word_may_be_begun():
    assert rules.sought_in("consent sig") == [Sought(("consent",), begun=True), Sought(("sig",), begun=True)]
    assert rules.sought_in("東京都") == [Sought(("東京", "京都"), begun=False)]
    assert rules.sought_in("都") == [Sought(("都",), begun=True)]


@pytest.mark.parametrize("question", ["", '"', "*", "\x00", "🙂", "()", "-", "' -- ;"])
def test_a_question_without_letters_seeks_nothing(question):
    assert rules.sought_in(question) == []


@given(st.text(max_size=400))
def test_what_is_sought_holds_letters_and_digits_only(question):
    sought = rules.sought_in(question)
    assert len(sought) <= rules.MOST_WORDS
    for each in sought:
        assert all(piece and not set(piece) & set("'\"\\*:&|!<>() \x00") for piece in each.pieces)


@given(st.text(max_size=200))
def test_pieces_put_together_are_the_text(text):
    sought = rules.sought_in(text)
    assert "".join(piece.text for piece in rules.marked(text, sought)) == text


def test_the_languages_of_both_databases():
    sought = rules.sought_in("consent 東京都 sig")
    assert rules.fts5_of(sought) == '"consent"* AND "東京 京都" AND "sig"*'
    assert rules.tsquery_of(sought) == "'consent':* & ('東京' <-> '京都') & 'sig':*"
    assert rules.tsvector_of(["a"], ["b", "a"]) == "'a':1A 'b':3D 'a':4D"


def test_what_was_sought_is_marked_however_it_was_typed():
    assert texts(rules.marked("Größe zählt: GROSSE Pläne", rules.sought_in("grosse"))) == ["Größe", "GROSSE"]
    assert texts(rules.marked("Größe zählt", rules.sought_in("ahl x"))) == []
    assert texts(rules.marked("Größe zählt", rules.sought_in("grö"))) == ["Größe"]
    assert texts(rules.marked("新しい東京都の案", rules.sought_in("東京都"))) == ["東京都"]


def test_an_excerpt_shows_the_words_around_what_was_sought():
    text = "before " * 60 + "the needle " + "after " * 60
    shown = "".join(piece.text for piece in rules.excerpt(text, rules.sought_in("needle")))
    assert "needle" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) < 400


def test_a_long_title_is_cut_between_words():
    assert shortened("one two three", 9) == "one two…"
    assert shortened(" one\n two ", 9) == "one two"
    assert folded("Böhm  & CO") == "bohm & co"


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_texts_have_the_same_words_in_either_way(given_text: str) -> None:
    both = [[run.span() for run in pattern.finditer(given_text)] for pattern in (rules._RUN, rules._ASCII_RUN)]
    assert both[0] == both[1]
