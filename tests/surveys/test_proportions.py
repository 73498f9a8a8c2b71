"""Intervals round shares: every published and recomputed value, two ways to the same one, and nothing of nothing."""

import random

import pytest
from scipy.stats import beta, binomtest

from parley.kernel.intervals import wilson as kernel_wilson
from parley.surveys.rules.proportions import (
    Interval,
    effective,
    hypergeometric,
    of_everybody,
    wilson,
    wilson_effective,
    worst_case,
)
from tests.surveys.reference import reference

PUBLISHED = reference("a_proportions")
SINGLE, FINITE = PUBLISHED["single"], PUBLISHED["fpc"]
MANY = 2_000


def ends(interval: Interval | None) -> list[float]:
    assert interval
    return [interval.low, interval.high]


def digits(value):
    """Half of the last digit that is given."""
    return 0.5 / 10 ** len(f"{value}".partition(".")[2]) + 1e-12


def agree(found, wanted):
    for one, other in zip(found, wanted, strict=True):
        assert one == pytest.approx(other, abs=max(digits(other), 5.1e-7 if 0 < other < 1 else 1e-12))


@pytest.mark.parametrize("case", SINGLE, ids=lambda case: f"{case['x']} of {case['n']}")
def test_the_single_proportions(case):
    x, n = case["x"], case["n"]
    assert x / n == pytest.approx(case["p"], abs=1e-15)
    agree(ends(wilson(x, n)), case["wilson"])
    agree(ends(wilson(x, n)), case["wilson_statsmodels"])
    agree(ends(wilson_effective(x / n, n)), case["wilson"])
    published = case.get("published_newcombe1998a", {})
    if "wilson" in published:
        assert ends(wilson(x, n)) == pytest.approx(published["wilson"], abs=5.1e-5)


@pytest.mark.parametrize("case", SINGLE, ids=lambda case: f"{case['x']} of {case['n']}")
def test_the_library_gives_the_other_intervals_of_the_same_proportions(case):
    x, n = case["x"], case["n"]
    for name, method in (("cp", "exact"), ("wilson_cc", "wilsoncc")):
        found = binomtest(x, n).proportion_ci(method=method)
        agree([found.low, found.high], case[name])
        if published := case.get("published_newcombe1998a", {}).get(name):
            assert [found.low, found.high] == pytest.approx(published, abs=5.1e-5)
    jeffreys = beta.ppf([0.025, 0.975], x + 0.5, n - x + 0.5)
    agree(jeffreys, case["jeffreys_equal_tail"])
    agree(jeffreys, case["jeffreys_statsmodels"])
    agree([0 if x == 0 else jeffreys[0], 1 if x == n else jeffreys[1]], case["jeffreys_modified"])


def test_the_formula_of_pages_and_the_library_of_surveys_give_the_same():
    chance = random.Random(6)  # noqa: S311 - the same numbers each time
    pairs = [(case["x"], case["n"]) for case in SINGLE]
    sizes = [chance.randint(1, 5_000) for _ in range(MANY)]
    pairs += [(chance.choice((0, n, chance.randint(0, n))), n) for n in sizes]
    for x, n in pairs:
        by_library = ends(wilson(x, n))
        assert list(kernel_wilson(x, n) or ()) == pytest.approx(by_library, abs=1e-9)
        assert ends(wilson_effective(x / n, n)) == pytest.approx(by_library, abs=1e-9)


@pytest.mark.parametrize("case", FINITE, ids=lambda case: f"{case['x']} of {case['n']} of {case['N']}")
def test_the_finite_populations(case):
    x, n, invited = case["x"], case["n"], case["N"]
    assert x / n == pytest.approx(case["p"], abs=1e-6)
    assert n / invited == pytest.approx(case["response_rate"], abs=5.1e-5)
    agree(ends(wilson(x, n)), case["wilson_no_fpc"])
    agree(ends(hypergeometric(x, n, invited)), case["exact_hypergeometric"])
    agree(ends(worst_case(x, n, invited)), case["worst_case_nonresponse_bounds"])
    if n == invited:
        assert case["n_eff"] is None
        assert ends(of_everybody(x, n, invited)) == case["wilson_fpc"] == [x / n, x / n]
        return
    assert effective(n, invited) == pytest.approx(case["n_eff"], abs=5.1e-5)
    agree(ends(wilson_effective(x / n, effective(n, invited))), case["wilson_fpc"])
    agree(ends(of_everybody(x, n, invited)), case["exact_hypergeometric" if invited <= 100 else "wilson_fpc"])


def test_exact_up_to_a_hundred_invited_and_wilson_above():
    assert of_everybody(30, 50, 100) == hypergeometric(30, 50, 100)
    assert of_everybody(30, 50, 101) == wilson_effective(0.6, effective(50, 101))
    assert ends(of_everybody(30, 50, 100)) == pytest.approx(ends(of_everybody(30, 50, 101)), abs=0.02)


def test_of_no_answers_there_is_no_figure_and_all_of_few_is_not_certain():
    for nothing in (wilson(0, 0), wilson_effective(0.5, 0), of_everybody(0, 0, 30), hypergeometric(0, 0, 30)):
        assert nothing is None
    assert worst_case(0, 0, 30) is None
    assert of_everybody(0, 0, 0) is None
    assert wilson(5, 5) != Interval(1, 1)
    assert of_everybody(5, 5, 6) == Interval(5 / 6, 1)
    assert of_everybody(5, 5, 5) == Interval(1, 1)
    edges = PUBLISHED["edge_statsmodels"]
    assert ends(wilson(0, 1)) == pytest.approx(edges["wilson 0/1"], abs=1e-12)
    assert ends(wilson(1, 1)) == pytest.approx(edges["wilson 1/1"], abs=1e-12)


def test_what_cannot_be_is_no_figure_but_a_fault():
    for impossible in ((3, 2, 5), (-1, 2, 5), (2, 6, 5)):
        for figure in (of_everybody, hypergeometric, worst_case):
            with pytest.raises(ValueError, match="cannot be"):
                figure(*impossible)
    with pytest.raises(ValueError, match="k"):
        wilson(3, 2)


def test_each_interval_holds_its_share_and_lies_within_the_worst_case():
    chance = random.Random(7)  # noqa: S311 - as above
    for _ in range(MANY):
        invited = chance.randint(1, 150)
        of = chance.randint(1, invited)
        hits = chance.randint(0, of)
        found, worst = of_everybody(hits, of, invited), worst_case(hits, of, invited)
        assert found
        assert worst
        assert found.holds(hits / of)
        assert worst.holds(hits / of)
        if invited <= 100:
            assert worst.low <= found.low
            assert found.high <= worst.high
