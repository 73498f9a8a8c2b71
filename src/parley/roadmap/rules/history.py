"""Putting an imported history before what Parley saw of an initiative: pure rules. See docs/decisions/0036-flow.md."""

from collections.abc import Sequence
from itertools import pairwise

from parley.roadmap.terms.history import ClosedStay, Joined, PastStay, Seen


def joined(past: Sequence[PastStay], seen: Seen) -> Joined:
    """Put the stays that a history tells before the first one that Parley saw; what it tells of later is left out.

    An initiative that came from elsewhere was in its stage already: its history says since when. Where the history ends
    in another stage than the initiative was found in, nobody knows when it left that, so its last stay is left out.
    """
    before = [stay for stay in past if stay.entered_at < seen.since]
    if not before:
        return Joined((), None)
    closed = tuple(ClosedStay(*stay, after.entered_at) for stay, after in pairwise(before))
    last = before[-1]
    if seen.begun and last.stage is not seen.stage:
        return Joined((*closed, ClosedStay(*last, seen.since)), None)
    if not seen.begun and last.stage is seen.stage:
        return Joined(closed, last)
    return Joined(closed, None, lost=True)
