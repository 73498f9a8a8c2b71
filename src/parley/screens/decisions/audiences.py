"""For whom a file of decisions is made: chosen on the page, named in the address, said at the head of the file."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from parley.decisions.queries.handing_out import anyone_of
from parley.decisions.rules.handing_out import audiences_for, must_hand_to
from parley.decisions.terms import TOLD, DecisionState
from parley.languages.joining import headed
from parley.people.terms import Viewer
from parley.roadmap.terms import Audience

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parley.groups.models import Area
    from parley.roadmap.models import Initiative
    from parley.screens.asking import Asked

MINE = "me"  # in addresses: as whoever makes the file sees it
CLOSED_TO = {Audience.GROUP: "group", Audience.PRODUCT_TEAM: "product-team", Audience.COMPANY: "company"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One audience to choose: its word in addresses, its words on the page, whether it stands chosen at first."""

    word: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Handed:
    """For whom a file is made: who sees what it holds, its words at the head of the file, its word in the name."""

    viewer: Viewer
    words: str
    word: str

    @property
    def said(self) -> str:
        """For whom, with what that is before it."""
        return headed(pgettext("whom a file is made for", "For"), self.words)


def choices_of(
    viewer: Viewer, area: int = 0, *, goes_on: bool = True, seen_by: "Iterable[Audience]" = tuple(Audience)
) -> list[Choice]:
    """Give the audiences that somebody may choose, widest last; `seen_by` are those that see anything of it.

    What stands chosen is the group, which most files are for; else the whole company, where it sees any of it.
    """
    found = [each for each in audiences_for(viewer, area, goes_on=goes_on) if each in set(seen_by)]
    first = next((each for each in (Audience.GROUP, Audience.COMPANY) if each in found), None)
    mine = Choice(MINE, _("me: all I see"), first is None)
    return [mine, *(Choice(each.value, _chosen_words(each), each is first) for each in found)]


def seen_by(state: DecisionState, weighs: "Sequence[Initiative]") -> tuple[Audience, ...]:
    """Give the audiences that see a decision: its area’s, and the company once it is told and weighs what all see."""
    told = state in TOLD and bool(weighs) and all(each.shown_to is Audience.COMPANY for each in weighs)
    return tuple(each for each in Audience if told or each is not Audience.COMPANY)


def _chosen_words(audience: Audience) -> str:
    return {
        Audience.PRODUCT_TEAM: _("the product team"),
        Audience.GROUP: _("the group"),
        Audience.COMPANY: _("the whole company"),
    }[audience]


def handed_to(request: "Asked", area: "Area | None") -> Handed:
    """Read from the address for whom a file is made. Raises Refused where they see more, Http404 for no audience."""
    word = request.GET.get("for", MINE)
    if word == MINE:
        return Handed(request.viewer, _("%(name)s, as they see it") % {"name": request.viewer.name}, "mine")
    audience = next((each for each in Audience if each.value == word), None)
    if audience is None or (area is None and audience is not Audience.COMPANY):
        raise Http404
    key, goes_on = (area.pk, area.dissolved_on is None) if area else (0, True)
    must_hand_to(request.viewer, audience, key, goes_on=goes_on)
    return Handed(anyone_of(audience, key), _said(audience, area.name if area else ""), CLOSED_TO[audience])


def _said(audience: Audience, name: str) -> str:
    match audience:
        case Audience.COMPANY:
            return _("everybody in the company")
        case Audience.GROUP:
            return _("the group %(name)s") % {"name": name}
        case Audience.PRODUCT_TEAM:
            return _("the product team of %(name)s") % {"name": name}
