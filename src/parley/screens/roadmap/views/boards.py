"""The roadmap as a board, of the company and of a group."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from parley.groups.queries import areas_by_name
from parley.groups.rules import may_keep_roadmap
from parley.roadmap.actions import move_beside
from parley.roadmap.queries import (
    Board,
    Column,
    Sought,
    board,
    initiatives_visible_to,
    listed,
    placed_of,
    regions_and_labels,
)
from parley.roadmap.terms import Audience, Horizon, Stage
from parley.screens import asking
from parley.screens.addresses import key_of
from parley.screens.asking import Asked
from parley.screens.frame import page, paged, say_unknown
from parley.screens.groups.figures import answering_of
from parley.screens.groups.heading import heading
from parley.screens.groups.since import since_last_meeting

E = TypeVar("E", bound=StrEnum)
PAGE = 30


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter."""

    value: str
    label: str
    on: bool


@require_GET
def company(request: Asked) -> HttpResponse:
    """Every initiative the viewer may see, of all areas."""
    areas = areas_by_name(request.viewer)
    chosen = next((area for area in areas if area.key == request.GET.get("area")), None)
    say_unknown(request, (_("area"), request.GET.get("area"), chosen))
    context = _asked(request, chosen.pk if chosen else None)
    context["areas"] = [Choice(area.key, area.name, area is chosen) for area in areas]
    mine = [area for area in areas if area.pk in request.viewer.product_of]
    context["new_in"] = mine[0].key if mine else ""
    return page(request, "roadmap/company.html", context, place="roadmap")


@require_GET
def group(request: Asked, key: str) -> HttpResponse:
    """The roadmap of one area: the first tab of its group."""
    context = heading(request, key, "roadmap")
    context |= _asked(request, context["area"].pk)
    keeps = may_keep_roadmap(request.viewer, context["area"].pk)
    context["may_order"] = keeps and not context["narrowed"] and context["area"].dissolved_on is None
    looked_into = context["filtered"] or context["horizon"]
    context["whole"] = not looked_into
    context["answering"] = answering_of(request, context["area"].pk)
    context["since"] = [] if looked_into else since_last_meeting(request, context["area"])
    return page(request, "roadmap/group.html", context, place=f"group:{key}")


@require_POST
def order(request: Asked, key: str) -> HttpResponse:
    """Move an initiative up or down on the board of its group, past the one that was shown there."""
    up = "up" in request.POST
    which, _past, neighbour = request.POST.get("up" if up else "down", "").partition(" ")
    row = asking.found(initiatives_visible_to(request.viewer).filter(pk=key_of(which) or 0, area__key=key).first())
    move_beside(initiative=row, neighbour=key_of(neighbour) or 0, up=up, actor=request.user, at=request.now)
    back = _href(QueryDict(request.POST.get("back", "")[:500].lstrip("?")))
    return redirect(f"{reverse('group', args=[key])}{back if len(back) > 1 else ''}#initiative-{row.pk}")


def _asked(request: Asked, area: int | None) -> dict[str, Any]:
    """Give what both boards show: the filters, and the columns or one of them in full."""
    asked = request.GET
    known, labels = regions_and_labels()
    wanted = next((region for region in known if region.key == asked.get("region")), None)
    region = wanted.pk if wanted else request.viewer.region
    stage, audience = _word(Stage, asked.get("stage")), _word(Audience, asked.get("audience"))
    sought = Sought(area=area, region=region, region_only=wanted is not None, stage=stage, audience=audience)
    horizon = _word(Horizon, asked.get("horizon"))
    say_unknown(
        request,
        (_("region"), asked.get("region"), wanted),
        (_("stage"), asked.get("stage"), stage),
        (_("audience"), asked.get("audience"), audience),
        (_("horizon"), asked.get("horizon"), horizon),
    )
    found, pages = _laid_out(request, sought, horizon)
    here = next((each.name for each in known if each.pk == region), "")
    return {
        "board": found,
        "pages": pages,
        "page_href": _href(asked, page="") if horizon else "",
        "fuller": {each: _href(asked, horizon=each.value) for each in Horizon},
        "horizon": horizon,
        "columns": {Horizon.NOW: _("Now"), Horizon.NEXT: _("Next"), Horizon.LATER: _("Later")},
        "labels": labels,
        "here": here,
        "chips": [
            (_("All regions"), _href(asked, region=""), wanted is None),
            *((_("For %s") % each.name, _href(asked, region=each.key), each is wanted) for each in known),
        ],
        "region_key": wanted.key if wanted else "",
        "areas": [],
        "stages": [Choice(each.value, label, each is stage) for each, label in labels.items()],
        "audiences": [Choice(each.value, label, each is audience) for each, label in _audiences().items()],
        "narrowed": bool(stage or audience or wanted),
        "may_order": False,
        "here_href": _href(asked),
        "filtered": bool(wanted or stage or audience or asked.get("area")),
        "whole_href": request.path,
    }


def _laid_out(request: Asked, sought: Sought, horizon: Horizon | None) -> tuple[Board, Any]:
    if horizon is None:
        return board(request.viewer, sought), None
    rows = listed(request.viewer, sought, horizon)
    pages = paged(request, Paginator(range(len(rows)), PAGE))
    begin = (pages.number - 1) * PAGE
    first = 1 if begin else 0  # with one before the page and one after it, to change places with
    around = placed_of(rows[begin - first : begin + PAGE + 1])
    return Board([Column(horizon, around[first : first + PAGE], pages.paginator.count)]), pages


def _audiences() -> dict[Audience, str]:
    return {
        Audience.PRODUCT_TEAM: _("Its product team"),
        Audience.GROUP: _("Its group"),
        Audience.COMPANY: _("The whole company"),
    }


def _word(words: type[E], text: str | None) -> E | None:
    """Read a word of a list; an unknown one asks for nothing."""
    return next((word for word in words if word.value == text), None)


def _href(asked: QueryDict, **changed: str) -> str:
    """Give this page's address with something changed; `page` comes last, for the pager."""
    kept = {name: asked.get(name, "") for name in ("area", "region", "stage", "audience", "horizon")}
    return _query(tuple((name, value) for name, value in (kept | changed).items() if value or name == "page"))


@lru_cache(maxsize=4096)
def _query(said: tuple[tuple[str, str], ...]) -> str:
    return "?" + urlencode(said)
