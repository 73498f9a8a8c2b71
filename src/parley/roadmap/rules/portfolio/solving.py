"""Solving a portfolio exactly, with HiGHS: proven optimal, or stopped in time with a true bound.

One thread and a fixed seed, so that the same question has the same answer. What the solver says is never taken over as
it is: the set is read from it in whole numbers, and its worth is counted again from the portfolio.
"""

import time
from dataclasses import dataclass, replace
from math import floor
from typing import Any, NamedTuple

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
WHOLE = 0.999  # all worths are whole numbers, so what is nearer to the bound than one is optimal
NEAR = 1e-6  # by which a bound of the solver may lie below the whole number that it means
SOONEST = 0.01  # seconds: less asks the solver for nothing


@dataclass(frozen=True, slots=True)
class Answer:
    """What the solver found: its columns, if any, and above which nothing can be."""

    columns: list[float] | None
    bound: float
    proven: bool
    impossible: bool = False


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


def ask(model: Model, worth: list[float], *, seconds: float, start: list[float] | None = None) -> Answer:
    """Put a model to the solver, which looks for the largest sum of `worth`."""
    if not worth:
        return Answer([], 0, proven=True)
    import highspy  # noqa: PLC0415 - half a second of every start, for what few commands and one page need

    solver = _told(highspy, model, worth, max(seconds, SOONEST))
    if start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = start
        solver.setSolution(solution)
    solver.run()
    status, info = solver.getModelStatus(), solver.getInfo()
    known = highspy.HighsModelStatus
    if status in (known.kInfeasible, known.kUnboundedOrInfeasible):
        return Answer(None, 0, proven=False, impossible=True)
    there = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    columns = list(solver.getSolution().col_value) if there or status == known.kOptimal else None
    bound = info.mip_dual_bound if any(model.whole) else info.objective_function_value
    return Answer(columns, min(bound, sum(each for each in worth if each > 0)), proven=status == known.kOptimal)


def _told(highspy: Any, model: Model, worth: list[float], seconds: float) -> Any:
    """Make a solver that has been told a model."""
    import numpy as np  # noqa: PLC0415 - as highspy

    solver = quiet_solver()
    for name, value in (
        ("threads", 1), ("random_seed", 0), ("time_limit", seconds), ("mip_rel_gap", 0.0),
        ("mip_abs_gap", WHOLE),
    ):  # fmt: skip
        solver.setOptionValue(name, value)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.lower), len(model.rows)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = np.array(worth, float)
    lp.col_lower_, lp.col_upper_ = np.array(model.lower, float), np.array(model.upper, float)
    lp.row_lower_, lp.row_upper_ = np.full(len(model.rows), -highspy.kHighsInf), np.array(model.most, float)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *map(len, model.rows)])
    lp.a_matrix_.index_ = np.array([column for row in model.rows for column, _ in row], int)
    lp.a_matrix_.value_ = np.array([by for row in model.rows for _, by in row], float)
    kinds = highspy.HighsVarType
    lp.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in model.whole]
    if solver.passModel(lp) == highspy.HighsStatus.kError:
        raise ArithmeticError("The solver does not take the model as it is written.")
    return solver


def quiet_solver() -> Any:
    """Give a solver that says nothing while it works."""
    import highspy  # noqa: PLC0415 - as above

    class Quiet(highspy.Highs):
        """Does without callbacks, whose making writes a line to standard output."""

        def enableCallbacks(self) -> None:  # noqa: N802 - the solver's own name
            self.silent()

    return Quiet()  # type: ignore[no-untyped-call]
