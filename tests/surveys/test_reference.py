"""That no reference value is forgotten: each is asserted in a test here, or belongs to what is not built."""

import pytest

from tests.surveys.reference import reference

ASSERTED = {
    "a_proportions": {
        "single", "difference_independent", "fagerland_2015", "edge_statsmodels", "fpc", "fpc_exact_coverage",
        "detectable_change", "fpc_coverage_all_K", "wave_change_examples", "wave_overlap_coverage",
    },
    "a_weighting_R_survey": {
        "rake_apiclus1", "poststrat_apiclus1", "company_stratified", "company_raked", "company_data",
        "company_unweighted",
    },
    "b_ranking": {"tshirt", "tennessee_borda", "tennessee_kendall_w"},
}  # fmt: skip
NOT_BUILT = {
    "a_proportions": {
        "paired_linked_only": "answers of two waves are never linked",
        "mcnemar_agresti_approval": "as above",
    },
    "a_weighting_R_survey": {"svyciprop_ell0": "the interval of a weighted share is Wilson’s"},
    "b_ranking": {
        "fruit": "MaxDiff is not asked",
        "lipovetsky_conklin_2014": "as above",
        "pl_toy": "Plackett and Luce’s worths are not shown",
        "pl_nascar_mle_83": "as above",
        "pl_nascar_all87_alpha0": "as above",
        "pl_nascar_pseudo_0.5": "as above",
        "pudding_davidson1970": "as above",
        "simulation_elicitation": "it compares ways of asking; one was chosen",
    },
}


@pytest.mark.parametrize("name", ASSERTED)
def test_each_reference_value_is_asserted_or_belongs_to_what_is_not_built(name):
    assert set(reference(name)) == ASSERTED[name] | set(NOT_BUILT[name])


def test_values_that_are_not_there_are_missed_in_a_sentence():
    with pytest.raises(AssertionError, match=r"The reference values are read from .*, which is not there\."):
        reference("nothing")
