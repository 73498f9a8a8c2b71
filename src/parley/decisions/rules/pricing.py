"""What choosing an option moves into quarters and out of them, for the price of insisting on it. Advice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from parley.decisions.terms import EffectField
from parley.kernel.spans import Window, next_quarters, window_of
from parley.roadmap.rules.portfolio import quarter_planned
from parley.roadmap.terms import Horizon, Stage
from parley.roadmap.terms.portfolio import Ahead, Company, Demand

DONE = (Stage.LIVE, Stage.STOPPED)  # these take no room any more
Values = Mapping[EffectField, str]  # the new ones of an initiative


@dataclass(frozen=True, slots=True)
class Planned:
    """How an initiative is planned: what says for which quarter it is."""

    stage: Stage
    horizon: Horizon
    window: Window | None

    def after(self, new: Values) -> "Planned":
        """Give how it is planned once some values are others."""
        window = window_of(new[EffectField.WINDOW]) if new.get(EffectField.WINDOW) else None
        return Planned(
            Stage(new.get(EffectField.STAGE, self.stage)),
            Horizon(new.get(EffectField.HORIZON, self.horizon)),
            window if EffectField.WINDOW in new else self.window,
        )

    def quarter(self, today: date) -> date | None:
        """Give the first day of the quarter it is planned for; None when it is for later, or takes no room."""
        return None if self.stage in DONE else quarter_planned(self.window, self.horizon, today)


@dataclass(frozen=True, slots=True)
class Moves:
    """For which quarter each initiative is planned before and after an option; `first` is what that puts first."""

    before: dict[int, date | None]
    after: dict[int, date | None]
    first: int | None = None

    def into(self, quarter: date) -> frozenset[int]:
        """Give what the option insists on in a quarter: what it moves there, and what it puts first."""
        there = (key for key, when in self.after.items() if when == quarter)
        return frozenset(key for key in there if self.before[key] != quarter or key == self.first)

    def demand(self, quarter: date) -> Demand:
        """Give what the option insists on in a quarter, and what it takes out of it."""
        gone = (key for key, when in self.before.items() if when == quarter and self.after[key] != quarter)
        return Demand(self.into(quarter), frozenset(gone))

    def standing(self, quarter: date) -> tuple[Demand, dict[int, date | None]]:
        """Give what it insists on in a quarter, and what else is taken as planned, so that delays are no gains.

        What it moves there from an earlier quarter counts as decided; what it brings forward counts as done.
        """
        demand, moved = self.demand(quarter), dict[int, date | None]()
        for key in demand.put_in:
            before = self.before[key]
            if before != quarter:
                moved[key] = quarter if before and before < quarter else None
        sooner = {key: when for key in demand.leave_out if (when := self.after[key]) and when < quarter}
        return Demand(demand.put_in, demand.leave_out - sooner.keys()), moved | sooner

    def quarters(self) -> list[date]:
        """Give the quarters it changes, those that it puts something into before the others."""
        touched = {when for when in (*self.before.values(), *self.after.values()) if when}
        found = [when for when in sorted(touched) if self.demand(when) != Demand()]
        return sorted(found, key=lambda when: not self.into(when))


def moves_of(planned: Mapping[int, Planned], effects: Mapping[int, Values], first: int | None, today: date) -> Moves:
    """Give what an option moves. What it puts first without saying when is for the next quarter, if it has none."""
    before = {key: each.quarter(today) for key, each in planned.items()}
    after = {key: each.after(effects.get(key, {})).quarter(today) for key, each in planned.items()}
    if first in after and not after[first] and not effects.get(first):
        after[first] = next_quarters(today, 2)[1].first
    return Moves(before, after, first)


def room_after(company: Company, moves: Moves, next_one: date, takes: Mapping[int, tuple[int, int]]) -> Ahead:
    """Give the next quarter with what the option moves there, and what that leaves. `takes`: area and tenths."""
    left = dict(company.ahead.spare)
    for key in moves.into(next_one):
        area, tenths = takes.get(key, (0, 0))
        if moves.before[key] != next_one:
            left[area] = left.get(area, 0) - tenths
    return Ahead(left, company.ahead.works | moves.into(next_one))


def crowded(company: Company) -> dict[int, tuple[int, int]]:
    """Give the areas whose quarter takes more than there is as it is decided: what it takes, and what there is."""
    cost = {work.key: work for work in company.readings.middle.works}
    found = {}
    for room in company.readings.middle.rooms:
        decided = (cost[key] for key in company.decided if key in cost)
        takes = sum(work.cost for work in decided if work.pool == room.pool)
        if takes > room.periods[0]:
            found[room.pool] = takes, room.periods[0]
    return found
