"""The two taps after a meeting: who may answer and when, and what may be shown of the answers.

Source: RELIABILITY.md section 2: at least five answers (R4), sealed and frozen (R2, R7), counts in bands below 20 and
no share of all or none (R8). Only meetings that may each be shown are added up, and as they may be shown, so that no
difference between two figures is about fewer than five, or tells that all of some said the same.
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
BAND = 10  # answers; below it the band begins at five
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


def share_of(meetings: Sequence[TapCounts]) -> TapShare | None:
    """Give the share of yes over some meetings, with Wilson’s 95% interval, as it may be shown; None when none may.

    Only meetings of five answers or more are added up, and each as it might be shown by itself: that all or none said
    yes looks as if one, or one in 20, had said otherwise. So what the next figure differs by tells no more than that.
    Percentages are whole where each meeting has 20 answers or more, and in steps of five elsewhere.
    """
    added = [each for each in meetings if each.of >= FEWEST]
    if not added:
        return None
    others = [max(1, math.ceil(each.of / 20)) for each in added]
    yes = sum(min(max(each.yes, few), each.of - few) for each, few in zip(added, others, strict=True))
    of, exact = sum(each.of for each in added), all(each.of >= EXACT_FROM for each in added)
    bounds = wilson(yes, of)
    assert bounds  # noqa: S101 - says so to the type checker: there are five answers
    step = 1 if exact else 5
    most, fewest = yes >= of - sum(others), yes <= sum(others)
    to_a_step = math.floor if most else math.ceil if fewest else round
    first = FEWEST if of < BAND else of // BAND * BAND
    return TapShare(
        answers=str(of) if exact else f"{first} to {of // BAND * BAND + BAND - 1}",
        share=int(to_a_step(yes / of * 100 / step)) * step,
        low=round(bounds[0] * 100 / step) * step,
        high=round(bounds[1] * 100 / step) * step,
        most=most,
        fewest=fewest,
    )
