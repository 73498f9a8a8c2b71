"""The rules of the roadmap: what a why must say, who asks, who may see what when, and who may change it."""

from parley.roadmap.rules.accepting import ANSWERS, accepting_refusal, must_accept, must_be_one_client
from parley.roadmap.rules.answering import answer_of, may_answer_insights, must_answer_insights
from parley.roadmap.rules.asking import FEWEST_REQUESTS, grounds_of, percent_of, verdict_of
from parley.roadmap.rules.breadth import concentration, effective_number, is_among_the_first, place_of, without
from parley.roadmap.rules.counting import counted, revenue_of_all, share_of_revenue
from parley.roadmap.rules.keeping import (
    must_be_a_label,
    must_be_a_title,
    must_be_told_what_changed,
    must_override,
    must_unlink,
    override_refusal,
    plan_words,
)
from parley.roadmap.rules.planning import (
    MOVED,
    live_since,
    must_be_stopped,
    must_be_to_come,
    must_mean_to_skip,
    skipped,
)
from parley.roadmap.rules.showing import (
    AUDIENCE_WORDS,
    bound_of,
    bound_with_override,
    must_be_an_override,
    must_be_showable,
    narrowed_because,
    shown_to,
)
from parley.roadmap.rules.whys import (
    LONGEST_REASON,
    is_complete,
    missing_of,
    must_be_a_reason,
    must_be_complete,
    must_be_written,
    must_stay_complete,
)

__all__ = [
    "ANSWERS",
    "AUDIENCE_WORDS",
    "FEWEST_REQUESTS",
    "LONGEST_REASON",
    "MOVED",
    "accepting_refusal",
    "answer_of",
    "bound_of",
    "bound_with_override",
    "concentration",
    "counted",
    "effective_number",
    "grounds_of",
    "is_among_the_first",
    "is_complete",
    "live_since",
    "may_answer_insights",
    "missing_of",
    "must_accept",
    "must_answer_insights",
    "must_be_a_label",
    "must_be_a_reason",
    "must_be_a_title",
    "must_be_an_override",
    "must_be_complete",
    "must_be_one_client",
    "must_be_showable",
    "must_be_stopped",
    "must_be_to_come",
    "must_be_told_what_changed",
    "must_be_written",
    "must_mean_to_skip",
    "must_override",
    "must_stay_complete",
    "must_unlink",
    "narrowed_because",
    "override_refusal",
    "percent_of",
    "place_of",
    "plan_words",
    "revenue_of_all",
    "share_of_revenue",
    "shown_to",
    "skipped",
    "verdict_of",
    "without",
]
