"""Answers of a survey asked elsewhere come in as sheets that belong to nobody, are counted and released."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest

from parley.exchange.actions.past_waves import import_past_answers
from parley.exchange.terms import Source
from parley.kernel.refusals import Refused
from parley.people.actions import give_operations
from parley.surveys.actions.reading import read_words
from parley.surveys.actions.taking_in import take_out_wave
from parley.surveys.models import Invited, OpenAnswer, Sheet, Wave
from parley.surveys.queries.released import figures_of, found_in
from parley.surveys.terms.past import OnlyTried, PastAnswers
from parley.surveys.terms.waves import Part
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.database]

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
WHOLE = ()
ABOUT = 'name = "Old"\nopened = 2026-01-05\nclosed = 2026-01-20\nblank = ["n/a"]\n'
AGREE = '[[questions]]\nkey = "influence"\ncolumn = "Q1"\n'


def taken(cast: Cast, csv: str | bytes, mapping: str, **given):
    raw = csv if isinstance(csv, bytes) else csv.encode()
    source = Source("answers.csv", lambda: BytesIO(raw))
    return import_past_answers(**{"source": source, "mapping": mapping, "actor": cast.ines, "at": AT} | given)


def refused(cast: Cast, csv: str | bytes, mapping: str) -> str:
    with pytest.raises(Refused) as refusal:
        taken(cast, csv, mapping)
    assert not Wave.objects.exists()
    return refusal.value.sentence


def answers(many: int = 40) -> str:
    lines = (f"{n},{n % 5 + 1},{('EMEA', 'Mars')[n % 2]},{('Sales', 'Engineering')[n // 2 % 2]}" for n in range(many))
    return "Respondent,Q1,Where,What\n" + "\n".join(lines) + "\n"


def whole(taken_in, question: str = "influence") -> dict[Any, Any]:
    return figures_of(Wave.objects.get(pk=taken_in.wave))[question, WHOLE]


def test_sheets_are_counted_and_hold_nothing_of_who_when_or_in_which_order(cast: Cast):
    old = taken(cast, answers(), ABOUT + AGREE + '[region]\ncolumn = "Where"\n')
    shown = whole(old)
    assert (shown["n"], shown["share"], old.answered) == (40, 0.4, 40)
    assert (shown["lowest"], shown["highest"]) == (None, None)
    found = found_in(old.wave)
    assert (found["invited"], found["rates"], shown["weighted"]["why_not"][:15]) == (None, [], "It is not known")
    assert [round(each["share"], 2) for each in found["steps"][0]["steps"]] == [0.2] * 5
    assert found["names"]["region"] == {"emea": "EMEA", "mars": "Mars"}
    rows = list(Sheet.objects.filter(wave=old.wave).order_by("key"))
    assert {frozenset(row.answers) for row in rows} == {frozenset({"influence"})}
    assert all(row.receipt is None for row in rows)
    assert not Invited.objects.exists()
    by_row = [row.answers["influence"] for row in Sheet.objects.filter(wave=old.wave)]
    assert by_row != [n % 5 + 1 for n in range(40)], "not the order of the file"


def test_a_wave_that_asked_so_many_has_the_bounds_of_the_silent_in_the_whole_alone(cast: Cast):
    old = taken(cast, answers(), ABOUT.replace("blank", "invited = 80\nblank") + AGREE + '[region]\ncolumn = "Where"\n')
    assert (found_in(old.wave)["invited"], whole(old)["lowest"], whole(old)["highest"]) == (80, 0.2, 0.7)
    parts = [figure for (_q, cell), figure in figures_of(Wave.objects.get(pk=old.wave)).items() if cell]
    assert parts
    assert all(each["lowest"] is None for each in parts)


def test_a_part_needs_twice_the_floor_of_answers(cast: Cast):
    lines = "".join(f"{n},{n % 5 + 1},{'Small' if n < 9 else ('A', 'B')[n % 2]},\n" for n in range(49))
    old = taken(cast, "R,Q1,Where,What\n" + lines, ABOUT + AGREE + '[group]\ncolumn = "Where"\n')
    why = {tuple(each["cell"][0]): each["why"] for each in found_in(old.wave)["hidden"]}
    assert why["group", "small"] == "too few invited"
    assert len(why) == 2, "another is hidden beside it"


def test_the_side_of_a_function_is_known_here_or_told_by_the_file(cast: Cast):
    old = taken(
        cast,
        answers(80),
        ABOUT + AGREE + '[function]\ncolumn = "What"\nvalues = { Engineering = "Product management" }\n',
    )
    cells = {cell for _question, cell in figures_of(Wave.objects.get(pk=old.wave))}
    assert {(("side", "business"),), (("side", "product"),), (("function", "sales"),)} <= cells
    told = ABOUT.replace("Old", "Older") + AGREE
    csv = answers(80).replace("Sales", "business").replace("Engineering", "product")
    again = taken(cast, csv, told + '[side]\ncolumn = "What"\n')
    cells = {cell for _question, cell in figures_of(Wave.objects.get(pk=again.wave))}
    assert cells == {WHOLE, (("side", "business"),), (("side", "product"),)}, "no function stands in for a side"


@pytest.mark.parametrize(
    ("how", "cells", "share"),
    [
        ('steps = { "Agree" = 4, "Strongly agree" = 5, "No" = 1 }', ("agree", "Strongly  Agree", "no", "N/A"), 0.67),
        ('agree = ["yes"]\nother = ["no", "perhaps"]', ("Yes", "NO", "perhaps", ""), 0.33),
        ("agree_from = 3.5", ("3.5", "3.49", "4", "n/a"), 0.67),
    ],
)
def test_values_mean_steps_or_who_agrees_or_averages(cast: Cast, how, cells, share):
    csv = "R,Q1\n" + "".join(f"x,{cell}\n" for cell in cells * 10)
    old = taken(cast, csv, ABOUT + AGREE + how + "\n")
    assert (whole(old)["n"], whole(old)["share"]) == (30, share)
    assert how.startswith("steps") or not found_in(old.wave)["steps"], "steps are shown only where they are known"


@pytest.mark.parametrize(
    ("how", "header", "line"),
    [
        ('columns = ["A", "B", "C"]', "A,B,C", "Testing,Vision,Plans"),
        ('ranks = { A = "Vision", B = "Testing", C = "Plans", D = "Execution" }', "A,B,C,D", "2,1,3,n/a"),
        ('chosen = { A = "Vision", B = "Testing", C = "Plans" }', "A,B,C", "n/a,x,n/a"),
    ],
)
def test_rankings_come_in_three_forms(cast: Cast, how, header, line):
    mapping = ABOUT + f'[[questions]]\nkind = "rank"\ntext = "What matters?"\n{how}\n'
    old = taken(cast, f"{header}\n" + f"{line}\n" * 30, mapping)
    (ranking,) = found_in(old.wave)["rankings"]
    assert (ranking["winner"], ranking["n"], ranking["items"][0]["first"]) == ("testing", 30, None)


def test_whoever_chose_several_of_one_has_no_first(cast: Cast):
    mapping = ABOUT + '[[questions]]\nkind = "rank"\ntext = "What?"\nchosen = { A = "V", B = "T", C = "P" }\n'
    old = taken(cast, "A,B,C\n" + "x,,\n" * 12 + "x,x,\n" * 8, mapping)
    assert found_in(old.wave)["rankings"][0]["n"] == "10–19"
    assert old.answered == 20


def test_own_words_wait_for_two_people_to_read_them(cast: Cast):
    mapping = ABOUT + AGREE + '[[questions]]\nkind = "open"\ntext = "What is missing?"\ncolumn = "Said"\n'
    old = taken(cast, "Q1,Said\n" + "".join(f"{n % 5 + 1},words {n}\n" for n in range(12)), mapping)
    assert "words" not in str(found_in(old.wave))
    assert not any("open" in sheet.answers for sheet in Sheet.objects.all())
    waiting = OpenAnswer.objects.filter(wave=old.wave, first=None)
    assert waiting.count() == 12
    give_operations(person=cast.femi, given=True, actor=cast.ines, at=AT)
    for reader in (cast.ines, cast.femi):
        for each in OpenAnswer.objects.filter(wave=old.wave):
            read_words(answer=each, shown=each.words, actor=reader, at=AT)
    assert found_in(old.wave, Part.WORDS)["words"][0]["words"][:2] == ["words 0", "words 1"]


def test_two_rows_of_headers_other_encodings_and_several_waves_in_one_file(cast: Cast):
    csv = "Rate these;;Round\nCafé;Tea;\n" + "4;1;1\n5;;1\n2;;2\n" * 10
    mapping = (
        ABOUT
        + 'encoding = "cp1252"\nheader_rows = 2\n'
        + ('[only]\nRound = ["1"]\n[[questions]]\ntext = "I like it."\ncolumn = "Rate these / Café"\n')
    )
    as_utf8 = refused(cast, csv.encode("cp1252"), mapping.replace("cp1252", "utf-8"))
    assert "not UTF-8" in as_utf8
    old = taken(cast, csv.encode("cp1252"), mapping)
    assert old.answered == 20
    (figure,) = found_in(old.wave)["figures"]
    assert (figure["n"], figure["masked"]) == (20, "or more")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("Q1", "Q9"), "The file has no column “Q9”."),
        (("column =", "colum ="), "question 1 knows no “colum”. Did you mean “column”?"),
        (("2026-01-20", "2026-13-20"), "this is not TOML"),
        (("closed = 2026-01-20\n", ""), "closed is needed"),
        (('name = "Old"', 'name = ""'), "name is needed"),
        ((AGREE, ""), "there is no question"),
        ((AGREE, AGREE * 2), "the question “I can influence the roadmap.” twice"),
        ((AGREE, AGREE + 'steps = { "1" = 7 }\n'), "steps is a table of values and steps from 1 to 5"),
        ((AGREE, AGREE + 'agree = ["5"]\nother = ["1"]\n'), "Line 3, column Q1: “2” is neither under"),
        ((AGREE, AGREE + 'agree = ["5"]\nagree_from = 3\n'), "one too many"),
        ((AGREE, AGREE + '[side]\ncolumn = "Where"\n'), "“EMEA” is no side"),
        ((AGREE, AGREE + '[only]\nWhere = ["Venus"]\n'), "No line holds answers"),
        ((AGREE, "floor = 3\n" + AGREE), "floor is 5 or 10"),
        ((AGREE, '[[questions]]\nkind = "rank"\ntext = "W"\ncolumns = ["Q1"]\nitems = ["1"]\n'), "is none of"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place_and_nothing_comes_in(cast: Cast, change, sentence):
    assert sentence in refused(cast, answers(), (ABOUT + AGREE).replace(*change))


def test_wrong_values_stop_it_or_are_blank_as_the_mapping_says(cast: Cast):
    csv = "Q1\n" + "4\nseven\n" * 10
    assert refused(cast, csv, ABOUT + AGREE) == (
        "Line 3, column Q1: “seven” is none of its steps. Write it under steps, or under blank. (And 9 times more.)"
    )
    old = taken(cast, csv, 'on_error = "blank"\n' + ABOUT + AGREE)
    assert (whole(old)["n"], old.answered) == ("10–19", 20)


def test_a_dry_run_shows_what_was_read_and_writes_nothing(cast: Cast):
    read: list[PastAnswers] = []
    with pytest.raises(OnlyTried) as tried:
        taken(cast, answers(), ABOUT + AGREE, dry_run=True, looked_at=read.append)
    assert (len(read[0].sheets), tried.value.waves[0].shown) == (40, 1)
    assert not Wave.objects.exists()
    assert not Sheet.objects.exists()


def test_taken_out_again_nothing_of_it_is_left(cast: Cast):
    old = taken(cast, answers(), ABOUT + AGREE)
    take_out_wave(wave=Wave.objects.get(pk=old.wave), reason="Twice.", actor=cast.ines, at=AT)
    assert not Sheet.objects.exists()
    assert found_in(old.wave) == {}


def test_a_column_of_names_is_no_cut_and_a_column_is_found_by_the_question_above_it(cast: Cast):
    csv = "Mail,I can influence it\n,Response\n" + "".join(f"m{n}@x.example,{n % 5 + 1}\n" for n in range(300))
    mapping = ABOUT + "header_rows = 2\n" + AGREE.replace("Q1", "I can influence it")
    assert "Column Mail has more than 200 values" in refused(cast, csv, mapping + '[group]\ncolumn = "Mail"\n')
    old = taken(cast, csv, mapping)
    assert (whole(old)["n"], whole(old)["share"]) == (300, 0.4)
