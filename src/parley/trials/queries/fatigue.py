"""What stands against asking clients for a trial: another one, a rest, a sensitive time, one of their company."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import F, Max, Q, QuerySet
from django.db.models.functions import Coalesce

from parley.clients.models import Client
from parley.clients.queries import sensitive_until
from parley.kernel.bunches import bunches
from parley.prepared import padded, prepared
from parley.trials.models import Trial, TrialPlace
from parley.trials.terms import OUT_OF_IT, SAID_NO, Fatigue, PlaceState, TrialState

BUSY = (PlaceState.INVITED, PlaceState.WAITING, PlaceState.ACCEPTED)


def fatigue_of(trial: Trial, clients: Collection[int], *, on: date) -> dict[int, Fatigue]:
    """Say what stands against asking some clients for a trial on a day, by their keys. Seven queries for each 500.

    A company is asked as one: what any client of it is in counts for all of them.
    """
    return _fatigue(clients, trial.pk, trial.rest_months, on)


def fatigue_for_each(trials: Collection[Trial], client: int, *, on: date) -> dict[int, Fatigue]:
    """Say what stands against asking one client for some trials it is not in, by their keys. Seven queries.

    Another of its company that is in one of them is not told apart from one in another trial.
    """
    if not trials:
        return {}
    facts = _fatigue([client], 0, 0, on)[client]
    return {each.pk: replace(facts, rests_until=_rests(facts.ended_on, each.rest_months, on)) for each in trials}


def _rests(ended_on: date | None, months: int, on: date) -> date | None:
    until = ended_on + relativedelta(months=months) if ended_on else None
    return until if until and until > on else None


def _fatigue(clients: Collection[int], trial: int, rest_months: int, on: date) -> dict[int, Fatigue]:
    found: dict[int, Fatigue] = {}
    for some in bunches(sorted(clients)):
        rows = list(_clients(padded(some)))
        wholes = padded({whole for _key, whole, _left in rows})
        busy, ended = dict(_busy(wholes, trial, on)), dict(_ended(wholes, trial))
        for whole, replied_at in _refused(wholes, trial):
            ended[whole] = max(ended.get(whole, replied_at.date()), replied_at.date())
        spared, inside = (
            sensitive_until(some, on=on),
            {whole: (key, name) for whole, key, name in _in(wholes, trial)},
        )
        for key, whole, left_on in rows:
            last = ended.get(whole)
            one, name = inside.get(whole, (key, ""))
            found[key] = Fatigue(
                left=left_on is not None,
                busy_until=busy.get(whole),
                ended_on=last,
                rests_until=_rests(last, rest_months, on),
                sensitive_until=spared.get(key),
                another=name if one != key else "",
            )
    return found


@prepared
def _clients(keys: tuple[int, ...]) -> Any:
    return (
        Client.objects.filter(pk__in=keys)
        .annotate(whole=Coalesce("top", F("pk")))
        .values_list("pk", "whole", "left_on")
    )


@prepared
def _busy(wholes: tuple[int, ...], but: int, on: date) -> Any:
    going_on = TrialPlace.objects.filter(state__in=BUSY, trial__state=TrialState.OPEN, trial__last_day__gte=on)
    rows = _by_company(going_on.exclude(trial=but), wholes)
    return rows.annotate(last=Max("trial__last_day")).values_list("whole", "last")


@prepared
def _ended(wholes: tuple[int, ...], but: int) -> Any:
    over = TrialPlace.objects.filter(state=PlaceState.ACCEPTED).exclude(trial__ended_on=None)
    rows = _by_company(over.exclude(trial=but), wholes)
    return rows.annotate(last=Max("trial__ended_on")).values_list("whole", "last")


@prepared
def _refused(wholes: tuple[int, ...], but: int) -> Any:
    refused = TrialPlace.objects.filter(state__in=SAID_NO).exclude(replied_at=None).exclude(trial=but)
    return _by_company(refused, wholes).annotate(last=Max("replied_at")).values_list("whole", "last")


@prepared
def _in(wholes: tuple[int, ...], trial: int) -> Any:
    rows = TrialPlace.objects.filter(trial=trial).exclude(state__in=OUT_OF_IT)
    return _by_company(rows, wholes).values_list("whole", "client", "client__name")


def _by_company(places: QuerySet[TrialPlace], wholes: tuple[int, ...]) -> Any:
    rows = places.filter(Q(client__in=wholes) | Q(client__top__in=wholes))
    return rows.annotate(whole=Coalesce("client__top", F("client"))).order_by().values("whole")


def last_asked(clients: Collection[int], *, but: int) -> dict[int, date]:
    """Give when some clients were last put forward for another trial than `but`; nothing of who never was."""
    found: dict[int, date] = {}
    for some in bunches(sorted(clients)):
        found |= {client: at.date() for client, at in _asked(padded(some), but)}
    return found


@prepared
def _asked(clients: tuple[int, ...], but: int) -> Any:
    rows = TrialPlace.objects.filter(client__in=clients).exclude(trial=but).order_by().values("client")
    return rows.annotate(last=Max("put_forward_at")).values_list("client", "last")
