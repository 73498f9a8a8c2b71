"""That intervals hold the truth as often as they promise: over drawn waves, and over every truth, as published."""

import argparse
import time

import pytest

from parley.commands.bench import coverage
from parley.commands.bench.coverage import RATES, SIZES, WAVES, of_changes, of_every_truth, of_waves
from parley.surveys.rules.proportions import Interval, effective, hypergeometric, of_everybody, wilson, wilson_effective
from tests.surveys.reference import reference

pytestmark = pytest.mark.once

PUBLISHED = reference("a_proportions")
LEAST = 0.93


def finite(hits, of, invited):
    return wilson_effective(hits / of, effective(of, invited))


def endless(hits, of, invited):
    return wilson(hits, of)


KINDS = {"wilson_fpc": finite, "exact": hypergeometric}


def each_size(case):
    return f"{case['n']} of {case['N']}"


@pytest.mark.parametrize("invited", SIZES)
def test_over_two_thousand_waves_the_interval_holds_the_truth(invited):
    assert WAVES >= 2_000
    assert {round(invited * rate) for rate in RATES} < set(range(5, invited))
    found = of_waves(invited)
    assert LEAST <= found.least <= found.mean


@pytest.mark.parametrize("invited", SIZES)
@pytest.mark.parametrize(("rate", "twice"), [(0.5, 0.0), (0.5, 1.0), (0.8, 0.75)])
def test_over_two_thousand_waves_the_interval_holds_the_change(invited, rate, twice):
    assert of_changes(invited, rate=rate, twice=twice) >= LEAST


def test_too_narrow_an_interval_would_be_found_out():
    def narrow(hits, of, invited):
        found = of_everybody(hits, of, invited)
        assert found
        return Interval(found.low + found.half_width / 3, found.high - found.half_width / 3)

    assert all(of_waves(invited, interval=narrow).mean < LEAST for invited in SIZES)


@pytest.mark.parametrize("case", PUBLISHED["fpc_exact_coverage"], ids=each_size)
def test_the_published_coverage_of_one_truth(case):
    for kind, name in ((finite, "wilson_fpc"), (hypergeometric, "exact"), (endless, "wilson_no_fpc")):
        [found] = of_every_truth(case["N"], case["n"], kind, only=case["K"])
        assert found == pytest.approx(case[f"coverage_{name}"], abs=5.1e-5), name


@pytest.mark.parametrize("case", PUBLISHED["fpc_coverage_all_K"], ids=each_size)
def test_the_published_coverage_of_every_truth(case):
    for name, kind in KINDS.items():
        found = of_every_truth(case["N"], case["n"], kind)
        assert found.mean() == pytest.approx(case[f"{name}_mean"], abs=5.1e-5), name
        assert found.min() == pytest.approx(case[f"{name}_min"], abs=5.1e-5), name
    found = of_every_truth(case["N"], case["n"], endless)
    assert found.mean() == pytest.approx(case["wilson_nofpc_mean"], abs=5.1e-5)


@pytest.mark.parametrize("case", PUBLISHED["wave_overlap_coverage"]["rows"], ids=lambda case: f"{case['overlap']}")
def test_waves_that_overlap_are_covered_as_published(case):
    given = PUBLISHED["wave_overlap_coverage"]
    assert given["true"] == [0.58, 0.67]
    found = of_changes(given["N"], rate=given["n_per_wave"] / given["N"], twice=case["overlap"])
    assert found == pytest.approx(case["coverage"], abs=0.01)


def test_the_bench_prints_mean_and_least(capsys):
    began = time.process_time()
    assert coverage.run(argparse.Namespace(waves=100)) == 0
    lines = capsys.readouterr().out.splitlines()
    for invited in SIZES:
        assert sum(line.split()[:1] == [str(invited)] for line in lines) == 5
    assert time.process_time() - began < 20
