"""Promises kept: of an area on its group's page, and of all areas for those who look after the whole company."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from parley.disclosure.queries import Promised, promised
from parley.disclosure.queries.announcements import announced_in
from parley.disclosure.rules import became, calibration_of, is_forecast, may_compare_areas
from parley.disclosure.rules.launching import announced_of
from parley.disclosure.terms import Became, Calibration
from parley.groups.queries import areas_by_name
from parley.screens.asking import Asked
from parley.screens.disclosure.kept_words import Shown, became_words, called, interval_words, shown
from parley.screens.frame import page as framed
from parley.screens.frame import paged
from parley.screens.groups.heading import heading

PAGE = 30


@dataclass(frozen=True, slots=True)
class Line:
    """One promise in the list behind the figures."""

    initiative: int
    title: str
    told_on: date
    window: str
    called: str
    became: str


@dataclass(frozen=True, slots=True)
class Area:
    """How the promises of one area turned out."""

    key: str
    name: str
    found: Calibration
    interval: str


@require_GET
def of_group(request: Asked, key: str) -> HttpResponse:
    """How the promises of one area turned out, as far as the viewer may see what they were about."""
    context = heading(request, key, "promises")
    today = timezone.localdate(request.now)
    made = promised(request.viewer, context["area"].pk)
    ended = [(each, what) for each in made if is_forecast(each.forecast) and (what := became(each.forecast, on=today))]
    pages = paged(request, Paginator(ended, PAGE))
    context |= {
        "shown": _shown(made, today),
        "pages": pages,
        "lines": [_line(each, what) for each, what in pages],
        "announced": announced_of(announced_in(request.viewer, context["area"].pk)),
        "compares": may_compare_areas(request.viewer),
    }
    return framed(request, "disclosure/kept_of_group.html", context, place=f"group:{key}")


@require_GET
def company(request: Asked) -> HttpResponse:
    """How the promises of all areas turned out. Raises Http404 for whoever looks after a part of the company only."""
    if not may_compare_areas(request.viewer):
        raise Http404
    today = timezone.localdate(request.now)
    made = promised(request.viewer)
    by_area: dict[int, list[Promised]] = {}
    for each in made:
        by_area.setdefault(each.area, []).append(each)
    areas = [
        _area(each.key, each.name, by_area[each.pk], today)
        for each in areas_by_name(request.viewer)
        if each.pk in by_area
    ]
    context = {"shown": _shown(made, today), "areas": areas}
    return framed(request, "disclosure/kept.html", context, place="groups")


def _shown(made: Sequence[Promised], today: date) -> Shown:
    return shown(calibration_of([each.forecast for each in made], on=today))


def _area(key: str, name: str, made: Sequence[Promised], today: date) -> Area:
    found = calibration_of([each.forecast for each in made], on=today)
    return Area(key, name, found, interval_words(found.kept, found.of))


def _line(each: Promised, what: Became) -> Line:
    forecast = each.forecast
    return Line(
        each.initiative, each.title, forecast.told_on, str(each.window), called(forecast.confidence), became_words(what)
    )
