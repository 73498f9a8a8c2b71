"""Who could be asked for a trial: clients that asked for its initiative, and one's own."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from parley.clients.models import Client
from parley.clients.queries import cared_for_by, clients_visible_to
from parley.people.terms import Viewer
from parley.prepared import padded, prepared
from parley.roadmap.queries import spoken_for
from parley.trials.models import Trial, TrialPlace
from parley.trials.queries.fatigue import refusals_for_each, refusals_of
from parley.trials.queries.seeing import trials_visible_to
from parley.trials.terms import PlaceState, TrialState

MOST_OFFERED = 12  # open trials, for one client
MOST_OWN = 200  # of somebody's clients, from which they nominate


@dataclass(frozen=True, slots=True)
class Own:
    """One of somebody's clients that they could nominate: how often it asked, and what stands against asking it."""

    client: int
    name: str
    region: str
    insights: int
    last: date | None
    state: PlaceState | None  # its place in the trial, if it has one
    place: int | None
    refusal: str


def own_to_nominate(viewer: Viewer, trial: Trial, *, on: date) -> list[Own]:
    """Give the clients that somebody looks after: those that can be asked first, and of these those that asked most.

    Ten queries, however many they are.
    """
    mine = {key: (name, region or "") for key, name, region in _own(viewer, on)}
    there = {key: (place, state) for key, place, state in _there(trial.pk, padded(mine))} if mine else {}
    tired, asked = refusals_of(trial, mine, on=max(on, trial.first_day)), spoken_for(trial.initiative_id, mine)
    found = []
    for key, (name, region) in mine.items():
        insights, last = asked.get(key, (0, None))
        place, state = there.get(key, (None, None))
        open_ = state not in {None, PlaceState.TAKEN_OUT}
        found.append(Own(key, name, region, insights, last, state, place, "" if open_ else tired[key]))
    return sorted(found, key=lambda each: (bool(each.refusal or each.place), -each.insights, each.name))


@prepared
def _own(viewer: Viewer, on: date) -> QuerySet[Any, Any]:
    rows = clients_visible_to(viewer).filter(pk__in=cared_for_by(viewer.person, on).values("client"), left_on=None)
    return rows.order_by("folded", "pk").values_list("pk", "name", "region__name")[:MOST_OWN]


@prepared
def _there(trial: int, clients: tuple[int, ...]) -> QuerySet[TrialPlace, Any]:
    return TrialPlace.objects.filter(trial=trial, client__in=clients).values_list("client", "pk", "state")


def client_to_nominate(viewer: Viewer, key: int, *, on: date) -> Client | None:
    """One client that somebody may nominate: their own, and for product operations any."""
    rows = clients_visible_to(viewer).filter(pk=key, left_on=None)
    if not viewer.operations:
        rows = rows.filter(pk__in=cared_for_by(viewer.person, on).values("client"))
    return rows.first()


def trials_to_nominate_for(viewer: Viewer, client: int, *, on: date) -> list[tuple[Trial, str]]:
    """Give open trials that the viewer may see and this client is not in, each with what stands against asking it.

    Those that end last come first, a dozen at most. Eight queries.
    """
    trials = _open_for(viewer, client, on)
    tired = refusals_for_each(trials, client, on=on)
    return [(each, tired[each.pk]) for each in trials]


@prepared
def _open_for(viewer: Viewer, client: int, on: date) -> QuerySet[Trial]:
    there = TrialPlace.objects.filter(client=client).exclude(state=PlaceState.TAKEN_OUT).values("trial")
    rows = trials_visible_to(viewer).filter(state=TrialState.OPEN, last_day__gte=on).exclude(pk__in=there)
    return rows.order_by("-last_day", "pk")[:MOST_OFFERED]
