"""The evidence behind what a decision weighs, in sentences: who asks, where, and whether it is one client."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from parley.roadmap.models import Initiative
    from parley.roadmap.queries.weights import Weight

MOSTLY = 0.5  # a larger share of the revenue of those who ask makes it mostly one client's request


@dataclass(frozen=True, slots=True)
class Weighed:
    """An initiative with who asks for it; `verdict` is one of the words of a verdict, or nothing."""

    initiative: "Initiative"
    asked: str
    regions: tuple[tuple[str, int], ...]
    verdict: str
    figures: str
    against: str


def weighed(initiatives: Iterable["Initiative"], weights: Mapping[int, "Weight"]) -> list[Weighed]:
    """Say what stands behind each initiative."""
    return [_said(each, weights[each.pk]) for each in initiatives]


def _said(initiative: "Initiative", weight: "Weight") -> Weighed:
    verdict, figures = "", ""
    if not weight.clients:
        verdict = "too_little"
    elif weight.clients == 1:
        verdict, figures = "one_client", _("only %s asks") % weight.largest
    elif weight.share is not None and weight.share > MOSTLY:
        percent = {"percent": round(weight.share * 100), "client": weight.largest}
        verdict = "one_client"
        figures = _("%(client)s makes %(percent)d%% of the yearly revenue of those who ask") % percent
    asked = ngettext("%d client asks for it", "%d clients ask for it", weight.clients) % weight.clients
    against = ngettext("%d insight speaks against it.", "%d insights speak against it.", weight.against)
    return Weighed(
        initiative,
        asked if weight.clients else _("No client asks for it, as far as anybody noted."),
        weight.regions,
        verdict,
        figures,
        against % weight.against if weight.against else "",
    )
