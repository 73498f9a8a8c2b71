"""What a wave found: counted once from the sealed sheets, in one text that every surface reads."""

import hashlib
import json
import random
from datetime import timedelta

import pytest

from parley.ledger.terms import MACHINE
from parley.people.actions import give_operations
from parley.reactions.surveys import count
from parley.surveys.actions.reading import read_words
from parley.surveys.models import OpenAnswer, Release, Sheet
from parley.surveys.queries.counting import what_was_answered
from parley.surveys.queries.released import cell_of, figures_of, found_in, shows
from parley.surveys.rules.counting import counted
from parley.surveys.terms.waves import Part, wave_ref
from tests.cast import Cast, history
from tests.surveys.made import answer, answered, answers, crew, opened, released, sealed

pytestmark = [pytest.mark.django_db, pytest.mark.database]
WHOLE = ()


def test_a_wave_is_counted_once_into_one_text_with_its_digest(cast: Cast):
    people = crew(cast, 60)
    wave = opened(cast)
    answered(wave, people[:50], "words")
    count({"wave": wave.pk}, wave.closes_at)
    assert not Release.objects.exists(), "nothing is counted before it is sealed"
    released(wave)
    kept = Release.objects.get()
    assert kept.digest == hashlib.sha256(kept.content.encode()).hexdigest()
    count({"wave": wave.pk}, wave.closes_at)
    assert Release.objects.get() == kept
    assert history(wave_ref(wave.pk))[0] == f"released the figures of [wave:{wave.pk}]"
    found = found_in(wave.pk)
    assert (found["invited"], found["answered"], found["floor"]) == (66, 50, 5)
    assert "words" not in kept.content


def test_the_whole_says_how_many_agree_of_how_many_with_interval_and_worst_case(cast: Cast):
    people = crew(cast, 60)
    wave = opened(cast)
    answered(wave, people[:50])
    whole = figures_of(released(wave))["influence", WHOLE]
    assert (whole["n"], whole["share"], whole["masked"]) == (50, 0.4, "")
    assert whole["low"] < 0.4 < whole["high"]
    assert (whole["lowest"], whole["highest"]) == (0.3, 0.55), "20 and 36 of 66"
    assert whole["change"] is None
    assert "Below 100 answers" in whole["weighted"]["why_not"]


def test_parts_are_shown_by_group_side_region_and_function_where_they_give_nobody_away(cast: Cast):
    people = crew(cast, 120)
    wave = opened(cast)
    answered(wave, people)
    shown = figures_of(released(wave))
    cuts = {cut for (_question, cell) in shown for cut, _value in cell}
    assert cuts == {"group", "side", "region", "function"}
    assert {cell for (question, cell) in shown if question == "influence"} >= {
        (("group", "identity"),),
        (("side", "business"),),
        (("region", "emea"),),
        (("side", "business"), ("region", "apac")),
    }
    assert shows(wave, "influence", (("group", "identity"),))
    assert shows(wave, "value", ())
    assert not shows(wave, "influence", (("group", "nobody"),))


def test_a_small_part_is_hidden_with_why_and_nothing_of_it_is_in_the_text(cast: Cast):
    people = crew(cast, 40)
    wave = opened(cast)
    answered(wave, people)
    found = found_in(released(wave).pk)
    hidden = {cell_of(each["cell"]): each["why"] for each in found["hidden"] if each["question"] == "influence"}
    assert any("few" in why for why in hidden.values())
    shown = {cell_of(each["cell"]) for each in found["figures"]}
    assert not shown & hidden.keys()


def test_the_ranking_says_no_clear_winner_where_that_is_the_truth(cast: Cast):
    people = crew(cast, 60)
    wave = opened(cast)
    answered(wave, people)
    (whole,) = [each for each in found_in(released(wave).pk)["rankings"] if not each["cell"]]
    assert whole["winner"] == ""
    assert {(item["low"], item["high"]) for item in whole["items"]} == {(1, 5)}


def test_a_clear_winner_is_named(cast: Cast):
    people = crew(cast, 60)
    wave = opened(cast)
    for n, person in enumerate(people):
        rest = ["vision", "feedback", "execution"]
        random.Random(n).shuffle(rest)  # noqa: S311 - a test that repeats
        answer(wave, person, {"value": ["testing", *rest[:2]]})
    (whole,) = [each for each in found_in(released(wave).pk)["rankings"] if not each["cell"]]
    assert whole["winner"] == "testing"
    first = whole["items"][0]
    assert (first["item"], first["score"], first["first"]) == ("testing", None, None), (
        "all put it first: that is masked"
    )
    assert (first["low"], first["high"]) == (1, 1)


def test_the_same_sheets_in_another_order_give_the_same_text(cast: Cast):
    people = crew(cast, 60)
    wave = sealed_with(cast, people)
    given = what_was_answered(wave)
    turned = list(given.sheets)
    random.Random(1).shuffle(turned)  # noqa: S311 - as above
    again = type(given)(**{name: getattr(given, name) for name in given.__slots__} | {"sheets": turned})
    assert json.dumps(counted(given), sort_keys=True) == json.dumps(counted(again), sort_keys=True)


def sealed_with(cast: Cast, people):
    wave = opened(cast)
    answered(wave, people)
    return sealed(wave)


def next_wave(cast: Cast, before, **given):
    at = before.closes_at + timedelta(days=1)
    return opened(cast, **{"name": "Spring", "opens_at": at, "closes_at": at + timedelta(days=10), "at": at} | given)


def test_the_change_since_last_time_is_a_sentence_that_does_not_say_too_much(cast: Cast):
    people = crew(cast, 60)
    wave = opened(cast)
    for n, person in enumerate(people):
        answer(wave, person, {"influence": 4 if n % 5 < 3 else 2, "why": 4})
    released(wave)
    later = next_wave(cast, wave)
    for n, person in enumerate(people):
        answer(later, person, {"influence": 4 if n % 3 < 2 else 2, "why": 2})
    shown = figures_of(released(later))
    change = shown["influence", WHOLE]["change"]
    assert (change["by"], change["sure"]) == (0.07, 0)
    assert change["words"] == "67%, up 7 points: too few answers to say it really rose"
    assert "Nearly everybody" in shown["why", WHOLE]["change"]["why_not"]


@pytest.mark.parametrize("churn", [1, 4])
def test_a_part_that_few_came_to_or_left_is_not_held_beside_the_last(cast: Cast, churn):
    people = crew(cast, 60)
    wave = opened(cast)
    for n, person in enumerate(people):
        answer(wave, person, {"influence": 4 if n % 2 else 2})
    released(wave)
    more = crew(cast, churn, name="late")
    later = next_wave(cast, wave)
    for n, person in enumerate([*people, *more]):
        answer(later, person, {"influence": 4 if n % 2 else 2})
    change = figures_of(released(later))["influence", WHOLE]["change"]
    assert "Fewer than 5 people came or left" in change["why_not"]


def test_every_figure_is_of_the_part_s_own_sheets(cast: Cast):
    people = crew(cast, 200)
    wave = opened(cast)
    answered(wave, people)
    sheets = list(Sheet.objects.filter(wave=wave))
    released(wave)
    for (question, cell), figure in figures_of(wave).items():
        rows = [
            each
            for each in sheets
            if question in each.answers and all(getattr(each, cut) == value for cut, value in cell)
        ]
        agree = sum(row.answers[question] in (4, 5) for row in rows)
        if isinstance(figure["n"], int):
            assert figure["n"] == len(rows)
            if not figure["masked"]:
                assert figure["share"] == pytest.approx(agree / len(rows), abs=0.006)
        else:
            low, high = map(int, figure["n"].split("–"))
            assert low <= len(rows) <= high


def test_once_counted_no_sheet_says_where_it_was_counted(cast: Cast):
    people = crew(cast, 60)
    wave = sealed_with(cast, people)
    keys = set(Sheet.objects.values_list("key", flat=True))
    assert Sheet.objects.exclude(group="").count() == 60
    count({"wave": wave.pk}, wave.closes_at)
    assert set(Sheet.objects.values_list("group", "side", "region", "function")) == {("", "", "", "")}
    assert not keys & set(Sheet.objects.values_list("key", flat=True))
    assert Sheet.objects.count() == 60


@pytest.mark.parametrize(("who", "sides"), [("crew", {"business", "product"}), ("crew and two executives", {""})])
def test_words_keep_their_side_only_where_they_are_shown_by_it(cast: Cast, who, sides):
    people = crew(cast, 60)
    wave = opened(cast, everybody=True)
    answered(wave, people, "words")
    if "executives" in who:
        answered(wave, [cast.elena, cast.ravi], "ours")
    released(wave)
    rows = list(OpenAnswer.objects.filter(wave=wave))
    assert {each.side for each in rows} == sides
    for reader in (cast.ines, cast.noor):
        give_operations(person=reader, given=True, actor=MACHINE, at=cast.at)
        for each in OpenAnswer.objects.filter(wave=wave):
            read_words(answer=each, shown=each.words, actor=reader, at=wave.closes_at)
    assert {each["side"] for each in found_in(wave.pk, Part.WORDS)["words"]} == sides


def test_without_any_answer_nothing_is_shown_and_the_wave_is_over(cast: Cast):
    crew(cast, 12)
    wave = released(opened(cast))
    found = found_in(wave.pk)
    assert (found["figures"], found["answered"]) == ([], 0)
    assert found_in(wave.pk, Part.WORDS) == {}
    assert answers(0)
