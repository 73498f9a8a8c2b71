"""The evidence behind what a decision weighs, in sentences: who asks, where, and whether it is one client."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parley.roadmap.rules import verdict_of
from parley.roadmap.terms import Asking, Verdict
from parley.screens.roadmap.who_asks import grounds_in_words

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
    return Weighed(
        initiative,
        asked if asking.clients else _("No client asks for it, as far as anybody noted."),
        tuple((each.name, each.clients) for each in asking.regions),
        verdict_of(asking),
        "; ".join(grounds_in_words(asking)) if asking.clients else "",
        against % asking.against if asking.against else "",
    )
