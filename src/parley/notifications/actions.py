"""Changing notices: telling people of an entry, noting that they read it, and trying parked work again."""

from collections.abc import Sequence
from datetime import datetime

from parley.groups.queries import acting
from parley.kernel.refusals import Refused
from parley.ledger import outbox
from parley.ledger.door import action, enqueue, record
from parley.ledger.queries import Told
from parley.ledger.terms import Actor
from parley.notifications.events import NoticesRead, PeopleTold, WorkRetried
from parley.notifications.models import Notice
from parley.notifications.rules import is_worth_a_mail
from parley.notifications.terms import ToTell
from parley.people.actions import catch_up
from parley.people.models import Person
from parley.people.rules import must_administer


@action
def tell(*, told: Told, people: Sequence[ToTell], actor: Actor, at: datetime) -> int:
    """Tell people of an entry, each once however often this is called, and say how many are new. Some get a mail."""
    already = set(Notice.objects.filter(entry=told.entry).values_list("person", flat=True))
    fresh = [each for each in people if each.person not in already]
    if not fresh:
        return 0
    Notice.objects.bulk_create(
        Notice(person_id=each.person, entry_id=told.entry, because=each.because, told_at=at) for each in fresh
    )
    for each in fresh:
        if is_worth_a_mail(told.event.kind, each.because, happened_at=told.at, at=at):
            enqueue(
                "mail_notice",
                payload={"person": each.person, "entry": told.entry},
                unique_key=f"mail_notice:{each.person}:{told.entry}",
            )
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
