"""What is wrong with a mapping file is said in one go, with the nearest right word."""

import pytest

from parley.exchange.rules import mapping_of
from parley.exchange.rules.applying import cell_of, unwanted
from parley.exchange.terms import Kind
from parley.kernel.refusals import Refusals, Refused

WRONG = {
    "not toml": ("[people", "this is not TOML"),
    "no file of ours": ("[poeple]", "“poeple” is no file of Parley’s. Did you mean “people”?"),
    "no setting": ('[people]\non_eror = "skip"', "[people] knows no “on_eror”. Did you mean “on_error”?"),
    "no column": ('[people.columns]\nnam = "x"', "[people.columns] knows no “nam”. Did you mean “name”?"),
    "neither stop nor skip": ('[people]\non_error = "go on"', 'on_error is "stop" or "skip"'),
    "a pattern": ("[people.columns]\nname = { from = \"n\", match = '(' }", "is not a pattern"),
    "a lost group": ("[people.columns]\nname = { from = \"n\", match = 'a', write = '\\1' }", "is not a pattern"),
    "no group": ("[people.columns]\nname = { from = \"n\", match = 'a' }", "needs one group in brackets"),
    "from": ('[people.columns]\nname = { join = " " }', "needs from"),
    "leaves a needed cell empty": ('[people]\nleave_empty = ["name"]', "which every row must have"),
    "days": ('[initiatives]\nwhy_override_until = "soon"', "is a number of days"),
    "source": ('source = "my system"', "source is a word"),
    "a list": ('[people]\nignore = "x"', "is a list of texts"),
    "a table": ("people = 3", "is no file"),
    "words of a word": ('[people.words]\nside = "x"', "write [people.words.side]"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_mapping_is_refused_with_a_sentence(case: str) -> None:
    text, said = WRONG[case]
    with pytest.raises(Refusals) as refused:
        mapping_of(text)
    assert said in refused.value.sentence


def test_everything_wrong_is_said_at_once() -> None:
    with pytest.raises(Refusals) as refused:
        mapping_of('[poeple]\n[groups]\nfiel = "x"\n[groups.columns]\nnmae = "x"\n')
    assert len(refused.value.each) == 3


def read(mapping: str, name: str, row: dict[str, str]) -> tuple[str, str]:
    return cell_of(name, row, mapping_of(mapping).of(Kind.INITIATIVES))


WORDS = '[initiatives]\ntypos = "read"\n[initiatives.words.stage]\nimplemented = "live"\n"provisional*" = "explore"\n'


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Implemented", ("live", "")),
        ("provisional / alpha", ("explore", "")),
        ("imlpemented", ("live", "Read as “implemented”.")),
        ("implementd", ("live", "Read as “implemented”.")),
        ("provisinal / x", ("explore", "Read as “provisional*”.")),
        ("impelmetned", ("impelmetned", "")),
    ],
)
def test_words_and_typos(text: str, meant: tuple[str, str]) -> None:
    assert read(WORDS, "stage", {"stage": text}) == meant


def test_without_being_told_a_typo_is_not_read() -> None:
    assert read(WORDS.replace("read", "report"), "stage", {"stage": "imlpemented"}) == ("imlpemented", "")


def test_a_pattern_that_does_not_match_is_refused() -> None:
    mapping = "[initiatives.columns]\nowner = { from = \"owners\", match = '^@(.*)$' }\n"
    assert read(mapping, "owner", {"owners": "@noor"}) == ("noor", "")
    with pytest.raises(Refused, match="does not look like the pattern"):
        read(mapping, "owner", {"owners": "noor"})


def test_what_means_nothing_is_empty_and_told() -> None:
    mapping = '[initiatives.empty]\nbecause = ["TBD", "*fill this in*"]\n'
    assert read(mapping, "because", {"because": "please FILL this in!"})[0] == ""
    assert "Taken for nothing" in read(mapping, "because", {"because": "tbd"})[1]
    assert read(mapping, "because", {"because": "A real problem"}) == ("A real problem", "")


def test_lists_with_another_separator() -> None:
    mapping = '[initiatives.columns]\nregions = { from = "where", split = "|" }\n'
    assert read(mapping, "regions", {"where": "EMEA | APAC"}) == ("EMEA; APAC", "")


def test_rows_nobody_wants_are_left_out() -> None:
    mapping = mapping_of('[initiatives.leave_out]\nstatus = ["draft*"]\n').of(Kind.INITIATIVES)
    assert unwanted({"status": "Draft 2"}, mapping)
    assert not unwanted({"status": "final"}, mapping)
