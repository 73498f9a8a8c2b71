"""Waves asked elsewhere come in as totals: shown, compared and exported like any other, and wholly or not at all."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from parley.exchange.actions.past_waves import import_past_totals
from parley.exchange.terms import Source
from parley.kernel.refusals import Refused
from parley.ledger.models import Entry
from parley.surveys.actions.taking_in import take_out_wave
from parley.surveys.models import ImportedTotal, Question, Release, Wave
from parley.surveys.queries.released import cell_of, figures_of, found_in
from parley.surveys.queries.waves import state_of
from parley.surveys.terms.past import OnlyTried
from parley.surveys.terms.waves import WaveState, wave_ref
from tests.cast import Cast, history
from tests.surveys.made import answer, crew, opened, released

pytestmark = [pytest.mark.django_db, pytest.mark.database]

EXAMPLE = Path(__file__).parents[2] / "examples" / "surveys" / "totals.csv"
HEADER = "wave,closed,question,cut,value,agree,answered,invited\n"
ONE = "Old,2026-01-20,influence,,,67,100,140\n"
AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
WHOLE = ()


def file(text: str) -> Source:
    return Source("totals.csv", lambda: BytesIO(text.encode()))


def taken(cast: Cast, text: str, **given):
    return import_past_totals(**{"source": file(text), "actor": cast.ines, "at": AT} | given)


def refused(cast: Cast, text: str) -> str:
    with pytest.raises(Refused) as refusal:
        taken(cast, text)
    assert not Wave.objects.filter(imported=True).exists(), "nothing is half written"
    return refusal.value.sentence


def shown_of(wave: int) -> dict[Any, Any]:
    return figures_of(Wave.objects.get(pk=wave))


def test_the_example_is_shown_like_any_other_wave_the_later_beside_the_earlier(cast: Cast):
    earlier, later = taken(cast, EXAMPLE.read_text())
    assert (earlier.name, later.name) == ("Autumn 2025", "Spring 2026"), "the oldest first, whatever the file says"
    found = found_in(later.wave)
    assert (found["invited"], found["answered"], found["before"]) == (140, 100, "Autumn 2025")
    shown = shown_of(later.wave)
    whole = shown["influence", WHOLE]
    assert (whole["n"], whole["share"], whole["masked"]) == (100, 0.67, "")
    assert (whole["lowest"], whole["highest"]) == (0.479, 0.764), "67 and 107 of 140"
    assert whole["low"] < 0.67 < whole["high"]
    assert whole["change"]["words"].startswith("67%, up 10 points: ")
    assert shown["influence", (("group", "identity"),)]["share"] == 0.65, "34 of 52"
    assert found_in(earlier.wave)["invited"] is None
    assert shown_of(earlier.wave)["influence", WHOLE]["lowest"] is None, "nobody knows how many were asked"
    wave = Wave.objects.get(pk=later.wave)
    assert (state_of(wave), wave.imported, wave.answered) == (WaveState.RELEASED, True, 100)
    assert history(wave_ref(wave.pk)) == [
        f"released the figures of [wave:{wave.pk}]",
        f"took in the totals of [wave:{wave.pk}], asked elsewhere: 100 answered",
    ]


def test_the_text_has_every_value_that_one_counted_from_sheets_has(cast: Cast):
    people = crew(cast, 60)
    wave = opened(cast)
    for n, person in enumerate(people):
        answer(wave, person, {"influence": 4 if n % 3 < 2 else 2})
    released(wave)
    asked_here = found_in(wave.pk)
    (old,) = taken(cast, HEADER + ONE)
    assert found_in(old.wave).keys() == asked_here.keys()
    kept = {key for figure in asked_here["figures"] for key in figure}
    assert {key for figure in found_in(old.wave)["figures"] for key in figure} == kept


def test_the_next_wave_asked_here_is_held_beside_the_imported_one_exactly(cast: Cast):
    people = crew(cast, 60)
    before = f"Old,{cast.at - timedelta(days=100):%Y-%m-%d},influence,,,"
    (old,) = taken(cast, HEADER + before + "30,60,\n", at=cast.at)
    wave = opened(cast)
    for n, person in enumerate(people):
        answer(wave, person, {"influence": 4 if n % 3 < 2 else 2})
    released(wave)
    change = shown_of(wave.pk)["influence", WHOLE]["change"]
    assert (change["by"], found_in(wave.pk)["before"]) == (0.17, "Old"), "40 of 60 after 30 of 60"
    with pytest.raises(Refused, match="was held beside it"):
        take_out_wave(wave=Wave.objects.get(pk=old.wave), reason="A mistake.", actor=cast.ines, at=AT)


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("Old,2026-01-20,influence,,,101,100,140", "Line 2: 101 agree, and only 100 answered."),
        ("Old,2026-01-20,influence,,,67,100,90", "Line 2: 100 answered, and only 90 were invited."),
        (ONE + "Old,2026-01-20,influence,group,Identity,40,101,", "more answers than the whole in line 2"),
        (ONE + "Old,2026-01-20,influence,group,Identity,68,90,", "more who agree than the whole"),
        (ONE + "Old,2026-01-20,influence,region,EMEA,10,60,", "more who do not agree than the whole"),
        (ONE + "Old,2026-01-20,influence,region,EMEA,40,60,141", "more invited than the whole"),
        (ONE + ONE, "Line 3: the same wave, question and part stand in line 2."),
        (ONE + "Old,2026-01-21,why,,,60,100,140", "Line 3, column closed: Old closed on 2026-01-21, and on 2026-01-20"),
        (ONE + "Old,2026-01-20,why,group,Identity,6,30,", "no line for the whole"),
        (ONE + "Old,2026-01-20,why,,,60,99,150", "Old invited 150, and 140 in line 2"),
        ("Old,2026-01-20,influence,,,67%,100,140", "Line 2, column agree: “67%” is a share."),
        ("Old,2026-01-20,influence,,,many,100,140", "Line 2, column agree: “many” is no number of people."),
        ("Old,someday,influence,,,67,100,140", "Line 2, column closed: “someday”: This is not a day."),
        ("Old,2026-01-20,influence,floor,3,67,100,140", "Line 2, column cut: “floor” is no cut."),
        ("Old,2026-01-20,influence,side,marketing,67,100,140", "Line 2, column value: “marketing” is no side."),
        ("Old,2026-01-20,influence,group,,67,100,140", "Line 2, column value: this is empty."),
        ("Old,2027-01-20,influence,,,67,100,140", "closed on 2027-01-20, which is not past"),
        (",2026-01-20,influence,,,67,100,140", "Line 2, column wave: this is empty."),
    ],
)
def test_what_cannot_be_true_is_refused_whole_with_its_line_and_column(cast: Cast, lines, sentence):
    assert sentence in refused(cast, f"{HEADER}{lines}\n")


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        ("wave,closed,question,agree,answered,mood", "Line 1: “mood” is no column of totals."),
        ("wave,closed,question,agreed,agree,answered", "column 5: “agree” means agree, as column 4 does."),
        ("Respondent,Q1,Q2,Q3,Q4,Q5", "6 columns, from “respondent” to “q5”, are none of totals."),
        ("wave,question,agree,answered", "there is no column closed"),
        ("wave,closed,question,cut,agree,answered", "cut and value belong together"),
    ],
)
def test_wrong_columns_are_refused(cast: Cast, header, sentence):
    assert sentence in refused(cast, header + "\n")


def test_other_names_of_columns_are_understood(cast: Cast):
    (old,) = taken(
        cast, "Survey;End date;Statement;Favourable;Responses\nOld;20.01.2026;I can influence the roadmap;67;100\n"
    )
    assert shown_of(old.wave)["influence", WHOLE]["share"] == 0.67


def test_a_second_wave_of_the_file_that_is_wrong_keeps_the_first_out(cast: Cast):
    taken(cast, HEADER + ONE)
    with pytest.raises(Refused, match="A wave “Old” is here already"):
        taken(cast, HEADER + "Older,2025-01-20,influence,,,67,100,140\n" + ONE)
    assert Wave.objects.filter(imported=True).count() == 1


def test_small_parts_and_those_that_give_them_away_are_left_out_with_why(cast: Cast):
    lines = [ONE.strip(), *(f"Old,2026-01-20,influence,group,{name},{agree},{of}," for name, agree, of in
                            (("A", 40, 60), ("B", 20, 26), ("C", 5, 11), ("D", 2, 3)))]  # fmt: skip
    (old,) = taken(cast, HEADER + "\n".join(lines))
    why = {each.line: each.sentence for each in old.left_out}
    assert why.keys() == {5, 6}, "D is too small, and C would give it away"
    assert "fewer than 5 answered" in why[6]
    assert "could be worked out" in why[5]
    shown = {cell for _question, cell in shown_of(old.wave)}
    assert shown == {WHOLE, (("group", "a"),), (("group", "b"),)}
    hidden = {cell_of(each["cell"]) for each in found_in(old.wave)["hidden"]}
    assert hidden == {(("group", "c"),), (("group", "d"),)}
    assert ImportedTotal.objects.filter(wave=old.wave).count() == 3, "only of what is shown"


def test_what_would_undo_a_mask_is_left_out_too(cast: Cast):
    lines = "Old,2026-01-20,influence,,,39,100,\nOld,2026-01-20,influence,group,A,38,60,\n"
    (old,) = taken(cast, f"{HEADER}{lines}Old,2026-01-20,influence,group,B,1,40,\n")
    shown = shown_of(old.wave)
    assert shown["influence", (("group", "b"),)]["masked"] == "or fewer"
    assert shown.keys() == {("influence", WHOLE), ("influence", (("group", "b"),))}, "39 less 38 would be the one of B"
    assert [each.line for each in old.left_out] == [3]


def test_a_side_without_one_of_its_functions_does_not_give_it_away(cast: Cast):
    rows = (("side", "business", 20, 33), ("side", "product", 30, 50), ("function", "Sales", 10, 16),
            ("function", "Client services", 8, 14), ("function", "Account management", 2, 3),
            ("function", "Product management", 30, 47), ("function", "Engineering", 0, 3))  # fmt: skip
    lines = "\n".join(f"Old,2026-01-20,influence,{cut},{value},{agree},{of}," for cut, value, agree, of in rows)
    (old,) = taken(cast, f"{HEADER}Old,2026-01-20,influence,,,50,83,\n{lines}")
    shown = {cell[0][1] for _question, cell in shown_of(old.wave) if cell}
    assert not {"account-management", "engineering"} & shown
    business = {"client-services", "sales"}
    assert "business" not in shown or not business <= shown, "the third would be what is left of the side"


def test_shares_of_few_or_all_alike_are_masked_and_banded(cast: Cast):
    (old,) = taken(cast, f"{HEADER}Old,2026-01-20,influence,,,98,100,\nOld,2026-01-20,why,,,4,12,\n")
    shown = shown_of(old.wave)
    assert (shown["influence", WHOLE]["share"], shown["influence", WHOLE]["masked"]) == (0.95, "or more")
    assert (shown["why", WHOLE]["n"], shown["why", WHOLE]["share"]) == ("10–19", 0.35)


def test_a_dry_run_says_all_and_writes_nothing(cast: Cast):
    before = Entry.objects.count()
    with pytest.raises(OnlyTried) as tried:
        taken(cast, EXAMPLE.read_text(), dry_run=True)
    assert [each.name for each in tried.value.waves] == ["Autumn 2025", "Spring 2026"]
    assert not Wave.objects.exists()
    assert Entry.objects.count() == before


def test_only_product_operations_take_waves_in_or_out(cast: Cast):
    with pytest.raises(Refused, match="Only product operations"):
        taken(cast, HEADER + ONE, actor=cast.noor)
    (old,) = taken(cast, HEADER + ONE)
    with pytest.raises(Refused, match="Only product operations"):
        take_out_wave(wave=Wave.objects.get(pk=old.wave), reason="No.", actor=cast.noor, at=AT)


def test_a_wave_taken_in_by_mistake_is_taken_out_with_a_reason_and_may_come_again(cast: Cast):
    (old,) = taken(cast, HEADER + ONE)
    wave = Wave.objects.get(pk=old.wave)
    with pytest.raises(Refused, match="Say in a few words why"):
        take_out_wave(wave=wave, reason=" ", actor=cast.ines, at=AT)
    take_out_wave(wave=wave, reason="The wrong year.", actor=cast.ines, at=AT)
    wave.refresh_from_db()
    assert state_of(wave) is WaveState.WITHDRAWN
    assert not [table for table in (Release, ImportedTotal, Question) if table.objects.filter(wave=wave).exists()]
    assert history(wave_ref(wave.pk))[0] == f"took [wave:{wave.pk}] out again, and deleted what had come in of it"
    (again,) = taken(cast, HEADER + ONE)
    assert again.wave != wave.pk


def test_a_wave_asked_here_is_not_taken_out(cast: Cast):
    crew(cast, 20)
    with pytest.raises(Refused, match="Only waves that were taken in"):
        take_out_wave(wave=opened(cast), reason="No.", actor=cast.ines, at=AT)
