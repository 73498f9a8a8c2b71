"""Clients of trials that wait for whoever looks after them: to be agreed to, and to be invited."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from parley.disclosure.queries.errands import seen_to_by
from parley.people.terms import Viewer
from parley.trials.models import TrialAnswer, TrialLink, TrialPlace
from parley.trials.queries.seeing import AREA
from parley.trials.terms import LinkFor, PlaceState, TrialState


def places_to_agree(viewer: Viewer, on: date) -> QuerySet[TrialPlace]:
    """Places of clients that somebody looks after, of which it is open whether they may be invited."""
    return _theirs(viewer, on).filter(state=PlaceState.PROPOSED)


def places_to_invite(viewer: Viewer, on: date) -> QuerySet[TrialPlace]:
    """Places of clients that somebody looks after, and that can be invited."""
    return _theirs(viewer, on).filter(state=PlaceState.AGREED)


def places_to_begin(viewer: Viewer, on: date) -> QuerySet[TrialPlace]:
    """Places of clients that somebody looks after, that take part, and were not given the questions yet."""
    given = TrialLink.objects.filter(place=OuterRef("pk"), serves=LinkFor.FEEDBACK)
    said = TrialAnswer.objects.filter(place=OuterRef("pk"))
    return _theirs(viewer, on).filter(~Exists(given), ~Exists(said), state=PlaceState.ACCEPTED, reminded_at=None)


def _theirs(viewer: Viewer, on: date) -> QuerySet[TrialPlace]:
    theirs = seen_to_by(viewer, on=on, area=AREA)
    return TrialPlace.objects.filter(
        theirs, client__left_on=None, trial__state=TrialState.OPEN, trial__last_day__gte=on
    )
