"""Whatever is lent, extended, ended and resized in whatever order: no week twice, nothing lost, nothing silent."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from parley.disclosure.actions import end_shift, extend_shift, shift_team
from parley.groups.actions import keep_team
from parley.groups.models import Shift, Team
from parley.groups.queries.shifts import capacity_by_area
from parley.groups.rules.shifts import WEEK, monday_of, quarter_of_week, weeks_in
from parley.groups.terms import Amount, shift_ref
from parley.kernel.refusals import Refused
from parley.kernel.spans import next_quarters, today_of
from parley.ledger.queries import history_of
from parley.ledger.terms import MACHINE
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Rows = dict[int, tuple[Any, ...]]


class Company:
    """Two areas with a team each, at a moment that moves on; how often each shift was changed."""

    def __init__(self, cast: Cast, random: Random) -> None:
        self.cast, self.random, self.at = cast, random, cast.at
        self.deciders = {cast.identity.pk: cast.elena, cast.reporting.pk: cast.ravi}
        self.areas = [cast.identity, cast.reporting]
        for area in self.areas:
            keep_team(area=area, name=f"Team of {area.name}", capacity=Decimal(13), actor=MACHINE, at=self.at)
        self.changes: dict[int, int] = {}
        self.reasons = 0

    def act(self) -> None:
        """Do one thing, which a rule may refuse; then nothing has changed."""
        self.at += timedelta(days=self.random.choice((0, 0, 0, 1, 5, 20)))
        before = rows()
        try:
            self.random.choice((self.lend, self.lend, self.extend, self.end, self.resize))()
        except Refused:
            assert rows() == before
            return
        for key, row in rows().items():
            if before.get(key) != row:
                self.changes[key] = self.changes.get(key, 0) + 1

    def lend(self) -> None:
        team = self.random.choice(Team.objects.order_by("pk"))
        decider = self.deciders[team.area_id]
        first = today_of(decider, self.at) + self.random.randint(0, 8) * WEEK
        amount = self.random.choice((Amount(share=self.random.randint(1, 100)),
                                     Amount(weekly=Decimal(self.random.randint(1, 150)) / 100)))  # fmt: skip
        to = next(each for each in self.areas if each.pk != team.area_id)
        shift_team(team=team, to=to, amount=amount, first=first, last=first + self.random.randint(0, 20) * WEEK,
                   reason=self.reason(), actor=decider, at=self.at)  # fmt: skip

    def extend(self) -> None:
        if shift := self.one():
            last = shift.back_on + self.random.randint(-1, 6) * WEEK
            extend_shift(shift=shift, last=last, reason=self.reason(), actor=self.deciders[shift.lender_id], at=self.at)

    def end(self) -> None:
        if shift := self.one():
            who = self.deciders[self.random.choice((shift.lender_id, shift.borrower_id))]
            end_shift(shift=shift, reason=self.reason(), actor=who, at=self.at)

    def resize(self) -> None:
        team = self.random.choice(Team.objects.order_by("pk"))
        capacity = Decimal(self.random.randint(1, 200)) / 10
        keep_team(area=team.area, name=team.name, capacity=capacity, team=team, actor=MACHINE, at=self.at)

    def one(self) -> Shift | None:
        rows = list(Shift.objects.order_by("pk"))
        return self.random.choice(rows) if rows else None

    def reason(self) -> str:
        """Give a new one nearly always."""
        self.reasons += self.random.random() < 0.9
        return f"The auditor asked for {self.reasons} more reports about consent."


def rows() -> Rows:
    return {each[0]: each[1:] for each in Shift.objects.values_list("pk", "first", "back_on", "ended_at", "reason",
                                                                   "extended_because", "share", "weekly")}  # fmt: skip


def no_week_is_lent_twice(at: datetime) -> None:
    """From this week on a team is lent at most as it is."""
    monday = monday_of(at.date())
    for team in Team.objects.all():
        loans = list(Shift.objects.filter(team=team, back_on__gt=monday))
        for week in (monday + n * WEEK for n in range(70)):
            there = Fraction(team.capacity) / weeks_in(quarter_of_week(week))
            lent = [each for each in loans if each.first <= week < each.back_on]
            assert sum(there * (each.share or 0) / 100 + Fraction(each.weekly or 0) for each in lent) <= there


def nothing_is_lost(day: date) -> None:
    """In each quarter the areas have together what their teams have, and none has less than nothing."""
    own = sum(Team.objects.values_list("capacity", flat=True))
    for quarter in next_quarters(day, 4):
        there = capacity_by_area(quarter.first)
        assert sum(weeks for _area, weeks in there) == own
        assert all(weeks >= 0 for _area, weeks in there)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_done_no_week_is_lent_twice_and_every_change_has_its_entry(cast: Cast, seed: int) -> None:
    company = Company(cast, Random(seed))  # noqa: S311 - made-up sequences
    for _step in range(40):
        company.act()
        no_week_is_lent_twice(company.at)
        nothing_is_lost(company.at.date())
    assert len(company.changes) > 3
    for key, times in company.changes.items():
        told = history_of(shift_ref(key))
        assert len(told) == times
        assert all(each.reason for each in told)
        reasons = [each.reason for each in told if each.event.kind in ("shift.begun", "shift.extended")]
        assert len(reasons) == len(set(reasons))
