"""Free places go to who waits, in the order in which they said yes."""

from datetime import datetime

from parley.ledger.door import record
from parley.ledger.terms import Actor
from parley.trials.events.places import PlaceFilled
from parley.trials.models import Trial
from parley.trials.queries.seeing import facts_of, first_waiting
from parley.trials.terms import PlaceState


def _fill_free_places(trial: Trial, actor: Actor, at: datetime) -> None:
    """Give the places of a trial that are free to its waiting list. The trial is locked."""
    free = trial.places - facts_of(trial).taken if trial.last_day >= at.date() else 0
    while free > 0 and (place := first_waiting(trial.pk)):
        place.state, place.changed_at = PlaceState.ACCEPTED, at
        place.save(update_fields=["state", "changed_at"])
        record(PlaceFilled(trial=trial.pk, place=place.pk, client=place.client_id))
        free -= 1
