"""Solving a portfolio exactly, with HiGHS: proven optimal, or stopped in time with a true bound.

What the solver says is never taken over as it is: the set is read from it in whole numbers, and its worth is counted
again from the portfolio.
"""

import time
from dataclasses import replace
from math import floor
from typing import NamedTuple

from parley.kernel.solving import NEAR, Answer, ask
from parley.roadmap.rules.portfolio.constraints import (
    closure_of,
    is_met,
    obstacle_of,
    obstacle_of_several,
    served_by,
    wanted,
)
from parley.roadmap.rules.portfolio.model import Model, changes_of, model_of
from parley.roadmap.terms.portfolio import Demand, Portfolio, Present, Solved, Status

NOBODY = Present()
NOTHING = Demand()


class Question(NamedTuple):
    """A portfolio with what somebody insists on and what is present, and the same as a model."""

    portfolio: Portfolio
    demand: Demand
    present: Present
    model: Model


def solved(
    portfolio: Portfolio, demand: Demand = NOTHING, *, present: Present = NOBODY, seconds: float = 3600
) -> Solved:
    """Find the set that meets the needs worth most; among all such, the one that changes fewest of what is present.

    Takes at most about so many seconds; what was not proven by then is `STOPPED`, with a bound that no set exceeds.
    """
    import highspy  # noqa: F401, PLC0415 - here, so that its first import is none of the seconds

    began = time.perf_counter()
    if obstacle := obstacle_of(portfolio, demand):
        return Solved(status=Status.INFEASIBLE, obstacle=obstacle)
    asked = Question(portfolio, demand, present, model_of(portfolio, demand, present))
    answer = ask(asked.model, asked.model.worth, seconds=seconds)
    if answer.impossible:
        found = Solved(status=Status.INFEASIBLE, obstacle=obstacle_of_several(portfolio, demand))
    elif answer.columns is None:
        found = Solved(status=Status.STOPPED, bound=floor(answer.bound + NEAR))
    else:
        found = read(asked, answer)
        if found.status is Status.OPTIMAL and present != NOBODY:
            found = _with_fewest_changes(asked, found, answer, seconds - (time.perf_counter() - began))
    return replace(found, seconds=time.perf_counter() - began)


def _with_fewest_changes(asked: Question, best: Solved, first: Answer, left: float) -> Solved:
    """Look for the set as good that changes fewest, beginning from the first that was found."""
    model = asked.model
    model.row([(column, -worth) for column, worth in enumerate(model.worth) if worth], -best.objective)
    counts = changes_of(model, asked.portfolio, asked.present)
    answer = ask(
        model, [-counts.get(column, 0.0) for column in range(len(model.worth))], seconds=left, start=first.columns
    )
    if answer.columns is None:
        return replace(best, fewest_proven=False)
    closer = read(asked, answer)
    if closer.objective < best.objective:
        return replace(best, fewest_proven=False)
    return replace(closer, status=best.status, bound=best.bound, fewest_proven=answer.proven)


def read(asked: Question, answer: Answer) -> Solved:
    """Read a set in whole numbers out of what the solver found, and count its worth anew.

    Raises ArithmeticError when it breaks a constraint: nobody is shown a set that cannot be.
    """
    portfolio, model = asked.portfolio, asked.model
    columns = answer.columns or []
    if model.whole_works:
        when: dict[int, int] = {}
        for (key, period), column in model.work_at.items():
            if columns[column] > 0.5:
                when[key] = min(period, when.get(key, period))
    else:
        met = [need for need in portfolio.needs if columns[model.need_at[need.key]] > 0.5]
        wants = {want for need in met for want in need.wants}
        when = dict.fromkeys(closure_of(portfolio, wants) | wanted(portfolio, asked.demand), 0)
    chosen = tuple(sorted(when))
    worth = counted(portfolio, when)
    bound = max(floor(answer.bound + NEAR), worth)
    found = Solved(
        status=Status.OPTIMAL if answer.proven and bound == worth else Status.STOPPED, objective=worth, bound=bound,
        chosen=chosen, periods=tuple(when[key] for key in chosen), served=served_by(portfolio, chosen),
    )  # fmt: skip
    if not keeps_to(portfolio, found):
        raise ArithmeticError("The solver’s set breaks a constraint once it is read in whole numbers.")
    return found


def counted(portfolio: Portfolio, when: dict[int, int]) -> int:
    """Add up what a set is worth: a need counts in every period by whose end it is met."""
    worth = 0
    for period in range(portfolio.periods):
        there = {key for key, done in when.items() if done <= period}
        worth += sum(need.worth for need in portfolio.needs if is_met(need, there))
    return worth


def keeps_to(portfolio: Portfolio, found: Solved) -> bool:
    """Whether a set keeps to every constraint, in whole numbers."""
    when = dict(zip(found.chosen, found.periods, strict=True))
    for room in portfolio.rooms:
        for period, capacity in enumerate(room.periods):
            works = (work for work in portfolio.works if work.pool == room.pool and when.get(work.key) == period)
            if sum(work.cost for work in works) > capacity:
                return False
    ordered = all(when.get(first, portfolio.periods) <= when[then] for first, then in portfolio.after if then in when)
    return ordered and not any(when.keys() >= set(pair) for pair in portfolio.apart)
