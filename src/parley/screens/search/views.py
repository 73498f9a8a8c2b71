"""Search from any page: what was found, by kind, best first."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from parley.clients.queries import insights_visible_to
from parley.groups.queries import area_keys
from parley.ledger.terms import Ref
from parley.screens.asking import Asked
from parley.screens.frame import page as framed
from parley.search.queries import found
from parley.search.rules import sought_in
from parley.search.terms import Find, Kind

LIMIT = 30
GROUPS: dict[str, tuple[Kind, ...]] = {
    "initiatives": (Kind.INITIATIVE,),
    "topics": (Kind.TOPIC,),
    "decisions": (Kind.DECISION,),
    "clients": (Kind.CLIENT,),
    "said": (Kind.INSIGHT,),
    "groups": (Kind.AREA,),
    "people": (Kind.PERSON,),
    "meetings": (Kind.MEETING, Kind.AGENDA_ITEM),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One find with the address of its page."""

    find: Find
    href: str
    note: str = ""  # who said it


@require_GET
def page(request: Asked) -> HttpResponse:
    """What holds the words, among everything the viewer may see."""
    words = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:300]
    only = request.GET.get("in", "")
    finds = found(request.viewer, words, limit=LIMIT + 1, kinds=GROUPS.get(only, ()))
    names = _names()

    def within(group: str) -> str:
        return "?" + urlencode({"q": words} | ({"in": group} if group else {}))

    return framed(
        request,
        "search/page.html",
        {
            "words": words,
            "only": only if only in GROUPS else "",
            "readable": bool(sought_in(words)),
            "groups": _grouped(request, finds[:LIMIT], names),
            "more": len(finds) > LIMIT,
            "filters": [(_("Everything"), within(""), only not in GROUPS)]
            + [(name, within(group), group == only) for group, name in names.items()],
        },
        place="search",
    )


def _names() -> dict[str, str]:
    return {
        "initiatives": _("Initiatives"),
        "topics": _("Topics"),
        "decisions": _("Decisions"),
        "clients": _("Clients"),
        "said": _("What clients said"),
        "groups": _("Groups"),
        "people": _("People"),
        "meetings": _("Meetings and minutes"),
    }


def _grouped(request: Asked, finds: list[Find], names: dict[str, str]) -> list[tuple[str, list[Hit]]]:
    """Put finds under the name of their kind; the kind of the best find comes first."""
    slugs = area_keys(find.page.key for find in finds if find.page.kind == "area")
    spoken = {find.ref.key for find in finds if find.ref.kind == "insight"}
    said = insights_visible_to(request.viewer).filter(pk__in=spoken).values_list("pk", "client__name")
    notes = {Ref("insight", key): name for key, name in said} if spoken else {}
    group_of = {kind: group for group, kinds in GROUPS.items() for kind in kinds}
    grouped: dict[str, list[Hit]] = {}
    for find in finds:
        grouped.setdefault(group_of[Kind(find.ref.kind)], []).append(
            Hit(find, _address(find.page, slugs), notes.get(find.ref, ""))
        )
    return [(names[group], hits) for group, hits in grouped.items()]


def _address(of: Ref, slugs: dict[int, str]) -> str:
    try:
        if of.kind == "area":
            return reverse("group", args=[slugs[of.key]])
        return reverse(of.kind, args=[of.key])
    except (KeyError, NoReverseMatch):
        return ""
