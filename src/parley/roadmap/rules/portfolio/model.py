"""A portfolio as a linear programme in whole numbers: its columns, its rows, and what a solution of it says.

maximise the worth of needs met, where (of period t, everything cumulative: 1 when done by the end of it)
    need all:  y(c,t) <= x(w,t) for each w it wants          need one:  y(c,t) <= sum of x(w,t) over w it wants
    first before then:  x(then,t) <= x(first,t)              apart:     x(a,T) + x(b,T) <= 1
    room of a pool:  sum of cost(w) (x(w,t) - x(w,t-1)) <= capacity(t),  x(w,t-1) <= x(w,t)
Source: Bagnall, Rayward-Smith and Whittley 2001; Xuan, Jiang, Ren and Luo 2012.
"""

from dataclasses import dataclass, field

from parley.kernel.solving import Programme
from parley.roadmap.terms.portfolio import Demand, Portfolio, Present


@dataclass(slots=True)
class Model(Programme):
    """A programme, and which of its columns is what."""

    work_at: dict[tuple[int, int], int] = field(default_factory=dict)  # work and period: its column
    need_at: dict[int, int] = field(default_factory=dict)  # need: its column in the last period
    whole_works: bool = True  # else the works of a solution follow from the needs it meets


def model_of(portfolio: Portfolio, demand: Demand, present: Present) -> Model:
    """Write it down. Works in the order of their keys, so that the same question is asked in the same words."""
    model = Model()
    model.whole_works = _must_be_whole(portfolio, present)
    for work in sorted(portfolio.works):
        for period in range(portfolio.periods):
            model.work_at[work.key, period] = model.column(whole=model.whole_works)
    _rooms(model, portfolio)
    _between(model, portfolio)
    _needs(model, portfolio, whole=not model.whole_works or present.needs is not None)
    _insist(model, portfolio, demand)
    return model


def _must_be_whole(portfolio: Portfolio, present: Present) -> bool:
    """Whether works must be whole in the model. Else needs are, and the works they want follow from them."""
    several = any(need.one and len(need.wants) > 1 for need in portfolio.needs)
    return several or portfolio.periods > 1 or present.works is not None


def _needs(model: Model, portfolio: Portfolio, *, whole: bool) -> None:
    """Add a column for each different need and period: those that want the same are one."""
    columns: dict[tuple[tuple[int, ...], bool], list[int]] = {}
    known = {work.key for work in portfolio.works}
    for need in sorted(portfolio.needs):
        wants = tuple(sorted(set(need.wants)))
        one = need.one and len(wants) > 1
        if (wants, one) not in columns:
            columns[wants, one] = [model.column(whole=whole) for _ in range(portfolio.periods)]
            for period, column in enumerate(columns[wants, one]):
                _meeting(model, column, period, [want for want in wants if want in known], one=one,
                         never=_never(wants, known, one=one))  # fmt: skip
        for column in columns[wants, one]:
            model.worth[column] += need.worth
        model.need_at[need.key] = columns[wants, one][-1]


def _never(wants: tuple[int, ...], known: set[int], *, one: bool) -> bool:
    missing = [want for want in wants if want not in known]
    return len(missing) == len(wants) if one else bool(missing)


def _meeting(model: Model, column: int, period: int, wants: list[int], *, one: bool, never: bool) -> None:
    if never:
        model.upper[column] = 0
    elif one:
        model.row([(column, 1), *((model.work_at[want, period], -1) for want in wants)], 0)
    else:
        for want in wants:
            model.row([(column, 1), (model.work_at[want, period], -1)], 0)


def _rooms(model: Model, portfolio: Portfolio) -> None:
    for room in portfolio.rooms:
        works = [work for work in portfolio.works if work.pool == room.pool]
        for period, capacity in enumerate(room.periods):
            now = [(model.work_at[work.key, period], work.cost) for work in works]
            done = [(model.work_at[work.key, period - 1], -work.cost) for work in works] if period else []
            model.row([*now, *done], capacity)


def _between(model: Model, portfolio: Portfolio) -> None:
    """Add what holds between works: cumulative, prerequisites, exclusions."""
    known = {work.key for work in portfolio.works}
    last = portfolio.periods - 1
    for key in sorted(known):
        for period in range(1, portfolio.periods):
            model.row([(model.work_at[key, period - 1], 1), (model.work_at[key, period], -1)], 0)
    for first, then in sorted(pair for pair in set(portfolio.after) if pair[0] != pair[1]):
        if then in known and first not in known:
            model.upper[model.work_at[then, last]] = 0
        elif then in known:
            for period in range(portfolio.periods):
                model.row([(model.work_at[then, period], 1), (model.work_at[first, period], -1)], 0)
    for one, other in sorted({(min(pair), max(pair)) for pair in portfolio.apart}):
        if {one, other} <= known:
            model.row([(model.work_at[one, last], 1), (model.work_at[other, last], 1)], 1)


def _insist(model: Model, portfolio: Portfolio, demand: Demand) -> None:
    for key in demand.put_in:
        model.lower[model.work_at[key, 0]] = 1
    for key in demand.leave_out:
        if (key, portfolio.periods - 1) in model.work_at:
            model.upper[model.work_at[key, portfolio.periods - 1]] = 0
    for key in demand.serve:
        model.lower[model.need_at[key]] = 1


def changes_of(model: Model, portfolio: Portfolio, present: Present) -> dict[int, float]:
    """Give by column what it counts for the changes from the present set, less those of a set that has nothing."""
    last = portfolio.periods - 1
    columns: list[tuple[int, bool]] = []
    if present.works is not None:
        columns += [(model.work_at[work.key, last], work.key in present.works) for work in portfolio.works]
    if present.needs is not None:
        columns += [(model.need_at[need.key], need.key in present.needs) for need in portfolio.needs]
    counts: dict[int, float] = {}
    for column, is_there in columns:
        counts[column] = counts.get(column, 0) + (-1 if is_there else 1)
    return counts
