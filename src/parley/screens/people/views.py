"""The company's directory, and what there is to know about one person."""

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from parley.clients.queries import insights_noted_by
from parley.groups.queries import places_of
from parley.people.queries import directory, every_function, every_region, names_like, person_seen
from parley.people.terms import Side
from parley.screens.asking import Asked, found
from parley.screens.frame import page as framed
from parley.topics.queries import topics_brought_by

if TYPE_CHECKING:
    from parley.groups.models import Area
    from parley.people.models import Person
    from parley.people.terms import Viewer

PAGE = 30
NEWEST = 10


@require_GET
def page(request: Asked) -> HttpResponse:
    """Everybody in the company, by name; narrowed by words, function, side and region."""
    asked = {name: _clean(request.GET.get(name, "")) for name in ("q", "function", "side", "region", "left")}
    if asked["side"] not in set(Side):
        asked["side"] = ""
    people = directory(
        request.viewer,
        text=asked["q"],
        function=asked["function"],
        side=asked["side"],
        region=asked["region"],
        left=bool(asked["left"]),
    )
    kept = {name: value for name, value in asked.items() if value}
    context = {
        "people": Paginator(people, PAGE).get_page(request.GET.get("page")),
        "asked": asked,
        "narrowed": bool(kept),
        "functions": [(each.key, each.name) for each in every_function()],
        "sides": [(Side.PRODUCT, _("product")), (Side.BUSINESS, _("business")), (Side.NEITHER, _("neither side"))],
        "regions": [(each.key, each.name) for each in every_region()],
        "more": "?" + urlencode(kept) + ("&" if kept else "") + "page=",
    }
    return framed(request, "people/page.html", context, place="people")


def _clean(text: str) -> str:
    return " ".join(text.replace("\x00", " ").split())[:200]


@require_GET
def names(request: Asked) -> HttpResponse:
    """People whose names hold what was typed, as options of a list. Any field may ask: the first that is typed in."""
    typed = next((str(value) for value in request.GET.values() if str(value).strip()), "")
    return render(request, "people/options.html", {"options": _options(names_like(request.viewer, typed))})


def _options(people: "list[Person]") -> list[tuple[str, str]]:
    """Give what is put into the field, and what is shown beside it: the e-mail where two have the same name."""
    names = [person.name for person in people]
    return [
        (
            (person.email or person.key) if names.count(person.name) > 1 else person.name,
            f"{person.name}, {person.function}" if person.function else person.name,
        )
        for person in people
    ]


@require_GET
def person(request: Asked, key: int) -> HttpResponse:
    """One person: what they do, where, in which groups, and what they brought, as far as the reader may see it."""
    who = found(person_seen(request.viewer, key))
    context = {
        "person": who,
        "belongs": _places(places_of(who)),
        "topics": topics_brought_by(request.viewer, key)[:NEWEST],
        "insights": insights_noted_by(request.viewer, key)[:NEWEST],
        "mine": key == request.viewer.person,
        "may_keep": request.viewer.operations,
        "now": request.now,
    }
    return framed(request, "people/person.html", context, place="people")


def place_words() -> dict[str, str]:
    """Say each way of belonging to a group."""
    return {
        "core": _("core member"),
        "on_call": _("on call"),
        "facilitates": _("runs the meetings"),
        "keeps": _("keeps the roadmap"),
        "decides": _("decides"),
    }


def places_said(viewer: "Viewer", area: int) -> str:
    """Say in words how somebody belongs to a group; nothing when they do not."""
    there = {
        "core": viewer.member_of,
        "on_call": viewer.on_call_for,
        "facilitates": viewer.facilitates,
        "keeps": viewer.product_of,
        "decides": viewer.decides,
    }
    words = place_words()
    return ", ".join(words[place] for place, areas in there.items() if area in areas)


def _places(places: "list[tuple[Area, str]]") -> "list[tuple[Area, str]]":
    """Say in words how somebody belongs to each group, once a group."""
    words = place_words()
    told: dict[Area, list[str]] = {}
    for area, place in places:
        told.setdefault(area, []).append(words[place])
    return [(area, ", ".join(how)) for area, how in told.items()]
