"""Who sees to a client: its account managers, and while one is away whoever stands in for them."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from parley.clients.models import AccountManager, Client
from parley.kernel.spans import today_of
from parley.people.models import Person


def cared_for_by(person: int, on: date) -> QuerySet[AccountManager]:
    """The places of account managers that somebody fills on a day: their own, and those of people they stand in for."""
    away = Q(person__deputy=person, person__away_from__lte=on, person__away_until__gte=on)
    return AccountManager.objects.filter(Q(person=person) | away)


def carers_of(client: int, at: datetime) -> list[Person]:
    """Everybody who sees to a client now, each by their own calendar: the inverse of `cared_for_by`. One query.

    Nobody when those who look after it have all left, whoever stood in for them.
    """
    return carers_of_each([client], at)[client]


def carers_of_each(clients: Collection[int], at: datetime) -> dict[int, list[Person]]:
    """Give everybody who sees to each of some clients now, as `carers_of`, by the client's key. One query."""
    found: dict[int, dict[int, Person]] = {client: {} for client in clients}
    places = AccountManager.objects.filter(client__in=list(found), person__left_on=None)
    for place in places.select_related("person__function", "person__deputy__function"):
        person, deputy = place.person, place.person.deputy
        found[place.client_id][person.pk] = person
        if deputy and deputy.left_on is None and _is_away(person, today_of(deputy, at)):
            found[place.client_id][deputy.pk] = deputy
    return {client: sorted(theirs.values(), key=lambda each: (each.name, each.pk)) for client, theirs in found.items()}


def _is_away(person: Person, on: date) -> bool:
    return bool(person.away_from and person.away_until and person.away_from <= on <= person.away_until)


def company_to_change(client: Client) -> None:
    """Lock the company at the top of a client until the transaction ends: what is for all of it is asked in turn."""
    list(Client.objects.select_for_update().filter(pk=client.top_id or client.pk).values_list("pk"))


def managing(clients: QuerySet[Any, Any]) -> Q:
    """Say as a condition on people who is an account manager of some clients, given as a query for their keys."""
    return Q(pk__in=AccountManager.objects.filter(client__in=clients).values("person"))


def standing_in_for(clients: QuerySet[Any, Any], on: date) -> Q:
    """Say as a condition on people who stands in on a day for an account manager of some clients who is away."""
    away = Q(person__left_on=None, person__away_from__lte=on, person__away_until__gte=on)
    places = AccountManager.objects.filter(away, client__in=clients).exclude(person__deputy=None)
    return Q(pk__in=places.values("person__deputy"))


def clients_without_people() -> QuerySet[Client]:
    """Clients that nobody who is here looks after."""
    return Client.objects.filter(~Exists(AccountManager.objects.filter(client=OuterRef("pk"), person__left_on=None)))
