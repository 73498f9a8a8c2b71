"""What may be told to clients, which words may be used, and when what was told has to be corrected: pure rules."""

from parley.disclosure.rules.calibration import became, calibration_of, compared, is_forecast, may_compare_areas
from parley.disclosure.rules.correcting import because, broken, must_be_open, not_needed_because, words_to_correct
from parley.disclosure.rules.gate import BOUNDS, bound_of, may_be_told, narrower, says_too_much, wider
from parley.disclosure.rules.wording import (
    LONGEST_WORDS,
    approving_refusal,
    expiry_of,
    finest_time_in,
    further_refusal,
    may_draft,
    must_draft,
    must_fit,
    must_go_further,
    must_name_clients,
    name_of,
    statement_key,
    text_of,
    words_of,
)

__all__ = [
    "BOUNDS",
    "LONGEST_WORDS",
    "approving_refusal",
    "became",
    "because",
    "bound_of",
    "broken",
    "calibration_of",
    "compared",
    "expiry_of",
    "finest_time_in",
    "further_refusal",
    "is_forecast",
    "may_be_told",
    "may_compare_areas",
    "may_draft",
    "must_be_open",
    "must_draft",
    "must_fit",
    "must_go_further",
    "must_name_clients",
    "name_of",
    "narrower",
    "not_needed_because",
    "says_too_much",
    "statement_key",
    "text_of",
    "wider",
    "words_of",
    "words_to_correct",
]
