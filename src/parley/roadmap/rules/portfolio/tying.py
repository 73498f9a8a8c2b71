"""Which ties hold between what is weighed for a quarter and what lies beside it: in other areas, done, or stopped."""

from collections.abc import Iterable, Mapping
from datetime import date

from parley.roadmap.terms import Stage
from parley.roadmap.terms.portfolio import Candidate, TieKind, Ties


def ties_for(
    found: Iterable[tuple[TieKind, int, int, Stage]],
    inside: Mapping[int, Candidate],
    beside: Mapping[int, Candidate],
    quarter: date,
) -> Ties:
    """Read ties (kind, first, second, stage of the first) of what is weighed for the quarter that begins on a day.

    `beside` is what the viewer sees of the other ends. What of that is live, or planned until the quarter, counts as
    done; what is planned for later, or was stopped, is not. Of what the viewer does not see, only that it was stopped
    counts, so that nothing is advised which cannot begin.
    """
    done = {
        key
        for key, each in beside.items()
        if each.stage is Stage.LIVE or (each.stage is not Stage.STOPPED and each.quarter and each.quarter <= quarter)
    }
    before, apart, waiting = [], [], []
    for kind, first, second, stage in found:
        known = first in inside or first in beside
        if kind is TieKind.APART:
            apart.append((first, second))
        elif second in inside and (known or stage is Stage.STOPPED):
            before.append((first, second))
        elif second in beside and first in inside and _is_decided(beside[second], quarter):
            waiting.append((first, second))
    return Ties(tuple(before), tuple(apart), frozenset(done), tuple(waiting))


def _is_decided(each: Candidate, quarter: date) -> bool:
    """Whether something beside is decided for the quarter itself."""
    return each.quarter == quarter and each.stage not in (Stage.LIVE, Stage.STOPPED)
