"""The evidence behind what a decision weighs, in sentences: who asks, where, and whether it is one client."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parley.roadmap.rules import percent_of, verdict_of
from parley.roadmap.terms import Asking, Verdict

if TYPE_CHECKING:
    from parley.roadmap.models import Initiative


@dataclass(frozen=True, slots=True)
class Weighed:
    """An initiative with who asks for it, the word for that, and the figures behind the word."""

    initiative: "Initiative"
    asked: str
    regions: tuple[tuple[str, int], ...]
    verdict: Verdict
    figures: str
    against: str


def weighed(initiatives: Iterable["Initiative"], asking: Mapping[int, Asking]) -> list[Weighed]:
    """Say what stands behind each initiative."""
    return [_said(each, asking[each.pk]) for each in initiatives]


def _said(initiative: "Initiative", asking: Asking) -> Weighed:
    asked = ngettext("%d client asks for it", "%d clients ask for it", asking.clients) % asking.clients
    against = ngettext("%d insight speaks against it.", "%d insights speak against it.", asking.against)
    verdict = verdict_of(asking)
    return Weighed(
        initiative,
        asked if asking.clients else _("No client asks for it, as far as anybody noted."),
        asking.regions,
        verdict,
        _figures(verdict, asking),
        against % asking.against if asking.against else "",
    )


def _figures(verdict: Verdict, asking: Asking) -> str:
    if not asking.most_insights:
        return ""
    if asking.clients == 1:
        return _("only %s asks") % asking.most_insights.client
    if verdict is Verdict.ONE_CLIENT and asking.most_revenue:
        said = {
            "client": asking.most_revenue.client,
            "percent": percent_of(asking.most_revenue, clients=asking.clients),
        }
        if said["percent"] is None:
            return _("%(client)s makes more than half of the yearly revenue of those who ask") % said
        return _("%(client)s makes %(percent)d%% of the yearly revenue of those who ask") % said
    clients = ngettext("asked for by %d client", "asked for by %d clients", asking.clients) % asking.clients
    regions = ngettext("in %d region", "in %d regions", len(asking.regions)) % len(asking.regions)
    who = f"{clients} {regions}" if asking.regions else clients
    if asking.most_revenue:
        return _("%s, none of them makes most of the yearly revenue") % who
    return _("%s, whose yearly revenue cannot be compared") % who
