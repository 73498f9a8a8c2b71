"""Who sees which trial and which place in one: who sees the initiative, and of a place who looks after its client."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Value, When

from parley.clients.queries import cared_for_by
from parley.disclosure.queries.errands import seen_to_by
from parley.people.models import Person
from parley.people.terms import Viewer
from parley.prepared import prepared, prepared_one, prepared_pages
from parley.roadmap.queries import initiatives_visible_to, viewers_of_initiative
from parley.trials.models import Trial, TrialPlace, TrialQuestion, TrialQuota
from parley.trials.rules.places import may_speak_for
from parley.trials.terms import PlaceState, TrialFacts
from parley.voices.queries import heard_at
from parley.voices.queries.beside import bookmarked

AREA = "trial__initiative__area"  # of a place
AS_SHOWN = Case(  # of a trial: who takes part, then who is to be asked or has not answered, then who is out of it
    *(When(state=state, then=Value(place)) for place, state in enumerate((
        PlaceState.ACCEPTED, PlaceState.WAITING, PlaceState.AGREED, PlaceState.INVITED, PlaceState.PROPOSED,
    ))), default=Value(9),
)  # fmt: skip
MOST_PLACES_SHOWN = 50  # of one client


def trials_visible_to(viewer: Viewer) -> QuerySet[Trial]:
    """Trials of the initiatives that the viewer may see."""
    rows = Trial.objects.select_related("initiative__area")
    if viewer.operations:
        return rows
    return rows.filter(initiative__in=initiatives_visible_to(viewer).order_by().values("pk"))


def viewers_of_trial(trial: Trial) -> QuerySet[Person]:
    """Everybody in the company who may see a trial: the inverse of `trials_visible_to`."""
    return viewers_of_initiative(trial.initiative)


@prepared_one
def trial_seen(viewer: Viewer, key: int) -> QuerySet[Trial]:
    """One trial the viewer may see: `following` its talk, 1 or 0; how much one `hears` of it; their bookmark."""
    rows = (
        trials_visible_to(viewer).filter(pk=key).select_related("initiative__area", "planned_by", "thread", "decision")
    )
    following = Count("thread__followers", filter=Q(thread__followers__person=viewer.person))
    return rows.annotate(following=following, hears=heard_at(viewer), **bookmarked(viewer))


@prepared_pages
def trials_listed(viewer: Viewer) -> QuerySet[Trial]:
    """All trials the viewer may see: those that go on first, each by the day it was planned, with `taken`."""
    return with_taken(trials_visible_to(viewer)).order_by(F("closed_at").desc(nulls_first=True), "-planned_at", "-pk")


def with_taken(trials: QuerySet[Trial]) -> QuerySet[Trial]:
    """Count the clients that take part in each: `taken`."""
    taking = Q(trial_places__state=PlaceState.ACCEPTED)
    return trials.annotate(taken=Count("trial_places", filter=taking))


def places_visible_to(viewer: Viewer, on: date) -> QuerySet[TrialPlace]:
    """Places of trials that the viewer may see, and of clients they look after, or stand in for who does.

    Clients are read without their revenue.
    """
    rows = TrialPlace.objects.select_related("trial__initiative__area", "client__region")
    rows = rows.defer("client__revenue", "client__currency")
    if viewer.operations:
        return rows
    mine = Q(client__in=cared_for_by(viewer.person, on).values("client"))
    return rows.filter(Q(trial__in=trials_visible_to(viewer).order_by().values("pk")) | mine)


@prepared_one
def place_seen(viewer: Viewer, key: int, on: date) -> QuerySet[TrialPlace]:
    """One place the viewer may see."""
    rows = places_visible_to(viewer, on).filter(pk=key)
    return rows.select_related("trial__initiative__area", "client__region", "put_forward_by", "agreed_by")


@prepared_pages
def places_of(trial: int) -> QuerySet[TrialPlace]:
    """The places of a trial that somebody may see, by their state and client; the caller found the trial."""
    rows = TrialPlace.objects.filter(trial=trial).select_related("client__region")
    rows = rows.defer("client__revenue", "client__currency")
    return rows.order_by(AS_SHOWN, "client__folded", "pk")


@prepared
def counts_by_state(trial: int) -> Any:
    """How many clients of a trial are in each state."""
    return TrialPlace.objects.filter(trial=trial).values_list("state").annotate(n=Count("pk")).order_by("state")


@prepared
def questions_of(trial: int) -> QuerySet[TrialQuestion]:
    """The questions of a trial, in their order."""
    return TrialQuestion.objects.filter(trial=trial).select_related("region", "answered_by").order_by("position")


@prepared
def quotas_of(trial: int) -> QuerySet[TrialQuota]:
    """What a trial wants at least of a region, segment or size."""
    return TrialQuota.objects.filter(trial=trial).select_related("region").order_by("over", "region__name", "value")


def facts_of(trial: Trial) -> TrialFacts:
    """Give what the rules need to know of a trial. One query."""
    taken = TrialPlace.objects.filter(trial=trial.pk, state=PlaceState.ACCEPTED).count()
    return facts_with(trial, taken)


def facts_with(trial: Trial, taken: int) -> TrialFacts:
    """Give what the rules need to know of a trial of which it is known how many take part."""
    return TrialFacts(
        key=trial.pk,
        area=trial.initiative.area_id,
        state=trial.state,
        first_day=trial.first_day,
        last_day=trial.last_day,
        places=trial.places,
        taken=taken,
    )


def trial_to_change(key: int) -> Trial:
    """A trial, locked until the transaction ends: its places are given one after the other."""
    row: Trial = Trial.objects.select_for_update(of=("self",)).select_related("initiative__area").get(pk=key)
    return row


def place_to_change(key: int) -> TrialPlace:
    """A place and before it its trial, locked until the transaction ends."""
    trial = TrialPlace.objects.values_list("trial", flat=True).get(pk=key)
    locked = trial_to_change(trial)
    row: TrialPlace = TrialPlace.objects.select_for_update(of=("self",)).select_related("client").get(pk=key)
    row.trial = locked
    return row


def sees_to(viewer: Viewer, place: TrialPlace, on: date) -> bool:
    """Whether somebody sees to the client of a place: who looks after it, and where nobody does, who runs the group."""
    return TrialPlace.objects.filter(seen_to_by(viewer, on=on, area=AREA), pk=place.pk).exists()


def first_waiting(trial: int) -> TrialPlace | None:
    """The client that said yes first of those for whom there was no place."""
    waiting = TrialPlace.objects.select_for_update(of=("self",)).filter(
        trial=trial, state=PlaceState.WAITING, client__left_on=None
    )
    return waiting.select_related("client").order_by("replied_at", "pk").first()


@dataclass(frozen=True, slots=True)
class SpeaksFor:
    """Whether the viewer speaks for the client of a place, and whether they plan its trial."""

    client: bool
    plans: bool


def speaks_for(viewer: Viewer, place: TrialPlace, *, cares: bool) -> SpeaksFor:
    """Say what somebody may do about a place; `cares` when they look after its client."""
    plans = viewer.operations or place.trial.initiative.area_id in viewer.product_of
    return SpeaksFor(may_speak_for(viewer, cares=cares), plans)


@prepared
def places_of_client(viewer: Viewer, client: int, on: date) -> QuerySet[TrialPlace]:
    """The places of a client that the viewer may see, the newest first."""
    return places_visible_to(viewer, on).filter(client=client).order_by("-put_forward_at", "-pk")[:MOST_PLACES_SHOWN]


def clients_that_tried(initiative: int) -> frozenset[int]:
    """Keys of the clients that took part in any trial of an initiative. One query."""
    rows = TrialPlace.objects.filter(trial__initiative=initiative, state=PlaceState.ACCEPTED)
    return frozenset(rows.values_list("client", flat=True))
