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
from parley.kernel.spans import Window
from parley.people.terms import Viewer
from parley.prepared import padded, prepared
from parley.roadmap.models import InsightLink
from parley.roadmap.queries.figures import DONE
from parley.roadmap.queries.seeing import initiatives_visible_to
from parley.roadmap.queries.taking import ties_among
from parley.roadmap.rules.portfolio import company_of, quarter_planned, tenths_of
from parley.roadmap.terms import Horizon, Stance
from parley.roadmap.terms.portfolio import Candidate, Company, TieKind, Wisher


@dataclass(frozen=True, slots=True)
class Weighing:
    """What a quarter is chosen from: the candidates by key, the portfolio they make, and the names of who asks."""

    candidates: dict[int, Candidate]
    company: Company
    names: dict[int, str]  # of companies that ask


@dataclass(frozen=True, slots=True)
class Gathered:
    """What quarters of some areas are chosen from, as far as a viewer may see it. `capacity` in tenths, by quarter."""

    candidates: dict[int, Candidate]
    wishes: list[tuple[int, int]]
    wishers: dict[int, Wisher]
    ties: dict[TieKind, list[tuple[int, int]]]
    rates: Rates
    capacity: dict[date, dict[int, int]]

    @property
    def names(self) -> dict[int, str]:
        """Give the names of the companies that ask."""
        return {each.whole: each.name for each in self.wishers.values()}

    def company(
        self, quarter: date, *, moved: Mapping[int, date | None] | None = None, more: Mapping[int, int] | None = None
    ) -> Company:
        """Put a quarter down. `moved`: for which quarter some are planned instead; `more`: tenths an area has besides.

        An area that has less than nothing left has nothing.
        """
        candidates = [each._replace(quarter=moved[each.key]) if moved and each.key in moved else each
                      for each in self.candidates.values()]  # fmt: skip
        capacity = dict(self.capacity[quarter])
        for area, tenths in (more or {}).items():
            capacity[area] = max(capacity.get(area, 0) + tenths, 0)
        return company_of(
            candidates, self.wishes, self.wishers, quarter=quarter, capacity=capacity,
            before=self.ties[TieKind.BEFORE], apart=self.ties[TieKind.APART], rates=self.rates,
        )  # fmt: skip


def weighing_for(viewer: Viewer, area: int | None, *, quarter: date, today: date) -> Weighing:
    """Gather what one area, or all, may choose from in the quarter that begins on a day. Seven queries."""
    gathered = gathered_for(viewer, None if area is None else [area], quarters=[quarter], today=today)
    return Weighing(gathered.candidates, gathered.company(quarter), gathered.names)


def gathered_for(viewer: Viewer, areas: Collection[int] | None, *, quarters: Collection[date], today: date) -> Gathered:
    """Gather what some areas, or all, may choose from in some quarters, each by its first day. Seven queries.

    It is made of what the viewer may see, so that nothing can be told from it about anything else.
    """
    rows = _open(viewer) if areas is None else _open_in(viewer, padded(areas))
    candidates = {row[0]: _candidate(row, today) for row in rows}
    wishes = list(_wishes(padded(candidates))) if candidates else []
    wishers = {}
    for key, whole, name, *_place, revenue, currency, left_on in _clients(padded(candidates)) if candidates else []:
        if left_on is None:
            wishers[key] = Wisher(whole, name, revenue, currency)
    capacity = {
        quarter: {key: tenths_of(weeks) for key, weeks in found if areas is None or key in areas}
        for quarter, found in capacities_by_area(quarters).items()
    }
    return Gathered(candidates, wishes, wishers, ties_among(candidates), rates_now(), capacity)


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
        rows.exclude(stage__in=DONE)
        .select_related(None)
        .order_by("area__name", "position", "pk")
        .values_list(
            "pk", "title", "area", "stage", "horizon", "window_first", "window_last", "estimate__team_weeks"
        )
    )  # fmt: skip


@prepared
def _open(viewer: Viewer) -> QuerySet[Any, Any]:
    return _rows(initiatives_visible_to(viewer).filter(area__dissolved_on=None))


@prepared
def _open_in(viewer: Viewer, areas: tuple[int, ...]) -> QuerySet[Any, Any]:
    return _rows(initiatives_visible_to(viewer).filter(area__in=areas))


@prepared
def _wishes(initiatives: tuple[int, ...]) -> QuerySet[Any, Any]:
    links = InsightLink.objects.filter(initiative__in=initiatives, stance=Stance.SUPPORTS)
    return links.order_by("initiative", "client").values_list("initiative", "client").distinct()


@prepared
def _clients(initiatives: tuple[int, ...]) -> QuerySet[Any, Any]:
    links = InsightLink.objects.filter(initiative__in=initiatives, stance=Stance.SUPPORTS)
    return facts_of_clients(links.values("client"))
