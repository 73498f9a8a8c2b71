"""Solving exactly a programme with many more columns than a solution uses: most are never given to the solver.

A relaxed programme over a few columns gives each row a price; by these prices any column, asked or not, is worth so
much at most, and all together give a bound that no solution exceeds (weak duality). Columns that could do better are
added until none is left. What is then found over the few, and reaches the bound, is the best over all; else those
columns are added that the bound does not rule out, and it is looked for once more. Source: Bixby, Gregory, Lustig,
Marsten and Shanno 1992 (sifting); reduced cost fixing as in Nemhauser and Wolsey 1988, II.5.
"""

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from math import floor
from typing import TYPE_CHECKING, Any

from parley.kernel.solving import NEAR, Answer, Programme, answer_of, solved_by, taught

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[Any]

AT_ONCE = 400  # columns that are added in a round
MOST_ROUNDS = 40  # after which all that may be better is added
FREE = 1e-7  # a price so near to nothing is nothing


@dataclass(frozen=True, slots=True)
class InTurn:
    """A solution whose first sum is largest; of those the second, and so on. `sums` are whole numbers.

    Not `proven` when the time was over before: then no solution has a first sum above the first of `bounds`, and of
    those that have the first of `sums` none a second above the second of `bounds`. No columns when none were found.
    """

    columns: list[float] | None
    sums: tuple[int, ...]
    bounds: tuple[int, ...]
    proven: bool
    impossible: bool = False


@dataclass(frozen=True)
class Table:
    """A programme as arrays: entry after entry its row, its column, and by what that is multiplied."""

    row: "Numbers"
    column: "Numbers"
    by: "Numbers"
    most: "Numbers"
    lower: "Numbers"
    upper: "Numbers"
    whole: "Numbers"

    def holding(self, worth: "Numbers", least: int) -> "Table":
        """Give the same with one row more: the sum of `worth` is at least so much."""
        import numpy as np  # noqa: PLC0415 - with the solver, when a question is asked

        columns = np.flatnonzero(worth)
        return replace(
            self, row=np.concatenate([self.row, np.full(len(columns), len(self.most))]),
            column=np.concatenate([self.column, columns]), by=np.concatenate([self.by, -worth[columns]]),
            most=np.append(self.most, float(-least)),
        )  # fmt: skip


@dataclass(frozen=True)
class Priced:
    """Above which no solution is, and by how much at least each column makes less of that when it is used."""

    bound: float
    gain: "Numbers"

    def may_reach(self, sum_: float) -> "Numbers":
        """Say of each column whether a solution that uses it may have such a sum."""
        import numpy as np  # noqa: PLC0415 - as above

        reach: Numbers = self.bound + np.minimum(self.gain, 0) >= sum_ - NEAR
        return reach


@dataclass(frozen=True)
class Asked:
    """One sum to make largest, over the columns that are `alive`, until a moment of the steady clock."""

    table: Table
    worth: "Numbers"
    alive: "Numbers"
    ends: float

    def over_all(self, few: "Numbers", start: "Numbers | None") -> tuple[Answer, Priced]:
        """Find the best solution over all columns, beginning with `few`, to which those are added that are asked."""
        import numpy as np  # noqa: PLC0415 - as above

        priced = None if few[self.alive].all() else self.priced(few)
        if priced is None:  # there are no others, the few have no solution, or there was no time
            few |= self.alive
            priced = Priced(float(np.maximum(self.worth, 0) @ self.table.upper), np.zeros(len(self.worth)))
        answer = self.best(few, start)
        if answer.columns is None and not few[self.alive].all():
            few |= self.alive
            answer = self.best(few, start)
        if answer.columns is None:
            return answer, priced
        top = _sum(self.worth, np.array(answer.columns))
        missing = priced.may_reach(top + 1) & self.alive & ~few
        if not missing.any():
            return answer, priced
        few |= missing
        again = self.best(few, np.array(answer.columns))
        return (again if again.columns is not None else replace(answer, proven=False)), priced

    def best(self, few: "Numbers", start: "Numbers | None") -> Answer:
        """Find the best solution over a few columns, all others at nothing."""
        import numpy as np  # noqa: PLC0415 - as above

        at = np.flatnonzero(few)
        solver = taught(_form(self.table, self.worth, at, whole=True), seconds=self.ends - time.monotonic())
        begin = None if start is None else start[at].tolist()
        answer = solved_by(solver, self.worth[at].tolist(), start=begin, whole=True)
        if answer.columns is None:
            return answer
        columns = np.zeros(len(few))
        columns[at] = answer.columns
        return replace(answer, columns=columns.tolist())

    def priced(self, few: "Numbers") -> Priced | None:
        """Price rows, and add to `few` what may be better than they say; None where they alone have no solution."""
        import numpy as np  # noqa: PLC0415 - as above

        best: Priced | None = None
        for _ in range(MOST_ROUNDS):
            at = np.flatnonzero(few)
            solver = taught(_form(self.table, self.worth, at, whole=False), seconds=self.ends - time.monotonic())
            solver.run()
            if not answer_of(solver, (), whole=False).proven:
                return best
            prices = np.maximum(np.array(solver.getSolution().row_dual), 0)
            found = self._bounded(prices)
            best = found if best is None or found.bound < best.bound else best
            better = np.flatnonzero((found.gain > FREE) & self.alive & ~few)
            if not len(better):
                break
            few[better[np.argsort(-found.gain[better], kind="stable")[:AT_ONCE]]] = True
        return best

    def _bounded(self, prices: "Numbers") -> Priced:
        """Give what follows from prices of rows, whichever they are, as long as none is below nothing."""
        import numpy as np  # noqa: PLC0415 - as above

        table = self.table
        taken = np.bincount(table.column, weights=prices[table.row] * table.by, minlength=len(self.worth))
        gain = self.worth - taken
        held = np.where(gain > 0, table.upper * self.alive, table.lower)
        bound = float(prices @ table.most + gain @ held)
        return Priced(bound, np.where(table.whole & (table.lower <= 0), gain, np.maximum(gain, 0)))


def largest_in_turn(
    programme: Programme, worths: Sequence[Sequence[float]], first: Collection[int], *, seconds: float
) -> InTurn:
    """Find the solution whose sums of `worths`, whole numbers, are largest in turn, beginning with a few columns."""
    import numpy as np  # noqa: PLC0415 - as above

    ends = time.monotonic() + seconds
    table = _table(programme)
    alive = np.ones(len(table.lower), bool)
    few = table.lower > 0
    few[list(first)] = True
    sums: list[int] = []
    bounds: list[int] = []
    found: Numbers | None = None
    proven = True
    for each in worths:
        asked = Asked(table, np.array(each, float), alive, ends)
        answer, priced = asked.over_all(few, found)
        if answer.columns is not None:
            new = np.where(table.whole, np.round(answer.columns), answer.columns)
            found = new if found is None or _sum(asked.worth, new) >= _sum(asked.worth, found) else found
        if found is None:
            return InTurn(None, (), (), proven=False, impossible=answer.impossible)
        top, bound = _sum(asked.worth, found), floor(priced.bound + NEAR)
        proven = proven and (answer.proven or bound <= top)
        sums.append(top)
        bounds.append(top if proven else max(top, bound))
        alive &= priced.may_reach(top) | (found > 0)
        few &= alive
        table = table.holding(asked.worth, top)
    columns = found.tolist() if found is not None else []
    return InTurn(columns, tuple(sums), tuple(bounds), proven=proven)


def _sum(worth: "Numbers", columns: "Numbers") -> int:
    return round(float(worth @ columns))


def _table(programme: Programme) -> Table:
    import numpy as np  # noqa: PLC0415 - as above

    return Table(
        row=np.repeat(np.arange(len(programme.rows)), [len(row) for row in programme.rows]),
        column=np.array([column for row in programme.rows for column, _ in row], int),
        by=np.array([by for row in programme.rows for _, by in row], float),
        most=np.array(programme.most, float), lower=np.array(programme.lower, float),
        upper=np.array(programme.upper, float), whole=np.array(programme.whole, bool),
    )  # fmt: skip


def _form(table: Table, worth: "Numbers", at: "Numbers", *, whole: bool) -> Any:
    """Write down some columns of a programme as the solver reads it."""
    import highspy  # noqa: PLC0415 - as above
    import numpy as np  # noqa: PLC0415 - as above

    place = np.full(len(worth), -1)
    place[at] = np.arange(len(at))
    there = place[table.column] >= 0
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(at), len(table.most)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = worth[at], table.lower[at], table.upper[at]
    lp.row_lower_, lp.row_upper_ = np.full(len(table.most), -highspy.kHighsInf), table.most
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum(np.bincount(table.row[there], minlength=len(table.most)))])
    lp.a_matrix_.index_ = place[table.column[there]]
    lp.a_matrix_.value_ = table.by[there]
    if whole:
        kinds = highspy.HighsVarType
        lp.integrality_ = [kinds.kInteger if each else kinds.kContinuous for each in table.whole[at]]
    return lp
