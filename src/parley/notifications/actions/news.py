"""Changing what news are mailed: putting them into one mail, leaving them to the digest, and noting what was seen."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import F, QuerySet

from parley.ledger import outbox
from parley.ledger.door import action, enqueue, record, unsigned
from parley.ledger.terms import Actor, Ref
from parley.notifications.events import NoticesLeft, NoticesMailed
from parley.notifications.models import Notice
from parley.notifications.queries.digests import turned_off
from parley.notifications.queries.notices import news_to_mail, unread_of
from parley.notifications.rules import MINUTES_MAILED, when_to_send
from parley.notifications.terms.digests import Stops
from parley.people.queries import person_to_change, quiet_of


@action
def mail_together(*, person: int, actor: Actor, at: datetime) -> int:
    """Put what somebody is to be mailed into one mail, and say how much that is: nothing while they are left in peace.

    Nothing either while an earlier mail still waits for the mail server: what comes meanwhile goes in the next.
    """
    row = person_to_change(person)
    if turned_off([person], Stops.NEWS):
        leave_to_digest(person=person, actor=actor, at=at)
        return 0
    if not row.email or when_to_send(at, quiet_of(row)) > at or outbox.is_waiting("mail_notice", person=person):
        return 0
    news = list(news_to_mail(person, at).order_by("pk").values_list("pk", "entry"))
    if not news:
        return 0
    Notice.objects.filter(pk__in=[key for key, _entry in news]).update(mailed_at=at)
    first, *more = [entry for _key, entry in news]
    enqueue(
        "mail_notice",
        payload={"person": person, "entry": first, "more": more},
        unique_key=f"mail_notice:{person}:{first}",
    )
    record(NoticesMailed(person=person, notices=len(news)))
    return len(news)


@action
def leave_to_digest(*, person: int, entries: Collection[int] = (), actor: Actor, at: datetime) -> int:
    """Leave what somebody has not read to their digest, who turned news by mail off; how much that was.

    That is what still waits to be mailed, and what of some entries was in a mail that was never sent.
    """
    unread = Notice.objects.filter(person=person, read_at=None, mail_after__isnull=False)
    return _leave(unread.filter(mailed_at=None) | unread.filter(entry__in=list(entries)), person)


@action
def leave_minutes_to_digest(*, person: int, meetings: Collection[int], actor: Actor, at: datetime) -> int:
    """Leave minutes that somebody has not read to their digest, who turned them off before they went; how many.

    Those count as mailed since they were told; what a digest has told since then is left alone.
    """
    told = Notice.objects.filter(person=person, read_at=None, mailed_at=F("told_at"), entry__kind=MINUTES_MAILED)
    return _leave(told.filter(entry__abouts__kind="meeting", entry__abouts__key__in=list(meetings)), person)


def _leave(rows: QuerySet[Notice], person: int) -> int:
    many = rows.update(mail_after=None, mailed_at=None)
    if many:
        record(NoticesLeft(person=person, notices=many))
    return many


@unsigned
def note_seen(*, person: int, on: Ref, until: datetime, actor: Actor, at: datetime) -> int:
    """Note that somebody has seen what happened to one thing by a moment, as on its page; how much that was.

    It leaves no entry: nobody should have a record of who reads what, and when.
    """
    return Notice.objects.filter(pk__in=[each.pk for each in unread_of(person, on, until)]).update(read_at=at)
