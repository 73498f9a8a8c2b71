"""What may be chosen from in a quarter, as far as a viewer may see it, and who asks for it: facts for the rules."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from parley.clients.queries import facts_of_clients
from parley.clients.queries.rates import rates_now
from parley.clients.terms import Rates
from parley.groups.queries.shifts import capacities_by_area
from parley.kernel.spans import Window, next_quarters
from parley.people.terms import Viewer
from parley.prepared import padded, prepared
from parley.roadmap.models import InsightLink
from parley.roadmap.queries.figures import DONE
from parley.roadmap.queries.seeing import initiatives_visible_to
from parley.roadmap.queries.taking import ties_touching
from parley.roadmap.rules.portfolio import company_of, quarter_planned, tenths_of, ties_for
from parley.roadmap.terms import Horizon, Stage, Stance
from parley.roadmap.terms.portfolio import Candidate, Company, TieKind, Ties, Wisher


@dataclass(frozen=True, slots=True)
class Weighing:
    """What a quarter is chosen from: the candidates by key, the portfolio they make, and the names of who asks."""

    candidates: dict[int, Candidate]
    company: Company
    names: dict[int, str]  # of companies that ask
    beside: dict[int, Candidate]  # what the candidates are tied to and the viewer sees: of other areas, live, stopped
    waiting: tuple[tuple[int, int], ...]  # a candidate, and what beside needs it first and is decided for the quarter


@dataclass(frozen=True, slots=True)
class Gathered:
    """What quarters of some areas are chosen from, as far as a viewer may see it, and what that is tied to `beside`.

    `capacity` in tenths, by quarter: of those that were asked for, and of the one after each.
    """

    candidates: dict[int, Candidate]
    beside: dict[int, Candidate]
    wishes: list[tuple[int, int]]
    wishers: dict[int, Wisher]
    ties: list[tuple[TieKind, int, int, Stage]]
    rates: Rates
    capacity: dict[date, dict[int, int]]

    @property
    def names(self) -> dict[int, str]:
        """Give the names of the companies that ask."""
        return {each.whole: each.name for each in self.wishers.values()}

    def ties_in(self, quarter: date) -> Ties:
        """Give the ties that hold in a quarter."""
        return ties_for(self.ties, self.candidates, self.beside, quarter)

    def company(
        self,
        quarter: date,
        *,
        moved: Mapping[int, date | None] | None = None,
        more: Mapping[int, int] | None = None,
        more_after: Mapping[int, int] | None = None,
    ) -> Company:
        """Put a quarter down. `moved`: for which quarter some are planned instead; `more`: tenths an area has besides.

        An area that has less than nothing left has nothing. `more_after` is of the quarter after.
        """
        candidates = [each._replace(quarter=moved[each.key]) if moved and each.key in moved else each
                      for each in self.candidates.values()]  # fmt: skip
        rooms = self._room(quarter, more or {}), self._room(_after(quarter), more_after or {})
        return company_of(
            candidates, self.wishes, self.wishers, quarter=quarter, rooms=rooms, ties=self.ties_in(quarter),
            rates=self.rates,
        )  # fmt: skip

    def _room(self, quarter: date, more: Mapping[int, int]) -> dict[int, int]:
        room = dict(self.capacity[quarter])
        for area, tenths in more.items():
            room[area] = max(room.get(area, 0) + tenths, 0)
        return room


def _after(quarter: date) -> date:
    return next_quarters(quarter, 2)[1].first


def weighing_for(viewer: Viewer, area: int | None, *, quarter: date, today: date) -> Weighing:
    """Gather what one area, or all, may choose from in the quarter that begins on a day. Eight queries at most."""
    gathered = gathered_for(viewer, None if area is None else [area], quarters=[quarter], today=today)
    waiting = gathered.ties_in(quarter).waiting
    return Weighing(gathered.candidates, gathered.company(quarter), gathered.names, gathered.beside, waiting)


def gathered_for(viewer: Viewer, areas: Collection[int] | None, *, quarters: Collection[date], today: date) -> Gathered:
    """Gather what some areas, or all, may choose from in some quarters, each by its first day. Eight queries at most.

    It is made of what the viewer may see, so that nothing can be told from it about anything else.
    """
    rows = _open(viewer) if areas is None else _open_in(viewer, padded(areas))
    candidates = {row[0]: _candidate(row, today) for row in rows}
    ties = ties_touching(candidates) if candidates else []
    others = {key for _kind, *both, _stage in ties for key in both} - candidates.keys()
    beside = {row[0]: _candidate(row, today) for row in _beside(viewer, padded(others))} if others else {}
    wishes = list(_wishes(padded(candidates))) if candidates else []
    wishers = {}
    for key, whole, name, *_place, revenue, currency, left_on in _clients(padded(candidates)) if candidates else []:
        if left_on is None:
            wishers[key] = Wisher(whole, name, revenue, currency)
    capacity = {
        quarter: {key: tenths_of(weeks) for key, weeks in found if areas is None or key in areas}
        for quarter, found in capacities_by_area({*quarters, *map(_after, quarters)}).items()
    }
    return Gathered(candidates, beside, wishes, wishers, ties, rates_now(), capacity)


def sees_all_of(viewer: Viewer, areas: Collection[int]) -> bool:
    """Whether a viewer sees every initiative of some areas, so that what is computed for them is the whole of it."""
    return viewer.operations or set(areas) <= viewer.product_of | viewer.decides


def _candidate(row: Any, today: date) -> Candidate:
    key, title, area, stage, horizon, first, last, weeks = row
    window = Window(first, last) if first else None
    tenths = tenths_of(weeks) if weeks is not None else None
    return Candidate(key, title, area, stage, tenths, quarter_planned(window, Horizon(horizon), today))


def _rows(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    return (
        rows.select_related(None)
        .order_by("area__name", "position", "pk")
        .values_list(
            "pk", "title", "area", "stage", "horizon", "window_first", "window_last", "estimate__team_weeks"
        )
    )  # fmt: skip


@prepared
def _open(viewer: Viewer) -> QuerySet[Any, Any]:
    return _rows(initiatives_visible_to(viewer).filter(area__dissolved_on=None).exclude(stage__in=DONE))


@prepared
def _open_in(viewer: Viewer, areas: tuple[int, ...]) -> QuerySet[Any, Any]:
    return _rows(initiatives_visible_to(viewer).filter(area__in=areas).exclude(stage__in=DONE))


@prepared
def _beside(viewer: Viewer, keys: tuple[int, ...]) -> QuerySet[Any, Any]:
    return _rows(initiatives_visible_to(viewer).filter(pk__in=keys))


@prepared
def _wishes(initiatives: tuple[int, ...]) -> QuerySet[Any, Any]:
    links = InsightLink.objects.filter(initiative__in=initiatives, stance=Stance.SUPPORTS)
    return links.order_by("initiative", "client").values_list("initiative", "client").distinct()


@prepared
def _clients(initiatives: tuple[int, ...]) -> QuerySet[Any, Any]:
    links = InsightLink.objects.filter(initiative__in=initiatives, stance=Stance.SUPPORTS)
    return facts_of_clients(links.values("client"))
