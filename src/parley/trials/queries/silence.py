"""Clients that take part and say nothing: of whom who looks after them is reminded, and by what they are found."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import DateField, Exists, ExpressionWrapper, F, Max, OuterRef, Q, QuerySet, Value

from parley.disclosure.queries.errands import seen_to_by
from parley.people.terms import Viewer
from parley.trials.models import TrialAnswer, TrialPlace
from parley.trials.queries.seeing import AREA, facts_with
from parley.trials.rules.feedback import MOST_REMINDERS, SILENT_AFTER, is_reminded_of
from parley.trials.rules.places import ANSWERED_WITHIN
from parley.trials.terms import LinkFor, PlaceState, TrialState

UNTIL: Any = ExpressionWrapper(F("trial__last_day") + Value(ANSWERED_WITHIN), output_field=DateField())


def silent_places(on: date) -> QuerySet[TrialPlace]:
    """Places of clients that take part, have answered nothing, and can still answer on a day."""
    said = TrialAnswer.objects.filter(place=OuterRef("pk"), latest=True)
    rows = TrialPlace.objects.filter(state=PlaceState.ACCEPTED, trial__state=TrialState.OPEN, client__left_on=None)
    found: QuerySet[TrialPlace] = rows.alias(until=UNTIL).filter(~Exists(said), until__gte=on)
    return found


def silence_of(viewer: Viewer, on: date) -> QuerySet[TrialPlace]:
    """Silent clients that the viewer looks after, of whom they were reminded: until one answers, this waits."""
    return silent_places(on).filter(seen_to_by(viewer, on=on, area=AREA)).exclude(reminded_at=None)


def to_remind(at: datetime) -> Iterator[TrialPlace]:
    """Silent places whose people are due to be reminded. One query."""
    asked = Max("links__made_at", filter=Q(links__serves=LinkFor.FEEDBACK))
    rows = silent_places(at.date()).filter(reminders__lt=MOST_REMINDERS, trial__first_day__lte=at.date())
    rows = rows.filter(Q(reminded_at=None) | Q(reminded_at__lte=at - SILENT_AFTER))
    for row in rows.select_related("trial__initiative", "client").annotate(asked_at=asked).order_by("pk"):
        since = row.asked_at or row.changed_at
        facts = facts_with(row.trial, 0)
        if is_reminded_of(facts, since=since, reminders=row.reminders, reminded_at=row.reminded_at, at=at):
            yield row
