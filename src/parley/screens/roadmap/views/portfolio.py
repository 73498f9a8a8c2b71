"""What it costs: what fits into a quarter, as decided and as advised, and what moves when something is put in."""

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from parley.decisions.rules import may_put_against
from parley.groups.queries import area_names, area_seen
from parley.groups.rules import must_keep_roadmap
from parley.kernel.spans import next_quarters
from parley.roadmap.actions import say_what_it_takes
from parley.roadmap.queries import titles_elsewhere, titles_to_choose
from parley.roadmap.queries.portfolio import sees_all_of, weighing_for
from parley.roadmap.queries.taking import takes_of, tied_to
from parley.roadmap.rules.portfolio import QUARTERS, advice_for
from parley.roadmap.terms.portfolio import Demand
from parley.screens.addresses import key_of
from parley.screens.asking import Asked, found
from parley.screens.frame import page, say_unknown
from parley.screens.roadmap.costs import addressed
from parley.screens.roadmap.forms.taking import TakesForm
from parley.screens.roadmap.prices import PricedWords
from parley.screens.roadmap.views.asked import asked, done
from parley.screens.roadmap.views.one import seen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parley.groups.models import Area

SECONDS = 2.0  # at most for the advice, and again for the price: then the page says what was found and what is proven


@require_GET
def company(request: Asked) -> HttpResponse:
    """Every area together."""
    return _answer(request, None, "portfolio")


@require_GET
def group(request: Asked, key: str) -> HttpResponse:
    """One area."""
    return _answer(request, found(area_seen(request.viewer, key)), f"group:{key}")


def _answer(request: Asked, area: "Area | None", place: str) -> HttpResponse:
    quarters = next_quarters(timezone.localdate(request.now), QUARTERS + 1)
    wanted = request.GET.get("quarter")
    chosen = next((n for n in range(QUARTERS) if str(quarters[n]) == wanted), None)
    at = 1 if chosen is None else chosen
    names = {pk: name for pk, _key, name in area_names(request.viewer)}
    weighing = weighing_for(
        request.viewer, area.pk if area else None, quarter=quarters[at].first, today=quarters[0].first
    )
    asked_for, unknown = _asked_for(request, weighing.candidates)
    say_unknown(
        request,
        (_("quarter"), wanted, quarters[chosen] if chosen is not None else None),
        (_("initiative"), str(unknown) if unknown else None, None),
    )
    advice = advice_for(weighing.company, asked_for, seconds=SECONDS)
    words = PricedWords(request.viewer, weighing, advice, names, quarters[at + 1])
    areas = [area.pk] if area else list(names)
    here = request.path
    context: dict[str, Any] = {
        "area": area,
        "quarter": quarters[at],
        "quarters": [
            (str(each), addressed(here, str(each), asked_for), n == at) for n, each in enumerate(quarters[:QUARTERS])
        ],
        "rows": words.rows(here, str(quarters[at]), asked_for),
        "demand": words.demand(here, str(quarters[at]), asked_for),
        "price": words.price(asked_for),
        "to_ask": next(
            (key for key in sorted(asked_for.put_in) if may_put_against(request.viewer, weighing.candidates[key].area)),
            None,
        ),
        "instead": words.instead(),
        "figures": words.figures(),
        "rooms": words.rooms(),
        "unestimated": words.unestimated(),
        "barred": words.barred(),
        "solved": words.solved(SECONDS),
        "weighed": words.weighed(),
        "unit_of_worth": words.unit_of_worth(),
        "sees_all": sees_all_of(request.viewer, areas),
        "here": here,
    }
    return page(request, "roadmap/portfolio.html", context, place=place)


@require_http_methods(["GET", "POST"])
def takes(request: Asked, key: int) -> HttpResponse:
    """Say what an initiative takes: team-weeks, what it needs first, what excludes it."""
    row = seen(request, key)
    must_keep_roadmap(request.viewer, row.area_id)
    tied = {pk: (title, area) for pk, title, area in tied_to(request.viewer, key)}
    others = dict(titles_to_choose(request.viewer, row.area_id)) | {pk: title for pk, (title, _area) in tied.items()}
    others.pop(key, None)
    now = takes_of(key, others)
    elsewhere = groupby(titles_elsewhere(request.viewer, row.area_id), key=lambda each: each[0])
    form = TakesForm(
        request.POST or None, others=others.items(), initial=TakesForm.start(now),
        elsewhere=[(name, [(pk, title) for _name, pk, title in rows if pk not in tied]) for name, rows in elsewhere],
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():

        def change() -> None:
            say_what_it_takes(initiative=row, takes=form.takes, actor=request.user, at=request.now)

        if done(request, form, change, _("What it takes is written down.")):
            also = any(form.cleaned_data.get(name) for name in ("needs_also", "excludes_also"))
            return redirect("initiative_takes", key) if also else redirect("group_portfolio", row.area.key)
    note = _("With this, “What it costs” can say what fits into a quarter and what a change displaces.")
    return asked(request, row, form, heading=_("What it takes"), button=_("Write it down"), note=note)


def _asked_for(request: Asked, candidates: "Mapping[int, Any]") -> tuple[Demand, int | None]:
    """Give what the address asks to put in and to leave out of what may be; and one that it names and may not be."""
    put_in = _keys(request, "in")
    leave_out = _keys(request, "out") - put_in
    unknown = min((put_in | leave_out) - candidates.keys(), default=None)
    return Demand(put_in & candidates.keys(), leave_out & candidates.keys()), unknown


def _keys(request: Asked, name: str) -> frozenset[int]:
    """Give the initiatives that the address names, as far as these are keys."""
    return frozenset(key for each in request.GET.getlist(name)[:50] if (key := key_of(each)))
