"""Whose browsers are in which room: the streams of this process say so, all together and in few transactions."""

import logging
from collections import defaultdict
from collections.abc import Collection

from django.db import Error, close_old_connections
from django.utils import timezone

from parley.ledger.terms import MACHINE
from parley.meetings.actions import stay_in_room
from parley.project.admission import Admitted

STAY_EVERY = 15.0  # seconds; somebody of whom nothing is heard for three times as long is not in the room any more
ARRIVED_EVERY = 1.0  # seconds, as many arrive at once
log = logging.getLogger(__name__)


def stay(listeners: Collection[Admitted]) -> None:
    """Note who is in each room; for a thread of the pool, whose connection may have died."""
    close_old_connections()
    people: dict[int, set[int]] = defaultdict(set)
    for each in listeners:
        people[each.meeting].add(each.person)
    for meeting, here in people.items():
        try:
            stay_in_room(meeting=meeting, people=here, actor=MACHINE, at=timezone.now())
        except Error:
            log.exception("Who is in a live room could not be noted; it is tried again.")
