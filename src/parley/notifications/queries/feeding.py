"""The addresses at which other programs read what waits for somebody, and what they find there."""

from datetime import datetime

from django.db.models import QuerySet

from parley.meetings.queries import token_of
from parley.notifications.models import WaitingFeed
from parley.notifications.queries.waiting import waiting_for
from parley.notifications.terms import WaitingThing
from parley.people.queries import hash_of
from parley.people.terms import Viewer
from parley.prepared import prepared_one

MOST_READ = 500


def waiting_feed_of(person: int) -> str | None:
    """The token of somebody's addresses; None when they have none."""
    row = _feed(person)
    return token_of(row.seed, "waiting") if row else None


@prepared_one
def _feed(person: int) -> QuerySet[WaitingFeed]:
    return WaitingFeed.objects.filter(person=person)


def waiting_feed_given(token: str) -> WaitingFeed | None:
    """The feed of a token, unless its person has left."""
    rows = WaitingFeed.objects.select_related("person__function", "person__region")
    return rows.filter(token_hash=hash_of(token), person__left_on=None).first()


def waiting_read(viewer: Viewer, *, at: datetime) -> list[WaitingThing]:
    """List what waits for somebody as a program reads it: as `waiting_for`, up to five hundred."""
    return waiting_for(viewer, at=at)[:MOST_READ]
