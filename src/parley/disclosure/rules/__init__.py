"""What may be told to clients, which words may be used, and when what was told has to be corrected: pure rules."""

from parley.disclosure.rules.correcting import because, broken, must_be_open, not_needed_because, words_to_correct
from parley.disclosure.rules.gate import BOUNDS, bound_of, may_be_told, narrower, says_too_much, wider
from parley.disclosure.rules.sharing import (
    card_items,
    heading_of,
    lines_of,
    must_be_as_read,
    text_of_card,
    text_of_items,
)
from parley.disclosure.rules.wording import (
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
    text_of,
    words_of,
)

__all__ = [
    "BOUNDS",
    "approving_refusal",
    "because",
    "bound_of",
    "broken",
    "card_items",
    "expiry_of",
    "finest_time_in",
    "further_refusal",
    "heading_of",
    "lines_of",
    "may_be_told",
    "may_draft",
    "must_be_as_read",
    "must_be_open",
    "must_draft",
    "must_fit",
    "must_go_further",
    "must_name_clients",
    "name_of",
    "narrower",
    "not_needed_because",
    "says_too_much",
    "text_of",
    "text_of_card",
    "text_of_items",
    "wider",
    "words_of",
    "words_to_correct",
]
