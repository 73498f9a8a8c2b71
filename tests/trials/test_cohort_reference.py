"""The reference values of METHODS (i), and a company of ten thousand clients."""

import time
from dataclasses import replace

import pytest
from dateutil.relativedelta import relativedelta

from parley.commands.bench.cohort import bare, many, wanted_of_many
from parley.roadmap.terms.portfolio import Status
from parley.trials.rules.cohort import bars_of, cohort_for
from parley.trials.rules.cohort.choosing import choosing_of
from parley.trials.rules.cohort.limits import breaks, limits_of
from parley.trials.terms.candidates import Bar, Candidate, Consent, Dimension, Fit, Standing
from parley.trials.terms.cohort import Cohort, Places, Question, Quota, Variety, Wish
from tests.trials.cohorts import ON, reference

REGIONS = ("US", "EMEA", "APAC")
BARS = {"active beta": Bar.IN_TRIAL, "owner has not agreed": Bar.NOT_AGREED, "cool-off": Bar.RESTS}


def nine() -> tuple[list[Candidate], Wish]:
    """Give the nine clients of the reference, who fit as much as what they need weighs, and what is wanted of them."""
    given = reference()["small"]
    candidates = [
        Candidate(
            key=key, whole=key, name=name, region=REGIONS.index(region), segment=segment,
            fit=Fit(sum(given["weights"][need] for need in needs)),
            standing=Standing(
                trial_open=bool(running), consent=Consent.AGREED if agreed else Consent.WAITING,
                trial_ends=None if running else ON - relativedelta(months=months),
            ),
        )
        for key, (name, (region, segment, needs, months, running, agreed)) in enumerate(given["clients"].items())
    ]  # fmt: skip
    quotas = tuple(Quota(Dimension.REGION, key, 1, name) for key, name in enumerate(REGIONS))
    wish = Wish(
        places=given["k"], quotas=quotas, varieties=(Variety(Dimension.SEGMENT, 2),), pause=given["cooloff_months"]
    )
    return candidates, wish


def names(candidates: list[Candidate], found: Cohort) -> list[str]:
    return sorted(each.name for each in candidates if each.key in found.chosen)


def test_the_small_reference_has_its_eligible_its_optimum_and_the_price_of_its_spread():
    given = reference()["small"]
    candidates, wish = nine()
    found = cohort_for(candidates, wish, ON)
    bars = {each.name: found.barred[each.key][0].bar for each in candidates if each.key in found.barred}
    assert bars == {name: BARS[reason] for name, reason in given["excluded"].items()}
    assert sorted(each.name for each in candidates if each.key not in found.barred) == given["eligible"]
    assert (found.status, found.value.fit) == (Status.OPTIMAL, given["optimum"])
    assert given["n_optimal"] == 1
    assert names(candidates, found) == given["one_optimal"]
    assert found.unspread is not None
    assert found.unspread.fit == given["without_coverage"]["value"]
    assert found.price_of_spread is not None
    assert found.price_of_spread.fit == 1
    free = cohort_for(candidates, replace(wish, quotas=(), varieties=()), ON)
    assert names(candidates, free) == given["without_coverage"]["set"]
    regions = {REGIONS[each.region] for each in candidates if each.key in free.chosen and each.region is not None}
    assert sorted(regions) == given["without_coverage"]["regions"]


def test_maximum_coverage_is_exact_where_the_greedy_way_is_not():
    given = reference()["max_coverage"]
    questions = tuple(Question(key, f"Question {key}") for key in range(1, 13))
    candidates = [
        Candidate(key=key, whole=key, name=name, fit=Fit(0), answers=frozenset(each))
        for key, (name, each) in enumerate(given["sets"].items())
    ]
    found = cohort_for(candidates, Wish(places=given["k"], questions=questions), ON)
    assert found.value.answers == given["exact"] > given["greedy"]
    assert names(candidates, found) == given["exact_sets"]


def test_three_regions_do_not_go_into_two_places():
    candidates, wish = nine()
    found = cohort_for(candidates, replace(wish, places=2, quotas=(), varieties=(Variety(Dimension.REGION, 3),)), ON)
    assert found.status is Status.INFEASIBLE
    assert [each.limits for each in found.obstacles] == [(Places(2), Variety(Dimension.REGION, 3))]
    words = "With the clients that are eligible these cannot be met together: 2 places; clients of at least 3 regions."
    assert found.obstacles[0].sentence == words
    assert found.relaxation is not None
    assert found.relaxation.more_places == 3
    assert found.relaxation.sentence == (
        "The least to give up: 2 instead of 3 regions. Or plan 3 places instead of 2."
    )  # fmt: skip


def test_an_unmet_quota_is_named_and_never_relaxed_in_silence():
    candidates, wish = nine()
    two = replace(wish, quotas=(Quota(Dimension.REGION, 2, 2, "APAC"),))
    found = cohort_for(candidates, two, ON)
    assert found.chosen == ()
    assert [each.sentence for each in found.obstacles] == ["Only 1 eligible client in APAC, 2 are wanted."]
    assert found.relaxation is not None
    assert found.relaxation.sentence == "The least to give up: 1 instead of 2 in APAC."
    assert cohort_for(candidates, found.relaxation.wish, ON).value.fit == reference()["small"]["optimum"]


def test_six_trials_one_after_the_other_among_600_clients_take_no_time():
    shape = reference()["timing_600_clients_6_betas"][0]
    candidates, wish = many(3, shape["clients"]), replace(wanted_of_many(), places=12, most_alike=None)
    quotas = tuple(replace(quota, least=1) for quota in wish.quotas)
    wish = replace(wish, quotas=quotas, varieties=(Variety(Dimension.SEGMENT, 3),))
    began = time.process_time()
    busy: set[int] = set()
    for _ in range(shape["betas"]):
        found = cohort_for([each for each in candidates if each.whole not in busy], wish, ON)
        assert found.status is Status.OPTIMAL
        taken = {each.whole for each in candidates if each.key in found.chosen}
        assert len(taken) == 12
        assert not busy & taken
        busy |= taken
    assert time.process_time() - began < 10  # 0.4 s where nobody else uses the machine


@pytest.mark.parametrize("seed", [0, 1])
def test_many_clients_have_the_optimum_that_the_whole_programme_has(seed):
    candidates, wish = many(seed, 1_500), wanted_of_many()
    found = cohort_for(candidates, wish, ON)
    assert found.status is Status.OPTIMAL
    asked = choosing_of([each for each in candidates if not bars_of(each, wish, ON)], wish, ON)
    assert found.value == bare(asked.programme, asked.worths)


def test_what_was_stopped_in_time_breaks_no_limit_and_has_a_true_bound():
    candidates, wish = many(0, 1_500), wanted_of_many()
    best = cohort_for(candidates, wish, ON)
    for seconds in (0.0, 0.02):
        found = cohort_for(candidates, wish, ON, seconds=seconds)
        chosen = [each for each in candidates if each.key in found.chosen]
        assert found.status in {Status.OPTIMAL, Status.STOPPED}
        assert not chosen or breaks(chosen, limits_of(wish)) == ()
        assert not chosen or found.value <= best.value <= found.bound
        assert found.status is Status.OPTIMAL or found.price_of_spread is None


def test_ten_thousand_clients_are_chosen_from_in_a_few_seconds():
    candidates, wish = many(1), wanted_of_many()
    began = time.process_time()
    found = cohort_for(candidates, wish, ON)
    assert time.process_time() - began < 10  # 0.5 s where nobody else uses the machine
    assert found.status is Status.OPTIMAL
    assert len(found.chosen) == 30
    assert len(found.waiting) + len(found.barred) > 8_000
