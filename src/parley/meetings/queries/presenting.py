"""Seeing what leads prepare, how ready presenters are, and the company's glossary."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from parley.meetings.models import Acronym, AgendaItem, Preparation, Presenter, TapRelease
from parley.meetings.queries.tapping import TapsShown, shares_of
from parley.meetings.rules.taps import LAST
from parley.meetings.terms import STILL_TO_COME, ItemState
from parley.people.models import Person
from parley.people.queries import people_in_the_company
from parley.people.terms import Viewer

LOOKED_BACK = 12  # a group's sealed meetings among which each presenter's last three are sought


@dataclass(frozen=True, slots=True)
class Readiness:
    """How ready somebody is to present, and what people said after the last three meetings in which they did."""

    person: Person
    guide_read: bool
    practised: int
    taps: TapsShown


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
    """How ready somebody is, over all groups: for their own eyes. Two queries."""
    row = Presenter.objects.filter(person=person).first()
    led = TapRelease.objects.filter(meeting__items__lead=person, meeting__items__state=ItemState.DONE)
    return _ready(person, row, list(led.distinct().order_by("-meeting__starts_at", "-pk")[:LAST]))


def presenters_of(viewer: Viewer, area: int, at: datetime) -> list[Readiness]:
    """How ready those are who lead an item of a group, now or lately, by name; for its facilitators. Four queries.

    What was said is of this group's meetings alone. Nobody else gets anybody.
    """
    if area not in viewer.facilitates:
        return []
    releases = list(TapRelease.objects.filter(meeting__area=area).order_by("-meeting__starts_at", "-pk")[:LOOKED_BACK])
    items = AgendaItem.objects.filter(meeting__area=area).exclude(lead=None)
    coming = Q(state=ItemState.AHEAD, meeting__state__in=STILL_TO_COME)
    led = set(
        items.filter(coming | Q(state=ItemState.DONE, meeting__in=[each.meeting_id for each in releases]))
        .values_list("lead", "meeting")
    )  # fmt: skip
    people = people_in_the_company().filter(pk__in={lead for lead, _ in led}).select_related("function")
    rows = {row.person_id: row for row in Presenter.objects.filter(person__in={lead for lead, _ in led})}
    return [
        _ready(person, rows.get(person.pk), [each for each in releases if (person.pk, each.meeting_id) in led][:LAST])
        for person in people.order_by("name", "pk")
    ]


def _ready(person: Person, row: Presenter | None, releases: Sequence[TapRelease]) -> Readiness:
    read = row is not None and row.guide_read_at is not None
    return Readiness(person, read, row.practised if row else 0, shares_of(releases))
