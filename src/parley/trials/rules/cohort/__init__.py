"""The right clients for a trial: a cohort that is exactly the best there is, why each is in it, and what swaps cost.

Formulation and reference values: docs/decisions/0039-cohort.md.
"""

from parley.trials.rules.cohort.choosing import rank
from parley.trials.rules.cohort.eligible import LEFT, bars_now, bars_of, fit_of
from parley.trials.rules.cohort.limits import cost_words, counted, limit_words, value_of
from parley.trials.rules.cohort.proposing import cohort_for, swapping_of
from parley.trials.rules.cohort.swapping import Swapping
from parley.trials.rules.cohort.wishing import must_be_wish

__all__ = [
    "LEFT",
    "Swapping",
    "bars_now",
    "bars_of",
    "cohort_for",
    "cost_words",
    "counted",
    "fit_of",
    "limit_words",
    "must_be_wish",
    "rank",
    "swapping_of",
    "value_of",
]
