"""Changing the addresses by which calendar programs read somebody's meetings."""

import secrets
from datetime import datetime

from parley.groups.models import Area
from parley.groups.queries import acting
from parley.kernel.refusals import Refused
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.meetings.actions.invitations import SEED_BYTES
from parley.meetings.events import FeedEnded, FeedMade
from parley.meetings.models import Feed
from parley.meetings.queries import token_of
from parley.people.models import Person
from parley.people.queries import hash_of, is_self


@action
def make_feed(*, person: Person, area: Area | None = None, actor: Actor, at: datetime) -> Feed:
    """Give somebody an address for their calendar: of all their meetings, or of one group's. One there was ends.

    Raises Refused for anybody else's, and for a group that they are not in.
    """
    _must_be_theirs(actor, person)
    if area is not None and area.pk not in acting(person).inside:
        raise Refused("Its meetings are for the people of this group. Your own calendar has all that you are asked to.")
    ended = Feed.objects.filter(person=person, area=area).delete()[0]
    seed = secrets.token_urlsafe(SEED_BYTES)
    feed = Feed.objects.create(
        person=person, area=area, seed=seed, token_hash=hash_of(token_of(seed, "feed")), made_at=at
    )
    record(FeedMade(person=person.pk, area=area.pk if area else None, new=not ended))
    return feed


@action
def end_feed(*, person: Person, area: Area | None = None, actor: Actor, at: datetime) -> None:
    """End such an address: what reads it finds nothing there. Ending it again changes nothing."""
    _must_be_theirs(actor, person)
    if Feed.objects.filter(person=person, area=area).delete()[0]:
        record(FeedEnded(person=person.pk, area=area.pk if area else None))


def _must_be_theirs(actor: Actor, person: Person) -> None:
    if not is_self(actor, person):
        raise Refused("A calendar address is for one person alone. Ask them to make theirs under My settings.")
