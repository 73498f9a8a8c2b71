"""The head of a group's pages: what it is for, when it meets, and its tabs."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from parley.groups.rules import may_keep_group, may_keep_roadmap
from parley.meetings.queries import rooms_on_for, series_of
from parley.screens.asking import Asked, found
from parley.screens.groups.figures import area_in_figures
from parley.screens.meetings.shown import meets_words

TABS = {
    "roadmap": "group",
    "topics": "group_topics",
    "meetings": "group_meetings",
    "decisions": "group_decisions",
    "promises": "group_promises",
    "people": "group_people",
    "doing": "group_doing",
}
FOR_INSIDERS = frozenset({"doing"})  # and product operations


def heading(request: Asked, key: str, tab: str) -> dict[str, Any]:
    """Give what every tab of a group shows; three queries. Raises Http404 when there is no such group."""
    area = found(area_in_figures(request, key))
    series = series_of(request.viewer, area.pk, request.now)
    words = {
        "roadmap": _("Roadmap"),
        "topics": _("Topics"),
        "meetings": _("Meetings"),
        "decisions": _("Decisions"),
        "promises": _("Promises to clients"),
        "people": _("People"),
        "doing": _("How we are doing"),
    }
    counts = {"roadmap": area.on_board, "topics": area.open_topics, "decisions": area.open_decisions}
    inside = area.pk in request.viewer.inside
    return {
        "area": area,
        "series": series,
        "meets": [meets_words(request, each) for each in series],
        "tabs": [
            (words[each], reverse(name, args=[key]), each == tab, counts.get(each) or None)
            for each, name in TABS.items()
            if each not in FOR_INSIDERS or inside or request.viewer.operations
        ],
        "inside": inside,
        "on_now": [each for each in rooms_on_for(request.viewer) if each.area_id == area.pk]
        if tab != "meetings"
        else [],
        "keeps_group": may_keep_group(request.viewer, area.pk),
        "keeps_roadmap": may_keep_roadmap(request.viewer, area.pk),
    }
