"""What may be chosen from in a quarter, as far as a viewer may see it, and who asks for it: facts for the rules."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from parley.clients.queries import facts_of_clients
from parley.clients.queries.rates import rates_now
from parley.groups.queries.shifts import capacities_by_area
from parley.kernel.spans import Window, next_quarters
from parley.people.terms import Viewer
from parley.prepared import padded, prepared
from parley.roadmap.models import InsightLink
from parley.roadmap.queries.figures import DONE
from parley.roadmap.queries.seeing import initiatives_visible_to
from parley.roadmap.queries.taking import ties_touching
from parley.roadmap.rules.portfolio import company_of, quarter_planned, tenths_of, ties_for
from parley.roadmap.terms import Horizon, Stance
from parley.roadmap.terms.portfolio import Candidate, Company, Wisher


@dataclass(frozen=True, slots=True)
class Weighing:
    """What a quarter is chosen from: the candidates by key, the portfolio they make, and the names of who asks."""

    candidates: dict[int, Candidate]
    company: Company
    names: dict[int, str]  # of companies that ask
    beside: dict[int, Candidate]  # what the candidates are tied to and the viewer sees: of other areas, live, stopped
    waiting: tuple[tuple[int, int], ...]  # a candidate, and what beside needs it first and is decided for the quarter


def weighing_for(viewer: Viewer, area: int | None, *, quarter: date, today: date) -> Weighing:
    """Gather what one area, or all, may choose from in the quarter that begins on a day. Eight queries at most.

    It is made of what the viewer may see, so that nothing can be told from it about anything else.
    """
    rows = _open_in(viewer, area) if area is not None else _open(viewer)
    candidates = {row[0]: _candidate(row, today) for row in rows}
    found = list(ties_touching(candidates)) if candidates else []
    others = {key for _kind, *both, _stage in found for key in both} - candidates.keys()
    beside = {row[0]: _candidate(row, today) for row in _beside(viewer, padded(others))} if others else {}
    ties = ties_for(found, candidates, beside, quarter)
    wishes = list(_wishes(padded(candidates))) if candidates else []
    wishers = {}
    for key, whole, name, *_place, revenue, currency, left_on in _clients(padded(candidates)) if candidates else []:
        if left_on is None:
            wishers[key] = Wisher(whole, name, revenue, currency)
    now, later = (
        {each: tenths_of(weeks) for each, weeks in found.items() if area in (None, each)}
        for found in capacities_by_area([each.first for each in next_quarters(quarter, 2)])
    )
    company = company_of(
        list(candidates.values()), wishes, wishers, quarter=quarter, rooms=(now, later),
        ties=ties, rates=rates_now(),
    )  # fmt: skip
    names = {each.whole: each.name for each in wishers.values()}
    return Weighing(candidates, company, names, beside=beside, waiting=ties.waiting)


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
def _open_in(viewer: Viewer, area: int) -> QuerySet[Any, Any]:
    return _rows(initiatives_visible_to(viewer).filter(area=area).exclude(stage__in=DONE))


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
