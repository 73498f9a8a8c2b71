"""Errands, which are corrections and announcements: who sees to one, and who may read of it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Q

from parley.clients.queries import cared_for_by, carers_of_each, clients_without_people
from parley.disclosure.models import Correction
from parley.disclosure.models.launching import Announcement
from parley.groups.queries import facilitating
from parley.people.models import Person
from parley.people.queries import people_in_the_company
from parley.people.terms import Viewer

E = TypeVar("E", bound=Correction | Announcement)


def seen_to_by(viewer: Viewer, *, on: date, area: str = "initiative__area") -> Q:
    """Say as a condition on errands, or on what else is about a client in an `area`, what the viewer has to see to.

    Those of clients they look after, or stand in for while somebody is away; as a facilitator those of clients that
    nobody looks after; for product operations those of such clients in groups without a facilitator.
    """
    theirs = Q(client__in=cared_for_by(viewer.person, on).values("client"))
    if viewer.facilitates:
        theirs |= Q(client__in=clients_without_people().values("pk"), **{f"{area}__in": viewer.facilitates})
    if viewer.operations:
        theirs |= Q(client__in=clients_without_people().values("pk"), **{f"{area}__facilitators": None})
    return theirs


def kept_by(viewer: Viewer) -> Q:
    """Say as a condition on errands which of them are about roadmaps the viewer keeps, decides on or facilitates."""
    return Q(initiative__area__in=viewer.product_of | viewer.decides | viewer.facilitates)


def people_assigned(errand: Correction | Announcement, *, at: datetime) -> list[Person]:
    """Everybody in the company who has to see to an errand, by name: the inverse of `seen_to_by`.

    Each by their own calendar: whoever stands in for somebody begins when that day begins where they are.
    """
    ((_errand, people),) = assigned_to_each([errand], at=at)
    return people


def assigned_to_each(rows: Sequence[E], *, at: datetime) -> Iterator[tuple[E, list[Person]]]:
    """Give errands of one initiative, each with its people as `people_assigned` gives them. At most three queries."""
    caring = carers_of_each({each.client_id for each in rows}, at)
    nobodys = next((each for each in rows if not caring[each.client_id]), None)
    instead = _running(nobodys.initiative.area_id) if nobodys else []
    for each in rows:
        yield each, caring[each.client_id] or instead


def _running(area: int) -> list[Person]:
    everybody = people_in_the_company().select_related("function").order_by("name", "pk")
    return list(everybody.filter(facilitating(area))) or list(everybody.filter(operations=True))
