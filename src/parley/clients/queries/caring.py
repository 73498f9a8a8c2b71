"""Who sees to a client: its account managers, and while one is away whoever stands in for them."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from parley.clients.models import AccountManager, Client


def cared_for_by(person: int, on: date) -> QuerySet[AccountManager]:
    """The places of account managers that somebody fills on a day: their own, and those of people they stand in for."""
    away = Q(person__deputy=person, person__away_from__lte=on, person__away_until__gte=on)
    return AccountManager.objects.filter(Q(person=person) | away)


def carers_of(client: int, on: date) -> Q:
    """Say as a condition on people who sees to a client on a day: the inverse of `cared_for_by`."""
    places = AccountManager.objects.filter(client=client)
    away = places.filter(person__away_from__lte=on, person__away_until__gte=on).exclude(person__deputy=None)
    return Q(pk__in=places.values("person")) | Q(pk__in=away.values("person__deputy"))


def managing(clients: QuerySet[Any, Any]) -> Q:
    """Say as a condition on people who is an account manager of some clients, given as a query for their keys."""
    return Q(pk__in=AccountManager.objects.filter(client__in=clients).values("person"))


def clients_without_people() -> QuerySet[Client]:
    """Clients that nobody who is here looks after."""
    return Client.objects.filter(~Exists(AccountManager.objects.filter(client=OuterRef("pk"), person__left_on=None)))
