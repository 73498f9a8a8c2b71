"""Seeing what waits, what changed, and what became of what somebody said; and who is to be told of an entry."""

from parley.notifications.queries.became import became_of_mine
from parley.notifications.queries.changes import changes_for, changes_in_group
from parley.notifications.queries.feeding import waiting_feed_given, waiting_feed_of, waiting_read
from parley.notifications.queries.waiting import waiting_counts, waiting_for

__all__ = [
    "became_of_mine",
    "changes_for",
    "changes_in_group",
    "waiting_counts",
    "waiting_feed_given",
    "waiting_feed_of",
    "waiting_for",
    "waiting_read",
]
