"""The options of a decision side by side: evidence, cost, return, regions, promises, and what is said of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parley.decisions.queries import Way, affected_by
from parley.disclosure.queries import promises_standing
from parley.roadmap.queries import evidence_of, regions_among
from parley.screens.decisions.shown import Shown
from parley.screens.decisions.weighing import Weighed, weighed
from parley.screens.roadmap.forms.whys import sum_words

if TYPE_CHECKING:
    from parley.decisions.queries import Position
    from parley.people.models import Person
    from parley.people.terms import Viewer
    from parley.roadmap.models import Initiative
    from parley.voices.models import Comment


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands behind one initiative of an option, in words."""

    weighed: Weighed
    cost: str
    brings: str
    instead: str
    regions: str
    promises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One option with what stands behind it and who leans to it."""

    shown: Shown
    behind: tuple[Beside, ...]
    leanings: tuple["Position", ...]


def columns_of(
    options: Iterable[Shown],
    seen: Mapping[int, "Initiative"],
    positions: Iterable["Position"],
) -> list[Column]:
    """Put the options side by side; an option is about what it puts first, else about what it changes. 3 queries."""
    behind = _behind(seen)
    leanings = [each for each in positions if each.way is Way.LEANS]
    made = []
    for each in options:
        option = each.option
        about = [option.initiative_id] if option.initiative_id else [change.initiative.pk for change in each.changes]
        made.append(
            Column(
                each,
                tuple(behind[key] for key in dict.fromkeys(about) if key in behind),
                tuple(one for one in leanings if one.option == option.pk),
            )
        )
    return made


def _behind(seen: Mapping[int, "Initiative"]) -> dict[int, Beside]:
    if not seen:
        return {}
    promises = promises_standing(seen)
    places: dict[int, list[str]] = {}
    for place in regions_among(seen).select_related("region").order_by("region__name"):
        places.setdefault(place.initiative_id, []).append(place.region.name)
    found = {}
    for each in weighed(seen.values(), evidence_of(seen)):
        row, why = each.initiative, each.initiative.why
        cost = " · ".join(filter(None, (sum_words(why.budget_amount, why.budget_currency), why.budget))) if why else ""
        brings = " · ".join(filter(None, (why.expected_return, why.return_basis))) if why else ""
        found[row.pk] = Beside(
            each, cost, brings, why.instead if why else "",
            ", ".join(places.get(row.pk, ())) or _("every region"),
            tuple(_promise(window, clients) for window, clients in promises.get(row.pk, ())),
        )  # fmt: skip
    return found


def _promise(window: str, clients: int) -> str:
    if not window:
        return ngettext("%d client was told of it, without a day", "%d clients were told of it, without a day",
                        clients) % clients  # fmt: skip
    return ngettext("%(num)d client was told %(window)s", "%(num)d clients were told %(window)s", clients) % {
        "num": clients,
        "window": window,
    }


@dataclass(frozen=True, slots=True)
class Unheard:
    """Whom it affects and who has said nothing yet: nobody asked some of them, others were asked."""

    waiting: tuple["Person", ...]
    asked: tuple["Person", ...]
    affected: int


def unheard(
    viewer: "Viewer",
    decision: int,
    seen: Mapping[int, "Initiative"],
    comments: Iterable["Comment"],
    positions: Iterable["Position"],
) -> Unheard:
    """Say who is affected and was not heard, but for the viewer; for those who may ask them. One query."""
    heard = {each.author_id for each in comments}
    heard |= {each.person for each in positions if each.way not in (Way.IN_PRIVATE, Way.UNSIGNED)}
    affected = affected_by(decision, list(seen), [each.owner_id for each in seen.values() if each.owner_id])
    silent = [each for each in affected if each.pk not in heard and each.pk != viewer.person]
    return Unheard(
        tuple(each for each in silent if not each.asked), tuple(each for each in silent if each.asked), len(affected)
    )
