"""Change between waves: the published differences, what could have shown, waves that overlap, and the sentences."""

import pytest

from parley.surveys.rules.changes import (
    Answers,
    Change,
    Shown,
    change,
    detectable,
    in_words,
)
from parley.surveys.rules.proportions import wilson_effective
from tests.surveys.reference import reference

PUBLISHED = reference("a_proportions")
WAVES = PUBLISHED["wave_change_examples"]


def ends(found: Change | None) -> list[float]:
    assert found
    return [found.low, found.high]


@pytest.mark.parametrize(
    "case",
    PUBLISHED["difference_independent"],
    ids=lambda case: f"{case['x1']}/{case['n1']} - {case['x2']}/{case['n2']}",
)
def test_the_published_differences(case):
    found = change(Answers(case["x1"], case["n1"]), Answers(case["x2"], case["n2"]))
    assert found
    assert found.by == pytest.approx(case["diff"], abs=5.1e-7)
    assert ends(found) == pytest.approx(case["published_method10"], abs=5.1e-5)
    assert ends(found) == pytest.approx(case["formula"], abs=5.1e-7)
    assert ends(found) == pytest.approx(case["statsmodels_newcomb"], abs=5.1e-7)


def test_the_difference_of_fagerland():
    case = PUBLISHED["fagerland_2015"]
    found = ends(change(Answers(case["x1"], case["n1"]), Answers(case["x2"], case["n2"])))
    assert found == pytest.approx(case["newcombe"], abs=5.1e-7)
    assert found == pytest.approx(case["published_newcombe"], abs=5.1e-4)


@pytest.mark.parametrize("case", WAVES, ids=lambda case: f"{case['earlier']} to {case['later']}")
def test_the_waves(case):
    found = change(Answers(*case["later"]), Answers(*case["earlier"]))
    assert found
    assert [found.by, found.low, found.high] == pytest.approx(case["diff_ci"], abs=5.1e-5)


def test_nothing_and_everything():
    edges = PUBLISHED["edge_statsmodels"]
    assert change(Answers(0, 0), Answers(5, 10)) is None  # where statsmodels divides by zero
    assert change(Answers(5, 10), Answers(0, 0)) is None
    for hits in (0, 10):
        found = ends(change(Answers(hits, 10), Answers(hits, 10)))
        assert found == pytest.approx(edges[f"newcomb ({hits}, 10, {hits}, 10)"], abs=1e-12)
    assert detectable(0.5, 0) is None
    assert detectable(1, 50) is None
    assert detectable(0.9, 10) is None


@pytest.mark.parametrize("case", PUBLISHED["detectable_change"], ids=lambda case: f"{case['n_per_wave']} a wave")
def test_what_could_have_shown(case):
    of = case["n_per_wave"]
    assert detectable(0.67, of) == pytest.approx(case["increase_from_67_detectable_80pct_power"], abs=5.1e-5)
    plain = wilson_effective(0.67, of)  # 67% of 30 is no whole number of people
    assert plain
    assert plain.half_width == pytest.approx(case["wilson_half_width_at_67pct"], abs=5.1e-5)


def said(later, earlier, step=1):
    found = change(Answers(*later), Answers(*earlier))
    assert found
    now, before = (Shown(round(hits / of * 100 / step) * step) for hits, of in (later, earlier))
    return in_words(now, before, found, step=step)


@pytest.mark.parametrize(
    ("later", "earlier", "sentence"),
    [
        ((71, 100), (67, 100), "71%, up 4 points: too few answers to say it really rose"),
        ((67, 100), (71, 100), "67%, down 4 points: too few answers to say it really fell"),
        ((134, 200), (116, 200), "67%, up 9 points; could be anything from no change to 18"),
        ((116, 200), (134, 200), "58%, down 9 points; could be anything from no change to 18"),
        ((134, 200), (110, 200), "67%, up 12 points: a clear rise, of 2 to 21 points"),
        ((110, 200), (134, 200), "55%, down 12 points: a clear fall, of 2 to 21 points"),
        ((67, 100), (67, 100), "67%, as last time; could be anything from 13 points down to 13 points up"),
        ((6_740, 10_000), (6_700, 10_000), "67%: hardly changed"),
        ((6_790, 10_000), (6_700, 10_000), "68%, up 1 point: hardly changed"),
        ((6_840, 10_000), (6_700, 10_000), "68%, up 1 point: a rise, of at most 3 points"),
    ],
)
def test_the_sentences(later, earlier, sentence):
    assert said(later, earlier) == sentence


def test_the_sentences_of_few_answers_are_in_the_steps_of_their_shares():
    assert said((8, 12), (6, 12), step=5) == "65%, up 15 points: too few answers to say it really rose"
    assert said((11, 12), (2, 12), step=5) == "90%, up 75 points: a clear rise, of 35 to 90 points"


def test_a_masked_share_says_at_least():
    rose = change(Answers(95, 100), Answers(60, 100))
    same = change(Answers(95, 100), Answers(95, 100))
    assert rose
    assert same
    most, few = Shown(95, "more"), Shown(5, "less")
    assert in_words(most, Shown(60), rose, step=1) == (
        "95% or more, up at least 35 points: a clear rise, of 24 to 45 points"
    )
    assert in_words(few, Shown(60), Change(-0.55, -0.64, -0.44), step=1).startswith(
        "5% or less, down at least 55 points"
    )
    assert in_words(most, most, same, step=1).startswith("95% or more, as last time; could be anything from")


def test_a_small_sure_change_is_not_called_clear():
    assert in_words(Shown(68), Shown(67), Change(0.01, 0.001, 0.019), step=1) == (
        "68%, up 1 point: a rise, of at most 2 points"
    )
    assert in_words(Shown(67), Shown(67), Change(0.004, 0.001, 0.006), step=1) == "67%: a rise, of at most 1 point"
    assert in_words(Shown(68), Shown(67), Change(0.01, 0.006, 0.014), step=1) == "68%, up 1 point: a clear rise"


def test_a_change_holds_what_was_seen_and_is_mirrored():
    for later in range(11):
        for earlier in range(13):
            found, back = (
                change(Answers(later, 10), Answers(earlier, 12)),
                change(Answers(earlier, 12), Answers(later, 10)),
            )
            assert found
            assert back
            assert -1 <= found.low <= found.by <= found.high <= 1
            assert [back.low, back.high] == pytest.approx([-found.high, -found.low], abs=1e-12)
