"""The two taps after a meeting: who may answer and when, and what may be shown of the answers.

Source: RELIABILITY.md section 2: at least five answers (R4), sealed and frozen (R2, R7), counts in bands below 20 and
no share of all or none (R8). Only meetings that may each be shown are added up, so that no difference between two
figures is about fewer than five.
"""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta

from parley.kernel.intervals import wilson
from parley.kernel.refusals import Refused
from parley.meetings.terms import MeetingState
from parley.meetings.terms.taps import TapCounts, TapFacts, TapShare

OPEN_FOR = timedelta(days=7)
FEWEST = 5
EXACT_FROM = 20
LAST = 3  # meetings over which figures are added up


def why_not_tap(facts: TapFacts, at: datetime) -> str:
    """Say why somebody cannot answer the two questions about a meeting; nothing when they can."""
    if facts.state is not MeetingState.HELD:
        return "The two questions are asked once the meeting is closed. A facilitator or the note-taker closes it."
    if not facts.was_there:
        return "These questions are for whoever was in the meeting. If you were, ask its note-taker to note it."
    if facts.sealed or at > facts.ends_at + OPEN_FOR:
        return "A week has passed, and the answers are sealed. The next meeting asks again."
    if facts.answered:
        return "You have answered. Nobody can look your answers up or change them, you neither."
    return ""


def must_tap(facts: TapFacts, at: datetime) -> None:
    """Raise Refused unless somebody can answer now."""
    if why := why_not_tap(facts, at):
        raise Refused(why)


def may_be_released(counts: Sequence[TapCounts]) -> bool:
    """Whether enough answered a meeting’s questions for anything to be shown of them; decided from numbers alone."""
    return all(each.of >= FEWEST for each in counts)


def added_up(counts: Sequence[TapCounts]) -> TapCounts:
    """Add up what was said in several meetings, each of which may be shown by itself."""
    shown = [each for each in counts if each.of >= FEWEST]
    return TapCounts(sum(each.yes for each in shown), sum(each.of for each in shown))


def share_of(counts: TapCounts) -> TapShare | None:
    """Give the share of yes with Wilson’s 95% interval as it may be shown; None for fewer than five answers.

    Percentages are whole from 20 answers up and in steps of five below. That all or none said yes looks as if one,
    or one in 20, had said otherwise: share and interval are computed from that.
    """
    if counts.of < FEWEST:
        return None
    others = max(1, math.ceil(counts.of / 20))
    yes = min(max(counts.yes, others), counts.of - others)
    bounds = wilson(yes, counts.of)
    assert bounds  # noqa: S101 - says so to the type checker: there are five answers
    step = 1 if counts.of >= EXACT_FROM else 5
    most, fewest = counts.yes >= counts.of - others, counts.yes <= others
    to_a_step = math.floor if most else math.ceil if fewest else round
    first = FEWEST if counts.of < 10 else 10
    return TapShare(
        answers=str(counts.of) if counts.of >= EXACT_FROM else f"{first} to {9 if first == FEWEST else 19}",
        share=int(to_a_step(yes / counts.of * 100 / step)) * step,
        low=round(bounds[0] * 100 / step) * step,
        high=round(bounds[1] * 100 / step) * step,
        most=most,
        fewest=fewest,
    )
