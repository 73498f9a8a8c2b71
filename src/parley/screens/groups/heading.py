"""The head of a group's pages: what it is for, when it meets, and its tabs."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from parley.groups.queries import area_seen
from parley.groups.rules import may_keep_group, may_keep_roadmap
from parley.screens.asking import Asked, found

TABS = {
    "roadmap": "group",
    "topics": "group_topics",
    "meetings": "group_meetings",
    "decisions": "group_decisions",
    "people": "group_people",
}


def heading(request: Asked, key: str, tab: str) -> dict[str, Any]:
    """Give what every tab of a group shows; one query. Raises Http404 when there is no such group."""
    area = found(area_seen(request.viewer, key))
    words = {
        "roadmap": _("Roadmap"),
        "topics": _("Topics"),
        "meetings": _("Meetings"),
        "decisions": _("Decisions"),
        "people": _("People"),
    }
    return {
        "area": area,
        "tabs": [(words[each], reverse(name, args=[key]), each == tab, None) for each, name in TABS.items()],
        "inside": area.pk in request.viewer.inside,
        "keeps_group": may_keep_group(request.viewer, area.pk),
        "keeps_roadmap": may_keep_roadmap(request.viewer, area.pk),
    }
