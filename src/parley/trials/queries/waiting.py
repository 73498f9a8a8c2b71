"""Clients of trials that wait for whoever looks after them: to be agreed to, and to be invited."""

from datetime import date

from django.db.models import QuerySet

from parley.clients.queries import cared_for_by
from parley.people.terms import Viewer
from parley.trials.models import TrialPlace
from parley.trials.terms import PlaceState, TrialState


def places_to_agree(viewer: Viewer, on: date) -> QuerySet[TrialPlace]:
    """Places of clients that somebody looks after, of which it is open whether they may be invited."""
    return _theirs(viewer, on).filter(state=PlaceState.PROPOSED)


def places_to_invite(viewer: Viewer, on: date) -> QuerySet[TrialPlace]:
    """Places of clients that somebody looks after, and that can be invited."""
    return _theirs(viewer, on).filter(state=PlaceState.AGREED)


def _theirs(viewer: Viewer, on: date) -> QuerySet[TrialPlace]:
    clients = cared_for_by(viewer.person, on).values("client")
    return TrialPlace.objects.filter(client__in=clients, trial__state=TrialState.OPEN, trial__last_day__gte=on)
