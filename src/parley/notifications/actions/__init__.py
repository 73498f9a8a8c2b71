"""Changing notices: telling people of an entry, noting that they read it; feeds of what waits; parked work again."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from parley.groups.queries import acting
from parley.kernel.refusals import Refused
from parley.ledger import outbox
from parley.ledger.door import action, enqueue, record
from parley.ledger.queries import Told
from parley.ledger.terms import Actor
from parley.meetings.queries import token_of
from parley.notifications.events import (
    AllWorkRetried,
    NoticesRead,
    PeopleTold,
    WaitingFeedEnded,
    WaitingFeedMade,
    WorkRetried,
)
from parley.notifications.models import Notice, WaitingFeed
from parley.notifications.queries.digests import turned_off
from parley.notifications.rules import MAILED_ELSEWHERE, MINUTES_MAILED, TOGETHER, is_worth_a_mail
from parley.notifications.terms import ToTell
from parley.notifications.terms.digests import Stops
from parley.people.actions import catch_up
from parley.people.models import Person
from parley.people.queries import hash_of, is_self
from parley.people.rules import must_administer

SEED_BYTES = 32  # 256 random bits


@action
def tell(*, told: Told, people: Sequence[ToTell], actor: Actor, at: datetime) -> int:
    """Tell people of an entry, each once however often this is called, and say how many are new.

    What cannot wait for Today or the digest is mailed, with whatever else comes for that person within minutes; nothing
    to whoever turned such mail off: it is the digest's.
    """
    already = set(Notice.objects.filter(entry=told.entry).values_list("person", flat=True))
    fresh = [each for each in people if each.person not in already]
    if not fresh:
        return 0
    kind = told.event.kind
    worth = {
        each.person for each in fresh if is_worth_a_mail(kind, each.because, happened_at=told.at, at=at, wish=each.wish)
    }
    soon = worth - (turned_off(worth, Stops.NEWS) if worth else set())
    elsewhere = {each.person for each in fresh} if kind in MAILED_ELSEWHERE else set()
    if kind == MINUTES_MAILED:
        elsewhere -= turned_off(elsewhere, Stops.MINUTES)
    Notice.objects.bulk_create(
        Notice(
            person_id=each.person,
            entry_id=told.entry,
            because=each.because,
            told_at=at,
            mail_after=at + TOGETHER if each.person in soon else None,
            mailed_at=at if each.person in elsewhere else None,
        )
        for each in fresh
    )
    for person in sorted(soon):
        enqueue("gather_news", payload={"person": person}, unique_key=f"gather_news:{person}", run_after=at + TOGETHER)
    record(PeopleTold(entry=told.entry, people=len(fresh)))
    return len(fresh)


@action
def read_up(*, person: Person, until: datetime, actor: Actor, at: datetime) -> None:
    """Note that somebody has read everything that had changed and that they had been told by that moment."""
    catch_up(person=person, until=until, actor=actor, at=at)
    read = Notice.objects.filter(person=person, read_at=None, told_at__lte=until).update(read_at=at)
    if read:
        record(NoticesRead(person=person.pk, notices=read))


@action
def retry_work(*, work: int, actor: Actor, at: datetime) -> None:
    """Give parked work another round of tries. Raises Refused for who may not, and when it is not parked any more."""
    must_administer(acting(actor))
    if not outbox.retry(work, at=at):
        raise Refused("This work is not waiting for you any more. Look at the list again.")
    record(WorkRetried(work=work))


@action
def make_waiting_feed(*, person: Person, actor: Actor, at: datetime) -> WaitingFeed:
    """Give somebody addresses at which programs read what waits for them. Those there were end.

    Raises Refused for anybody else's.
    """
    _must_be_theirs(actor, person)
    ended = WaitingFeed.objects.filter(person=person).delete()[0]
    seed = secrets.token_urlsafe(SEED_BYTES)
    feed = WaitingFeed.objects.create(
        person=person, seed=seed, token_hash=hash_of(token_of(seed, "waiting")), made_at=at
    )
    record(WaitingFeedMade(person=person.pk, new=not ended))
    return feed


@action
def end_waiting_feed(*, person: Person, actor: Actor, at: datetime) -> None:
    """End such addresses: what reads them finds nothing there. Ending them again changes nothing."""
    _must_be_theirs(actor, person)
    if WaitingFeed.objects.filter(person=person).delete()[0]:
        record(WaitingFeedEnded(person=person.pk))


def _must_be_theirs(actor: Actor, person: Person) -> None:
    if not is_self(actor, person):
        raise Refused("These addresses are for one person alone. Ask them to make theirs where they read what waits.")


@action
def retry_all_work(*, actor: Actor, at: datetime) -> int:
    """Give all parked work another round of tries; how much. Raises Refused for who may not, and when there is none."""
    must_administer(acting(actor))
    pieces = outbox.retry_all(at=at)
    if not pieces:
        raise Refused("Nothing is waiting for you any more. Look at the list again.")
    record(AllWorkRetried(pieces=pieces))
    return pieces
