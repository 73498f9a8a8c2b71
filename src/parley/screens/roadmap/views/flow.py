"""Flow: how long initiatives stay in each stage, where they wait and for whom, and what was stopped and why."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from parley.groups.queries import area_names, area_seen
from parley.people.terms import Side
from parley.roadmap.queries import stage_labels
from parley.roadmap.queries.flow import moves_seen, stays_seen, stops_told
from parley.roadmap.queries.portfolio import sees_all_of
from parley.roadmap.rules.flow import flow_of, moved_targets_of, now_in, stops_in, waiting_of
from parley.roadmap.terms import Stage
from parley.roadmap.terms.flow import WORKING, StayTold
from parley.screens.asking import Asked, found
from parley.screens.frame import page as framed
from parley.screens.frame import paged
from parley.screens.roadmap.flow_words import (
    headline,
    reached,
    rows_of,
    target_cells,
    waiting_cells,
    width_words,
)
from parley.screens.roadmap.waiting import owed_in

STOPS = 10  # on a page


@require_GET
def group(request: Asked, key: str) -> HttpResponse:
    """One area, as far as the viewer may see its initiatives."""
    area = found(area_seen(request.viewer, key))
    stays, labels = stays_seen(request.viewer, area.pk), stage_labels()
    stages, targets = now_in(stays), moved_targets_of(moves_seen(request.viewer, area.pk))
    working = {initiative: stage for initiative, stage in stages.items() if stage in WORKING}
    owed = {each for each in owed_in(request.viewer, area.pk, timezone.localdate(request.now)) if each[0] in working}
    waits = Counter(side for _key, side in {(key, side) for key, side, _what in owed})
    stops = paged(request, Paginator(stops_in(stays), STOPS))
    context = _told(stays, labels, request) | {
        "area": area,
        "waiting": waiting_cells(waiting_of(working, owed), Counter(stages.values()), labels),
        "waits_product": waits[Side.PRODUCT],
        "waits_business": waits[Side.BUSINESS],
        "targets": target_cells(targets, labels),
        "later": sum(each.later for each in targets),
        "earlier": sum(each.earlier for each in targets),
        "stops": stops,
        "stopped": [
            (stop.initiative, title, labels[stop.before] if stop.before else "", stop.at, reason)
            for stop, title, reason in stops_told(request.viewer, [*stops])
        ],
        "sees_all": sees_all_of(request.viewer, [area.pk]),
    }
    return framed(request, "roadmap/flow.html", context, place=f"group:{key}")


@require_GET
def company(request: Asked) -> HttpResponse:
    """Every area, by name."""
    stays, labels = stays_seen(request.viewer), stage_labels()
    areas = area_names(request.viewer)
    by_area = {pk: [*own] for pk, own in groupby(sorted(stays, key=lambda each: each.area), key=lambda each: each.area)}
    told = [(key, name, _halves(by_area[pk], request)) for pk, key, name in areas if pk in by_area]
    context = _told(stays, labels, request) | {
        "stages": [labels[stage] for stage in WORKING],
        "areas": [(key, name, halves) for key, name, halves in told if any(halves)],
        "few": [(key, name) for key, name, halves in told if not any(halves)],
        "sees_all": sees_all_of(request.viewer, [pk for pk, _key, _name in areas]),
    }
    return framed(request, "roadmap/flow_company.html", context, place="flow")


def _told(stays: Sequence[StayTold], labels: dict[Stage, str], request: Asked) -> dict[str, Any]:
    stages = flow_of(stays, request.now)
    return {
        "rows": rows_of(stages, labels),
        "width": width_words(stages),
        "headline": headline(stages, labels),
        "unknown": sum(each.unknown for each in stages),
    }


def _halves(stays: Sequence[StayTold], request: Asked) -> list[str]:
    """Give for each stage the day by which half had left, with how many came; nothing below five."""
    return [
        f"{reached(each.length.median)} ({each.counted})" if each.length else "" for each in flow_of(stays, request.now)
    ]
