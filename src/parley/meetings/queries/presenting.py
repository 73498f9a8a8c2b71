"""Seeing what leads prepare, how ready presenters are, and the company's glossary."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from parley.meetings.models import Acronym, AgendaItem, Preparation, Presenter, TapRelease
from parley.meetings.queries.tapping import TapsShown, counts_of, shares_of
from parley.meetings.rules.taps import LAST
from parley.meetings.terms import STILL_TO_COME, ItemState
from parley.people.models import Person
from parley.people.queries import people_in_the_company
from parley.people.terms import Viewer

LOOKED_BACK = 12  # a group's sealed meetings among which each presenter's last three are sought


@dataclass(frozen=True, slots=True)
class Readiness:
    """How ready somebody is to present."""

    person: Person
    guide_read: bool
    practised: int


def acronyms() -> QuerySet[Acronym]:
    """The company's glossary, by acronym."""
    return Acronym.objects.all()


def glossary() -> dict[str, str]:
    """The glossary as the coach reads it: acronyms with their meanings. One query."""
    return dict(Acronym.objects.values_list("acronym", "meaning"))


def preparation_of(item: AgendaItem) -> Preparation:
    """What the lead of an item prepared; an empty one, which is not kept, when nothing was."""
    return Preparation.objects.filter(item=item).first() or Preparation(item=item, version=0)


def readiness_of(person: Person) -> Readiness:
    """How ready somebody is, for their own eyes. One query."""
    return _ready(person, Presenter.objects.filter(person=person).first())


def taps_after(person: Person) -> TapsShown:
    """What people said after the last three meetings in which somebody led an item, in all groups: for themselves.

    One query.
    """
    return _taps(TapRelease.objects.filter(meeting__items__lead=person, meeting__items__state=ItemState.DONE))


def presenters_of(viewer: Viewer, area: int) -> list[Readiness]:
    """How ready those are who lead an item of a group, now or lately, by name; for its facilitators. Four queries.

    Nobody else gets anybody. What was said after meetings is not here: beside each other it would compare people.
    """
    if area not in viewer.facilitates:
        return []
    people = people_in_the_company().filter(pk__in=_leads(area)).select_related("function").order_by("name", "pk")
    rows = {row.person_id: row for row in Presenter.objects.filter(person__in=[each.pk for each in people])}
    return [_ready(person, rows.get(person.pk)) for person in people]


def presenter_of(viewer: Viewer, area: int, person: int) -> tuple[Readiness, TapsShown] | None:
    """One of them, with what was said after the last three meetings of this group that they presented in."""
    if area not in viewer.facilitates:
        return None
    found = people_in_the_company().filter(pk__in=_leads(area)).select_related("function").filter(pk=person).first()
    if found is None:
        return None
    led = TapRelease.objects.filter(
        meeting__area=area, meeting__items__lead=found, meeting__items__state=ItemState.DONE
    )
    return _ready(found, Presenter.objects.filter(person=found).first()), _taps(led)


def _leads(area: int) -> set[int]:
    """Who leads an item of a group that is ahead, or led one in its last sealed meetings. Two queries."""
    sealed = TapRelease.objects.filter(meeting__area=area).order_by("-meeting__starts_at", "-pk")
    lately = list(sealed.values_list("meeting", flat=True)[:LOOKED_BACK])
    coming = Q(state=ItemState.AHEAD, meeting__state__in=STILL_TO_COME)
    items = AgendaItem.objects.filter(coming | Q(state=ItemState.DONE, meeting__in=lately), meeting__area=area)
    return set(items.exclude(lead=None).values_list("lead", flat=True))


def _taps(led: QuerySet[TapRelease]) -> TapsShown:
    """The shares of the last three of some meetings that have figures; none of fewer, or one meeting would be seen."""
    lately = led.distinct().order_by("-meeting__starts_at", "-pk")[:LOOKED_BACK]
    shown = [each for each in lately if counts_of(each)[0].of][:LAST]
    return shares_of(shown if len(shown) == LAST else ())


def _ready(person: Person, row: Presenter | None) -> Readiness:
    read = row is not None and row.guide_read_at is not None
    return Readiness(person, read, row.practised if row else 0)
