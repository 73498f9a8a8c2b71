"""Clients that may have heard too early that they will be in a trial, from what they were told."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet

from parley.disclosure.queries import statements_visible_to
from parley.people.terms import Viewer
from parley.prepared import prepared
from parley.trials.models import Trial, TrialLink
from parley.trials.rules.places import speaks_of_a_place

READ = 400  # of the newest statements about an initiative


class ToldEarly(NamedTuple):
    """What a client was told that speaks of a place, otherwise than by its invitation."""

    client: int
    name: str
    told_on: date
    by: str | None
    text: str


def told_early(viewer: Viewer, trial: Trial, *, on: date) -> list[ToldEarly]:
    """Give the clients that were told of a place, with the first words that did, as far as the viewer may see them."""
    first: dict[int, ToldEarly] = {}
    for each in map(ToldEarly._make, _told(viewer, trial.initiative_id, trial.pk, on)):
        if speaks_of_a_place(each.text, trial.code_name):
            first[each.client] = each  # they come newest first
    return sorted(first.values(), key=lambda each: (each.told_on, each.name))


@prepared
def _told(viewer: Viewer, initiative: int, trial: int, on: date) -> QuerySet[Any, Any]:
    invited = TrialLink.objects.filter(place__trial=trial).exclude(statement=None).values("statement")
    rows = statements_visible_to(viewer, on=on).filter(initiative=initiative).exclude(pk__in=invited)
    rows = rows.select_related(None).order_by("-told_on", "-pk")
    return rows.values_list("client", "client__name", "told_on", "by__name", "text")[:READ]
