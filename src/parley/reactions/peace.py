"""Leaving people in peace: a mail waits in the outbox until its reader may be mailed, and is looked at again then."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from parley.ledger.outbox import Rest
from parley.notifications.rules import when_to_ask, when_to_send
from parley.people.queries import quiet_of

if TYPE_CHECKING:
    from parley.people.models import Person

LOOK_AGAIN = timedelta(hours=1)  # whoever changes their hours, zone or absence meanwhile need not wait for longer


def left_in_peace(
    person: "Person", payload: dict[str, Any], at: datetime, *, by: datetime | None = None
) -> Rest | None:
    """Give when the same work is to be looked at again, while somebody is left in peace; none when it may go on.

    `by` is when it is too late to do what they are asked for: then it waits no longer than that allows.
    """
    when = when_to_ask(at, quiet_of(person), by) if by else when_to_send(at, quiet_of(person))
    return Rest(min(when, at + LOOK_AGAIN), payload) if when > at else None
