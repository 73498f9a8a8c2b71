"""Seeing which teams are lent, who watches their return, and what an area can do in a quarter."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, Sum

from parley.groups.models import Area, Facilitator, Shift, Team
from parley.groups.rules.shifts import WEEK, lent_in
from parley.groups.terms import Amount, Loan
from parley.kernel.spans import Window, quarter_of
from parley.people.terms import Viewer
from parley.prepared import prepared, prepared_one

JUST_ENDED = timedelta(days=366)
_ALL = "team", "lender", "borrower", "lent_by__function"


def shifts_visible_to(viewer: Viewer) -> QuerySet[Shift]:
    """Every shift: that a team is lent, for how long and why, is for the whole company."""
    del viewer
    return Shift.objects.all()


@prepared_one
def shift_seen(viewer: Viewer, key: int) -> QuerySet[Shift]:
    """One shift, with its team and both areas."""
    return shifts_visible_to(viewer).filter(pk=key).select_related(*_ALL)


@prepared
def shifts_going_on(viewer: Viewer, area: int) -> QuerySet[Shift]:
    """Shifts from an area or to it that nobody has ended, those that end first before the others."""
    rows = shifts_visible_to(viewer).filter(Q(lender=area) | Q(borrower=area), ended_at=None)
    return rows.select_related(*_ALL).order_by("back_on", "pk")


@prepared
def shifts_ended(viewer: Viewer, area: int, since: date) -> QuerySet[Shift]:
    """Shifts from an area or to it that ended after a day, the newest first."""
    rows = shifts_visible_to(viewer).filter(Q(lender=area) | Q(borrower=area), back_on__gt=since)
    return rows.exclude(ended_at=None).select_related(*_ALL).order_by("-back_on", "-pk")


def shifts_of_groups(areas: Collection[int]) -> QuerySet[Shift]:
    """Every shift from or to one of some areas."""
    return Shift.objects.filter(Q(lender__in=areas) | Q(borrower__in=areas))


def areas_of_shift(key: int) -> tuple[int, ...]:
    """Give the two areas of a shift, the lender first; none when it is not there."""
    return next(iter(Shift.objects.filter(pk=key).values_list("lender", "borrower")), ())


def shifts_watched_by(viewer: Viewer, *, until: date) -> QuerySet[Shift]:
    """Shifts whose team is back by a day, of groups that the viewer facilitates or decides for."""
    return shifts_of_groups(viewer.facilitates | viewer.decides).filter(ended_at=None, back_on__lte=until)


def shift_to_change(key: int) -> Shift:
    """Give a shift, with its team locked, as every change of what is lent of a team locks it first."""
    team = Shift.objects.values_list("team", flat=True).get(pk=key)
    Team.objects.select_for_update().get(pk=team)
    row: Shift = Shift.objects.select_related("team", "lender", "borrower").select_for_update(of=("self",)).get(pk=key)
    return row


def loan_in(shift: Shift) -> Loan:
    """Give what a shift lends, as the rules read it."""
    return Loan(Amount(shift.share, shift.weekly), shift.first, shift.back_on)


def loans_of(team: int, *, since: date, but: int = 0) -> list[Loan]:
    """Give what is lent of a team from a day on, except one shift."""
    return [loan_in(each) for each in Shift.objects.filter(team=team, back_on__gt=since).exclude(pk=but)]


def loans_by_team(teams: Collection[int]) -> dict[int, list[str]]:
    """Say what is lent of some teams, whenever: the amount with its first day and the day it is back. One query."""
    found: dict[int, list[str]] = {}
    for each in Shift.objects.filter(team__in=teams).order_by("pk") if teams else ():
        loan = loan_in(each)
        found.setdefault(each.team_id, []).append(f"{loan.amount} {loan.first} {loan.back_on}")
    return found


def teams_to_lend(areas: Collection[int] | None, but: int = 0) -> QuerySet[Team]:
    """Teams of some areas, or of all but one, that go on and have team-weeks, by area and name."""
    rows = Team.objects.filter(closed_on=None, area__dissolved_on=None, capacity__gt=0).exclude(area=but)
    if areas is not None:
        rows = rows.filter(area__in=areas)
    return rows.select_related("area").order_by("area__name", "name")


def team_to_lend(key: int) -> Team | None:
    """Give a team that goes on, of an area that does, whoever asks."""
    return Team.objects.filter(pk=key, closed_on=None, area__dissolved_on=None).select_related("area").first()


def teams_named(keys: Collection[int]) -> dict[int, str]:
    """Give the names of some teams by key, whatever became of them; no query when none is asked for."""
    return dict(Team.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}


def teams_going_on(keys: Collection[int]) -> dict[int, Team]:
    """Give some teams that go on, with their areas, by key; no query when none is asked for."""
    rows = Team.objects.filter(pk__in=keys, closed_on=None, area__dissolved_on=None).select_related("area")
    return {each.pk: each for each in rows} if keys else {}


def teams_to_change(keys: Collection[int]) -> dict[int, Team]:
    """Give some teams by key, locked in the order of their keys; no query when none is asked for."""
    rows = Team.objects.select_for_update().filter(pk__in=keys).order_by("pk") if keys else ()
    return {each.pk: each for each in rows}


def lock_teams_of(area: int) -> None:
    """Lock the teams of an area in the order of their keys, for what locks something else after them."""
    list(Team.objects.select_for_update().filter(area=area).order_by("pk"))


def concerned_by_shift(shift: int) -> Q:
    """Say as a condition on people who facilitates or decides for one of the two groups of a shift."""
    both = Area.objects.filter(Q(lent_shifts=shift) | Q(borrowed_shifts=shift))
    facilitators = Facilitator.objects.filter(area__in=both.values("pk")).values("person")
    return Q(pk__in=facilitators) | Q(pk__in=both.exclude(decider=None).values("decider"))


def capacity_by_area(quarter: date) -> list[tuple[int, Decimal]]:
    """The key of each area that goes on, with the team-weeks it has in the quarter that begins on a day.

    What its teams can do, less what is lent, and what is borrowed. Two queries.
    """
    return capacities_by_area([quarter])[quarter]


def capacities_by_area(quarters: Collection[date]) -> dict[date, list[tuple[int, Decimal]]]:
    """Do as `capacity_by_area` for several quarters, each by its first day. Two queries."""
    own = dict(_own())
    found = {}
    for quarter, shifts in _lent_in(quarters).items():
        weeks: dict[int, Decimal] = dict(own)
        for lender, borrower, lent in shifts:
            if lender in weeks:
                weeks[lender] -= lent
            weeks[borrower] = weeks.get(borrower, Decimal(0)) + lent
        found[quarter] = sorted(weeks.items())
    return found


@dataclass(frozen=True, slots=True)
class Capacity:
    """The team-weeks of an area in a quarter: what its teams can do, what is lent of that, and what is borrowed."""

    quarter: Window
    own: Decimal
    lent: Decimal
    borrowed: Decimal

    @property
    def there(self) -> Decimal:
        """What is there to be planned with."""
        return self.own - self.lent + self.borrowed


def capacities_of(area: int, quarters: Collection[Window]) -> list[Capacity]:
    """Say what an area can do in some quarters. One query, and one for each quarter."""
    own = dict(_own()).get(area, Decimal(0))
    found = []
    for quarter in quarters:
        shifts = lent_by_area(quarter.first)
        lent = sum((weeks for lender, _borrower, weeks in shifts if lender == area), Decimal(0))
        borrowed = sum((weeks for _lender, borrower, weeks in shifts if borrower == area), Decimal(0))
        found.append(Capacity(quarter, own, lent, borrowed))
    return found


def lent_by_area(quarter: date) -> list[tuple[int, int, Decimal]]:
    """From which area to which how many team-weeks of a quarter are lent, shift by shift. One query."""
    return _lent_in([quarter])[quarter]


def _lent_in(quarters: Collection[date]) -> dict[date, list[tuple[int, int, Decimal]]]:
    found: dict[date, list[tuple[int, int, Decimal]]] = {quarter: [] for quarter in quarters}
    if not found:
        return {}
    rows = list(_lent(min(found) - WEEK, quarter_of(max(found)).last + WEEK))
    for quarter, shifts in found.items():
        for lender, borrower, share, weekly, first, back_on, capacity in rows:
            lent = lent_in(Loan(Amount(share, weekly), first, back_on), capacity, quarter)
            if lent:
                shifts.append((lender, borrower, lent))
    return found


@prepared
def _own() -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any] = Team.objects.filter(closed_on=None, area__dissolved_on=None).order_by().values("area")
    summed: QuerySet[Any, Any] = rows.annotate(weeks=Sum("capacity")).values_list("area", "weeks")
    return summed


@prepared
def _lent(after: date, before: date) -> QuerySet[Any, Any]:
    rows = Shift.objects.filter(back_on__gt=after, first__lt=before, team__closed_on=None).order_by("pk")
    rows = rows.filter(lender__dissolved_on=None, borrower__dissolved_on=None)
    return rows.values_list("lender", "borrower", "share", "weekly", "first", "back_on", "team__capacity")
