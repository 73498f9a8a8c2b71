"""What stands against asking clients for a trial: another one, a rest, a sensitive time, or one of their company."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, Max, Q, QuerySet
from django.db.models.functions import Coalesce

from parley.clients.queries import Choosable, clients_to_choose, sensitive_times
from parley.kernel.bunches import bunches
from parley.prepared import padded, prepared
from parley.trials.models import Trial, TrialPlace
from parley.trials.rules.fatigue import fatigue_refusal
from parley.trials.terms import OUT_OF_IT, SAID_NO, PlaceState, TrialState
from parley.trials.terms.candidates import Standing

AT_ONCE = 4_000  # clients that one query names
BUSY = (PlaceState.INVITED, PlaceState.WAITING, PlaceState.ACCEPTED)


class Known(NamedTuple):
    """A client with what stands against asking it, and the name of one of its company that is in the trial already."""

    client: Choosable
    standing: Standing
    relative: str
    asked_on: date | None  # when it was last put forward for another trial


def known_of(clients: Collection[int], *, trial: int, on: date) -> Iterator[Known]:
    """Tell what is known of some clients for one trial (0 for any) on a day; five queries for each 4,000.

    A company is asked as one: what any client of it is in counts for all of them.
    """
    for some in bunches(sorted(clients), AT_ONCE):
        rows = [Choosable._make(row) for row in _clients(padded(some))]
        wholes = padded({each.whole for each in rows})
        past = {whole: (busy, max(filter(None, (ended, refused and refused.date())), default=None))
                for whole, busy, ended, refused in _past(wholes, trial, on)}  # fmt: skip
        spared, asked = sensitive_times(some, on=on), dict(_asked(padded(some), trial))
        inside = {whole: (key, name) for whole, key, name in _in(wholes, trial)}
        for each in rows:
            what, until = spared.get(each.client, (None, None))
            (ends, rests), put_forward = past.get(each.whole, (None, None)), asked.get(each.client)
            one, name = inside.get(each.whole, (each.client, ""))
            standing = Standing(
                left=each.left_on is not None,
                trial_ends=ends,
                rests_from=rests,
                sensitive=what,
                sensitive_until=until,
            )
            yield Known(each, standing, name if one != each.client else "", put_forward.date() if put_forward else None)


def refusals_of(trial: Trial, clients: Collection[int], *, on: date) -> dict[int, str]:
    """Say of some clients why they are not asked for a trial now, "" where they may be. Queries as `known_of`."""
    return {
        each.client.client: fatigue_refusal(each.standing, trial.rest_months, on, relative=each.relative)
        for each in known_of(clients, trial=trial.pk, on=on)
    }


def refusals_for_each(trials: Collection[Trial], client: int, *, on: date) -> dict[int, str]:
    """Say for some trials that a client is not in why it is not asked for each. Five queries.

    Another of its company that is in one of them is not told apart from one in another trial.
    """
    standings = [each.standing for each in known_of([client], trial=0, on=on)] if trials else []
    return {
        each.pk: fatigue_refusal(one, each.rest_months, max(on, each.first_day)) for one in standings for each in trials
    }


@prepared
def _clients(keys: tuple[int, ...]) -> QuerySet[Any, Any]:
    return clients_to_choose(keys)


@prepared
def _past(wholes: tuple[int, ...], but: int, on: date) -> Any:
    """Each company with the last day of a trial it is in, when its last one ended, and when it last refused one."""
    asked = Q(state__in=BUSY, trial__last_day__gte=on)
    going_on = (asked | Q(state=PlaceState.ACCEPTED)) & Q(trial__state=TrialState.OPEN)  # who took part rests from then
    rows = _by_company(TrialPlace.objects.exclude(trial=but), wholes)
    return rows.annotate(
        busy=Max("trial__last_day", filter=going_on),
        ended=Max("trial__ended_on", filter=Q(state=PlaceState.ACCEPTED)),
        refused=Max("replied_at", filter=Q(state__in=SAID_NO)),
    ).values_list("whole", "busy", "ended", "refused")


@prepared
def _in(wholes: tuple[int, ...], trial: int) -> Any:
    rows = TrialPlace.objects.filter(trial=trial).exclude(state__in=OUT_OF_IT)
    return _by_company(rows, wholes).values_list("whole", "client", "client__name")


def _by_company(places: QuerySet[TrialPlace], wholes: tuple[int, ...]) -> Any:
    rows = places.filter(Q(client__in=wholes) | Q(client__top__in=wholes))
    return rows.annotate(whole=Coalesce("client__top", F("client"))).order_by().values("whole")


@prepared
def _asked(clients: tuple[int, ...], but: int) -> Any:
    rows = TrialPlace.objects.filter(client__in=clients).exclude(trial=but).order_by().values("client")
    return rows.annotate(last=Max("put_forward_at")).values_list("client", "last")
