"""Search from any page: what was found, by kind, best first."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from parley.groups.queries import area_keys
from parley.ledger.terms import Ref
from parley.roadmap.queries import stage_labels
from parley.screens.asking import Asked
from parley.screens.frame import page as framed
from parley.screens.search.shown import note_of
from parley.search.queries import found, meant
from parley.search.rules import FEW, sought_in
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
    "promises": (Kind.ACTION_POINT,),
    "comments": (Kind.COMMENT,),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One find with the address of its page."""

    find: Find
    href: str
    note: str  # what kind of thing it is, whose, when and how far


@require_GET
def page(request: Asked) -> HttpResponse:
    """What holds the words, among everything the viewer may see."""
    words = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:300]
    only = request.GET.get("in", "")
    finds = found(request.viewer, words, limit=LIMIT + 1, kinds=GROUPS.get(only, ()))
    spellings = meant(request.viewer, words, kinds=GROUPS.get(only, ())) if len(finds) < FEW else []
    names = _names()

    def within(group: str, sought: str = words) -> str:
        return "?" + urlencode({"q": sought} | ({"in": group} if group else {}))

    return framed(
        request,
        "search/page.html",
        {
            "words": words,
            "only": only if only in GROUPS else "",
            "readable": bool(sought_in(words)),
            "groups": _grouped(finds[:LIMIT], names),
            "spellings": [(spelling, within(only if only in GROUPS else "", spelling)) for spelling in spellings],
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
        "promises": _("Promises"),
        "comments": _("Comments"),
    }


def _grouped(finds: list[Find], names: dict[str, str]) -> list[tuple[str, list[Hit]]]:
    """Put finds under the name of their kind; the kind of the best find comes first."""
    slugs = area_keys(find.page.key for find in finds if find.page and find.page.kind == "area")
    labels = stage_labels() if any(find.ref.kind == "initiative" for find in finds) else {}
    group_of = {kind: group for group, kinds in GROUPS.items() for kind in kinds}
    grouped: dict[str, list[Hit]] = {}
    for find in finds:
        hit = Hit(find, _address(find.page, slugs), note_of(find, labels))
        grouped.setdefault(group_of[Kind(find.ref.kind)], []).append(hit)
    return [(names[group], hits) for group, hits in grouped.items()]


def _address(of: Ref | None, slugs: dict[int, str]) -> str:
    """Give where a find is; what one promised in a meeting one does not see is on the first page."""
    if of is None:
        return reverse("today")
    try:
        if of.kind == "area":
            return reverse("group", args=[slugs[of.key]])
        return reverse(of.kind, args=[of.key])
    except (KeyError, NoReverseMatch):
        return ""
