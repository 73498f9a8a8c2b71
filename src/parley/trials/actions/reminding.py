"""Whoever looks after a client that takes part and says nothing is reminded of it: twice at most, the client never."""

from datetime import datetime

from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.trials.events.places import SilenceReminded
from parley.trials.queries.silence import to_remind


@action
def remind_of_silence(*, actor: Actor, at: datetime) -> int:
    """Remind of each silent client that is due; how many. For the worker, daily: it mails people in their morning."""
    reminded = 0
    for place in to_remind(at):
        place.reminders, place.reminded_at = place.reminders + 1, at
        place.save(update_fields=["reminders", "reminded_at"])
        record(SilenceReminded(trial=place.trial_id, place=place.pk, client=place.client_id))
        reminded += 1
    return reminded
