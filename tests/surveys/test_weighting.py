"""Weights for who did not answer: R's survey package to its last digits, and where no weights can be found."""

import random

import pytest

from parley.surveys.rules.proportions import wilson_effective
from parley.surveys.rules.weighting import (
    Stratum,
    Way,
    by_cells,
    by_margins,
    kish,
    share_of,
    taken_together,
    weighted,
)
from tests.surveys.reference import reference

PUBLISHED = reference("a_weighting_R_survey")
COMPANY = [
    Stratum(each["func"], each["region"], each["N"], each["n"], each["yes"]) for each in PUBLISHED["company_data"]
]
SUMS = {  # schools, api00 and enroll of R's apiclus1, added up by type and whether the school met its target
    ("E", "No"): (12, 7156, 5243),
    ("E", "Yes"): (132, 86281, 57088),
    ("H", "No"): (3, 1978, 2237),
    ("H", "Yes"): (11, 6682, 13587),
    ("M", "No"): (8, 4851, 5983),
    ("M", "Yes"): (17, 10935, 16460),
}
INVITED = (700, 3721, 150, 605, 222, 796)  # any that add up to R's margins: raking looks at nothing else
SCHOOLS = [Stratum(*cell, each, SUMS[cell][0], 0) for cell, each in zip(SUMS, INVITED, strict=True)]


def found(strata):
    weighting = weighted(strata)
    assert weighting.found, weighting.why_not
    return weighting.found


def test_raking_gives_the_weights_of_r():
    case = PUBLISHED["rake_apiclus1"]
    for margin, place in (("pop_types", "function"), ("pop_schwide", "region")):
        name = "stype" if place == "function" else "sch.wide"
        wanted = {each[name]: each["Freq"] for each in case[margin]}
        sums = {key: sum(each.invited for each in SCHOOLS if getattr(each, place) == key) for key in wanted}
        assert sums == wanted
    raked = found(SCHOOLS)
    assert raked.way is Way.MARGINS
    for each in case["weights"]:
        assert raked.weights[each["stype"], each["sch"]] == pytest.approx(each["w"], abs=1e-6)
    for each in case["cells"]:
        cell = each["stype"], each["sch"]
        assert SUMS[cell][0] == each["n"]
        assert raked.weights[cell] * each["n"] == pytest.approx(each["w"], abs=2e-5)
        assert each["w0"] == pytest.approx(6194 / 183 * each["n"], rel=1e-7)


def test_raking_gives_the_mean_and_the_total_of_r():
    case, weights = PUBLISHED["rake_apiclus1"], found(SCHOOLS).weights
    api, enroll = (sum(weights[cell] * sums[number] for cell, sums in SUMS.items()) for number in (1, 2))
    assert api / 6194 == pytest.approx(case["mean_api00"], abs=1e-6)
    assert enroll == pytest.approx(case["enroll_total"], abs=0.01)


def test_post_stratification_gives_the_mean_and_the_total_of_r():
    case, types = PUBLISHED["poststrat_apiclus1"], PUBLISHED["rake_apiclus1"]["pop_types"]
    sums = {
        each["stype"]: [sum(parts) for parts in zip(*(SUMS[cell] for cell in SUMS if cell[0] == each["stype"]))]  # noqa: B905
        for each in types
    }
    weights = by_cells([Stratum(each["stype"], "", each["Freq"], sums[each["stype"]][0], 0) for each in types])
    api, enroll = (sum(weights[name, ""] * each[number] for name, each in sums.items()) for number in (1, 2))
    assert api / 6194 == pytest.approx(case["mean_api00"], abs=1e-9)
    assert enroll == pytest.approx(case["enroll_total"], abs=1e-6)


def test_the_company_is_raked_because_one_cell_has_four_answers():
    case, raked = PUBLISHED["company_raked"], found(COMPANY)
    assert min(each.of for each in COMPANY) == 4
    assert raked.way is Way.MARGINS
    assert raked.merged == ()
    for each in case["cell_weights"]:
        assert raked.weights[each["func"], each["region"]] == pytest.approx(each["w"], abs=1e-6)
    for margin, name in (("margins_func", "func"), ("margins_region", "region")):
        for each in case[margin]:
            cells = [one for one in COMPANY if each[name] in one.cell]
            assert sum(one.invited for one in cells) == each["Freq"]
            assert sum(raked.weights[one.cell] * one.of for one in cells) == pytest.approx(each["Freq"], rel=1e-6)
    assert raked.share == pytest.approx(case["est"], abs=1e-8)
    assert raked.n_eff == pytest.approx(case["n_eff"], abs=1e-5)
    assert 165 / raked.n_eff == pytest.approx(case["kish_deff"], abs=1e-7)
    assert raked.interval == wilson_effective(raked.share, raked.n_eff)


def test_the_company_by_cells_and_unweighted():
    assert share_of(COMPANY, by_cells(COMPANY)) == pytest.approx(PUBLISHED["company_stratified"]["est"], abs=1e-12)
    plain = dict.fromkeys((each.cell for each in COMPANY), 1.0)
    assert share_of(COMPANY, plain) == pytest.approx(PUBLISHED["company_unweighted"], abs=1e-12)


def test_every_cell_counts_for_itself_when_five_answered_in_each():
    strata = [
        Stratum("sales", "EMEA", 40, 20, 16),
        Stratum("sales", "APAC", 20, 5, 1),
        Stratum("legal", "EMEA", 10, 5, 2),
        Stratum("legal", "APAC", 0, 0, 0),
    ]
    both = found(strata)
    assert both.way is Way.CELLS
    assert both.weights == {("sales", "EMEA"): 2, ("sales", "APAC"): 4, ("legal", "EMEA"): 2}
    assert both.share == (32 + 4 + 4) / 70
    assert both.n_eff == 70**2 / (25 * 4 + 5 * 16)


def test_a_category_of_few_answers_is_taken_together_with_the_next_smallest():
    assert taken_together([("a", 4), ("b", 9), ("c", 5)]) == {"b": ("b",), "a": ("a", "c"), "c": ("a", "c")}
    assert taken_together([("a", 0), ("b", 1), ("c", 2), ("d", 40)])["a"] == ("a", "b", "c", "d")
    assert taken_together([("b", 1), ("a", 1), ("c", 3), ("d", 40)])["a"] == ("a", "b", "c")
    assert taken_together([("a", 3), ("a", 3)]) == {"a": ("a",)}
    assert taken_together([("a", 3)]) == {"a": ("a",)}
    strata = [
        Stratum("sales", "EMEA", 30, 20, 10),
        Stratum("sales", "APAC", 30, 10, 5),
        Stratum("legal", "EMEA", 10, 3, 3),
        Stratum("legal", "APAC", 10, 0, 0),
        Stratum("support", "EMEA", 30, 30, 10),
        Stratum("support", "APAC", 30, 10, 5),
    ]
    raked = found(strata)
    assert raked.merged == (("legal", "sales"),)
    assert raked.weights["legal", "EMEA"] == raked.weights["sales", "EMEA"]
    assert ("legal", "APAC") not in raked.weights  # none answered, so none is weighed


def test_a_region_in_which_nobody_answered_is_not_forgotten():
    strata = [
        Stratum("sales", "EMEA", 30, 20, 10),
        Stratum("sales", "APAC", 30, 10, 5),
        Stratum("sales", "AMER", 40, 0, 0),
        Stratum("legal", "EMEA", 10, 6, 3),
        Stratum("legal", "APAC", 10, 4, 0),
    ]
    raked = found(strata)
    assert raked.merged == (("AMER", "APAC"),)
    weighed = sum(raked.weights[each.cell] * each.of for each in strata if each.of)
    assert weighed == pytest.approx(sum(each.invited for each in strata), rel=1e-6)


def test_no_answer_counts_more_than_five_times_the_mean():
    strata = [
        Stratum("sales", "EMEA", 100, 95, 95),
        Stratum("sales", "APAC", 900, 5, 0),
        Stratum("legal", "EMEA", 10, 10, 5),
    ]
    trimmed = found(strata)
    mean = sum(each.invited for each in strata) / sum(each.of for each in strata)
    assert trimmed.weights["sales", "APAC"] == pytest.approx(5 * mean)
    assert trimmed.weights["sales", "EMEA"] == 100 / 95
    assert trimmed.n_eff < 35


def test_the_unweighted_share_leads_unless_they_differ_by_half_the_interval():
    assert not found(COMPANY).leads
    apart = [Stratum("sales", "EMEA", 100, 95, 95), Stratum("sales", "APAC", 900, 30, 0)]
    assert found(apart).leads


def test_where_no_weights_are_found_it_says_why():
    assert weighted([]).why_not == "Nobody was invited."
    assert weighted([Stratum("sales", "EMEA", 0, 0, 0)]).why_not == "Nobody was invited."
    assert weighted([Stratum("sales", "EMEA", 9, 4, 0)]).why_not == "Fewer than 5 people answered."
    alone = [Stratum("sales", "EMEA", 9, 6, 0), Stratum("legal", "APAC", 9, 4, 0)]
    assert weighted(alone).why_not == "Too few answered to set one function or region against another."
    apart = [
        Stratum("sales", "EMEA", 50, 10, 5),
        Stratum("legal", "EMEA", 5, 5, 5),
        Stratum("legal", "APAC", 45, 10, 5),
        Stratum("sales", "APAC", 20, 0, 0),
    ]
    assert "no weights fit functions and regions alike" in weighted(apart).why_not
    assert weighted(apart).found is None


def test_what_cannot_be_is_a_fault():
    with pytest.raises(ValueError, match="cannot be"):
        weighted([Stratum("sales", "EMEA", 5, 6, 1)])
    with pytest.raises(ValueError, match="counted once"):
        weighted([Stratum("sales", "EMEA", 9, 6, 1), Stratum("sales", "EMEA", 9, 6, 1)])


def test_equal_weights_are_worth_as_many_answers_as_there_are():
    assert kish([2.5, 2.5], [7, 9]) == pytest.approx(16)
    assert kish([1.0, 3.0], [1, 1]) == pytest.approx(1.6)


def test_any_company_gets_weights_or_a_reason_and_none_depend_on_what_was_answered():
    chance = random.Random(8)  # noqa: S311 - the same numbers each time
    kept = 0
    for _ in range(300):
        strata = []
        for function in "abcd"[: chance.randint(1, 4)]:
            for region in "xyz"[: chance.randint(1, 3)]:
                invited = chance.choice((0, 3, 12, 60))
                of = chance.randint(0, invited)
                strata.append(Stratum(function, region, invited, of, chance.randint(0, of)))
        first = weighted(strata)
        again = weighted([Stratum(each.function, each.region, each.invited, each.of, 0) for each in strata])
        assert bool(first.found) is not bool(first.why_not)
        assert first.why_not == again.why_not
        if first.found and again.found:
            kept += 1
            assert first.found.weights == again.found.weights
            assert first.found.interval.holds(first.found.share)
            assert 0 < first.found.n_eff <= sum(each.of for each in strata) + 1e-9
    assert kept > 150


def test_margins_that_fit_already_change_nothing():
    strata = [Stratum("a", "x", 20, 10, 1), Stratum("a", "y", 8, 4, 1), Stratum("b", "x", 12, 6, 1)]
    functions, regions = taken_together([("a", 14), ("b", 6)]), taken_together([("x", 16), ("y", 4)])
    weights = by_margins(strata, functions, {"x": ("x",), "y": ("y",)})
    assert regions["y"] == ("x", "y")
    assert weights
    assert list(weights.values()) == pytest.approx([2, 2, 2])
