"""Search from any page: what was found, by kind, best first."""

from collections.abc import Mapping
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
from parley.search.queries import found, found_of_each, meant
from parley.search.rules import FEW, sought_in
from parley.search.terms import Find, Kind

LIMIT = 30
GROUPS: dict[str, tuple[Kind, ...]] = {
    "initiatives": (Kind.INITIATIVE,),
    "topics": (Kind.TOPIC,),
    "decisions": (Kind.DECISION, Kind.EFFECT),
    "trials": (Kind.TRIAL,),
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


@dataclass(frozen=True, slots=True)
class Group:
    """Finds of one name, and the way to the rest of them."""

    name: str
    hits: list[Hit]
    rest: str
    href: str


@require_GET
def page(request: Asked) -> HttpResponse:
    """What holds the words, among everything the viewer may see."""
    words = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:300]
    only = request.GET.get("in", "")
    everywhere = only not in GROUPS
    counts: dict[str, int | None] = {}
    if everywhere:
        of_each = found_of_each(request.viewer, words, tuple(GROUPS.values()))
        finds, counts = list(of_each.finds), {group: of_each.count(kinds) for group, kinds in GROUPS.items()}
    else:
        finds = found(request.viewer, words, limit=LIMIT + 1, kinds=GROUPS[only])
    spellings = meant(request.viewer, words, kinds=GROUPS.get(only, ())) if len(finds) < FEW else []
    names = _names()

    def within(group: str, sought: str = words) -> str:
        return "?" + urlencode({"q": sought} | ({"in": group} if group else {}))

    return framed(
        request,
        "search/page.html",
        {
            "words": words,
            "only": "" if everywhere else only,
            "readable": bool(sought_in(words)),
            "groups": [
                Group(names[group], hits, _rest(counts, group, len(hits)), within(group))
                for group, hits in _grouped(finds if everywhere else finds[:LIMIT]).items()
            ],
            "spellings": [(spelling, within("" if everywhere else only, spelling)) for spelling in spellings],
            "more": not everywhere and len(finds) > LIMIT,
            "filters": [(_("Everything"), within(""), everywhere)]
            + [(name, within(group), group == only) for group, name in names.items()],
        },
        place="search",
    )


def _names() -> dict[str, str]:
    return {
        "initiatives": _("Initiatives"),
        "topics": _("Topics"),
        "decisions": _("Decisions"),
        "trials": _("Trials"),
        "clients": _("Clients"),
        "said": _("What clients said"),
        "groups": _("Groups"),
        "people": _("People"),
        "meetings": _("Meetings and minutes"),
        "promises": _("Promises to clients"),
        "comments": _("Comments"),
    }


def _rest(counts: Mapping[str, int | None], group: str, shown: int) -> str:
    """Say how many there are of a group, when not all are shown."""
    count = counts.get(group, shown)
    if count is None:
        return _("See all of them")
    return _("See all %d") % count if count > shown else ""


def _grouped(finds: list[Find]) -> dict[str, list[Hit]]:
    """Put finds under their group; the group of the best find comes first."""
    slugs = area_keys(find.page.key for find in finds if find.page and find.page.kind == "area")
    labels = stage_labels() if any(find.ref.kind == "initiative" for find in finds) else {}
    group_of = {kind: group for group, kinds in GROUPS.items() for kind in kinds}
    grouped: dict[str, list[Hit]] = {}
    for find in finds:
        hit = Hit(find, _address(find.page, slugs), note_of(find, labels))
        grouped.setdefault(group_of[Kind(find.ref.kind)], []).append(hit)
    return grouped


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
