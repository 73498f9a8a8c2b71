"""Programmes in whole numbers, and the one way to the solver, HiGHS: proven, or stopped in time with a true bound.

One thread and a fixed seed, so that the same question has the same answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

Term = tuple[int, float]  # a column, and by what it is multiplied
WHOLE = 0.999  # all worths are whole numbers, so what is nearer to the bound than one is optimal
NEAR = 1e-6  # by which a bound of the solver may lie below the whole number that it means
SOONEST = 0.01  # seconds: less asks the solver for nothing


@dataclass(slots=True)
class Programme:
    """Columns from `lower` to `upper`, rows of at most `most`, of which a sum is to be largest."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    worth: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[list[Term]] = field(default_factory=list)
    most: list[float] = field(default_factory=list)

    def column(self, *, worth: float = 0, whole: bool, most: float = 1) -> int:
        """Add one from 0 to `most`."""
        self.lower.append(0)
        self.upper.append(most)
        self.worth.append(worth)
        self.whole.append(whole)
        return len(self.lower) - 1

    def row(self, terms: Iterable[Term], most: float) -> None:
        """Add one: the sum of its terms is at most so much."""
        self.rows.append(list(terms))
        self.most.append(most)

    def row_of_least(self, terms: Iterable[Term], least: float) -> None:
        """Add one: the sum of its terms is at least so much."""
        self.row(((column, -by) for column, by in terms), -least)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the solver found: its columns, if any, and above which nothing can be."""

    columns: list[float] | None
    bound: float
    proven: bool
    impossible: bool = False


def ask(programme: Programme, worth: list[float], *, seconds: float, start: Sequence[float] | None = None) -> Answer:
    """Put a programme to the solver, which looks for the largest sum of `worth`."""
    if not worth:
        return Answer([], 0, proven=True)
    return solved_by(told(programme, worth, seconds=seconds), worth, start=start, whole=any(programme.whole))


def solved_by(solver: Any, worth: Sequence[float], *, whole: bool, start: Sequence[float] | None = None) -> Answer:
    """Let a solver work, beginning from a solution if there is one, and read what it found.

    HiGHS 1.16 with a start solution may give back that one, although it says what the best is worth: columns that are
    not worth what is said of them are looked for once more, from nothing and without changes to the programme before.
    """
    if start is not None:
        begin_at(solver, start)
    solver.run()
    answer = answer_of(solver, worth, whole=whole)
    if _is_worth(solver, worth, answer):
        return answer
    solver.clearSolver()
    solver.setOptionValue("presolve", "off")
    solver.run()
    again = answer_of(solver, worth, whole=whole)
    return again if _is_worth(solver, worth, again) else replace(answer, proven=False)


def _is_worth(solver: Any, worth: Sequence[float], answer: Answer) -> bool:
    if answer.columns is None:
        return True
    counted = sum(each * by for each, by in zip(answer.columns, worth, strict=True) if by)
    said: float = solver.getInfo().objective_function_value
    return abs(counted - said) < max(0.5, NEAR * abs(said))


def answer_of(solver: Any, worth: Iterable[float], *, whole: bool) -> Answer:
    """Read what a solver that has run found."""
    import highspy  # noqa: PLC0415 - half a second of every start, for what few commands and pages need

    status, info = solver.getModelStatus(), solver.getInfo()
    known = highspy.HighsModelStatus
    if status in (known.kInfeasible, known.kUnboundedOrInfeasible):
        return Answer(None, 0, proven=False, impossible=True)
    there = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    columns = list(solver.getSolution().col_value) if there or status == known.kOptimal else None
    bound = info.mip_dual_bound if whole else info.objective_function_value
    return Answer(columns, min(bound, sum(each for each in worth if each > 0)), proven=status == known.kOptimal)


def begin_at(solver: Any, columns: Sequence[float]) -> None:
    """Tell a solver a solution to begin from."""
    import highspy  # noqa: PLC0415 - as above

    solution = highspy.HighsSolution()
    solution.col_value = list(columns)
    solver.setSolution(solution)


def told(programme: Programme, worth: list[float], *, seconds: float) -> Any:
    """Make a solver that has been told a programme."""
    import highspy  # noqa: PLC0415 - as above
    import numpy as np  # noqa: PLC0415 - as above

    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(programme.lower), len(programme.rows)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = np.array(worth, float)
    lp.col_lower_, lp.col_upper_ = np.array(programme.lower, float), np.array(programme.upper, float)
    lp.row_lower_ = np.full(len(programme.rows), -highspy.kHighsInf)
    lp.row_upper_ = np.array(programme.most, float)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *map(len, programme.rows)])
    lp.a_matrix_.index_ = np.array([column for row in programme.rows for column, _ in row], int)
    lp.a_matrix_.value_ = np.array([by for row in programme.rows for _, by in row], float)
    kinds = highspy.HighsVarType
    if any(programme.whole):
        lp.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in programme.whole]
    return taught(lp, seconds=seconds)


def taught(lp: Any, *, seconds: float) -> Any:
    """Make a solver of a programme in its own form, that will take so many seconds at most."""
    import highspy  # noqa: PLC0415 - as above

    solver = quiet_solver()
    for name, value in (
        ("threads", 1), ("random_seed", 0), ("time_limit", max(seconds, SOONEST)), ("mip_rel_gap", 0.0),
        ("mip_abs_gap", WHOLE),
    ):  # fmt: skip
        solver.setOptionValue(name, value)
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
