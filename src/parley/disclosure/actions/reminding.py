"""Whoever has to correct something is reminded at the rhythm they chose."""

from datetime import datetime, timedelta

from parley.disclosure.events import CorrectionReminded
from parley.disclosure.queries import open_corrections, people_assigned
from parley.ledger.door import action, record
from parley.ledger.terms import Actor

DAY = timedelta(days=1)


@action
def remind_of_corrections(*, actor: Actor, at: datetime) -> int:
    """Remind of each open correction whose people are due to be reminded; how many. For the worker, daily.

    The shortest rhythm of a correction's people counts; none of them is reminded when all chose never.
    """
    reminded = 0
    for correction in open_corrections():
        rhythms = [person.remind_every for person in people_assigned(correction, at=at) if person.remind_every]
        every = min(rhythms, default=0)
        since = correction.reminded_at or correction.opened_at
        if every and at - since >= every * DAY - DAY / 2:
            correction.reminded_at = at
            correction.save(update_fields=["reminded_at"])
            record(
                CorrectionReminded(
                    correction=correction.pk, initiative=correction.initiative_id, client=correction.client_id
                )
            )
            reminded += 1
    return reminded
