"""A cohort from end to end: who is eligible, whether the wish can be met, the best there is, and why.

First as many wanted answers to the questions as there can be, by weight; of all such cohorts the best fit; of those the
longest since each was last asked (METHODS.md, i).
"""

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from parley.kernel.refusals import Refused
from parley.roadmap.terms.portfolio import Status
from parley.trials.rules.cohort.choosing import best_of, rank
from parley.trials.rules.cohort.eligible import bars_of
from parley.trials.rules.cohort.explaining import Explaining
from parley.trials.rules.cohort.lacking import obstacles_of, pins_barred, relaxation_of
from parley.trials.rules.cohort.limits import limits_of
from parley.trials.rules.cohort.rooms import Rooms
from parley.trials.rules.cohort.swapping import Swapping
from parley.trials.rules.cohort.wishing import must_be_points, must_be_wish
from parley.trials.terms.candidates import Barred, Candidate
from parley.trials.terms.cohort import Cohort, Wish

LONG = 60.0  # seconds; a page gives less


def cohort_for(candidates: Collection[Candidate], wish: Wish, on: date, *, seconds: float = LONG) -> Cohort:
    """Propose a cohort for a trial that begins on a day, or say what stands in its way. Advice: a person decides.

    Takes at most about so many seconds twice: once with the wanted spread, once without, for its price. Raises Refused
    for a wish that cannot be read.
    """
    must_be_wish(wish)
    must_be_points(candidates)
    began = time.perf_counter()
    barred = {each.key: bars for each in candidates if (bars := bars_of(each, wish, on))}
    eligible = [each for each in candidates if each.key not in barred]
    left = replace(wish, put_in=wish.put_in & {each.key for each in eligible})
    rooms = Rooms(eligible, left)
    room = rooms.least(limits_of(left, eligible))
    if room.given or left != wish:
        cohort = _in_the_way(candidates, wish, barred, left, rooms)
    else:
        cohort = replace(_chosen(eligible, wish, on, seconds, room.keys), barred=barred)
    return replace(cohort, seconds=time.perf_counter() - began)


def _in_the_way(
    candidates: Collection[Candidate], wish: Wish, barred: Mapping[int, Sequence[Barred]], left: Wish, rooms: Rooms
) -> Cohort:
    """Say what stands in the way of a wish, of which what is `left` without those put in who cannot be."""
    eligible = [each for each in candidates if each.key not in barred]
    gone = [each.name for each in candidates if each.key in wish.put_in and each.key in barred]
    return Cohort(
        status=Status.INFEASIBLE, barred={key: tuple(bars) for key, bars in barred.items()},
        obstacles=(*pins_barred(candidates, wish, barred), *obstacles_of(eligible, left, rooms)),
        relaxation=relaxation_of(eligible, left, rooms, gone=gone),
    )  # fmt: skip


def _chosen(eligible: Sequence[Candidate], wish: Wish, on: date, seconds: float, first: Collection[int]) -> Cohort:
    found = best_of(eligible, wish, on, seconds=seconds, first=first)
    if not found.candidates:
        return Cohort(status=found.status)
    swapping = Swapping(found.candidates, eligible, wish, on)
    explaining = Explaining(swapping, eligible)
    free = found
    if wish.spread:
        unspread = replace(wish, quotas=(), varieties=(), most_alike=None)
        free = best_of(eligible, unspread, on, seconds=seconds, first=[each.key for each in found.candidates])
    return Cohort(
        status=found.status, value=found.value, bound=found.bound, waiting=swapping.waiting(),
        choices=tuple(map(explaining.choice, found.candidates)),
        unspread=free.value if found.status is free.status is Status.OPTIMAL else None,
    )  # fmt: skip


def swapping_of(candidates: Collection[Candidate], chosen: Collection[int], wish: Wish, on: date) -> Swapping:
    """Give the swaps of a cohort as it stands, for as many as are asked of it.

    Raises Refused where somebody in it is no candidate any more, or not eligible.
    """
    eligible = [each for each in candidates if not bars_of(each, wish, on)]
    there = [each for each in eligible if each.key in chosen]
    if len(there) < len(set(chosen)):
        raise Refused("Not everybody in this cohort is eligible any more. Propose it anew.")
    return Swapping(sorted(there, key=lambda each: rank(each, on)), eligible, wish, on)
