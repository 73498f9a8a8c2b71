"""Seeing notices: what somebody was told and has not read, and what of it is to be mailed."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, QuerySet

from parley.ledger.terms import Ref
from parley.notifications.models import Notice
from parley.notifications.terms import Because
from parley.people.models import Person
from parley.people.queries import people_in_the_company


def unread_among(person: int, entries: Collection[int]) -> dict[int, Because]:
    """Give those of some entries that somebody was told of and has not read yet, and why they were told."""
    rows = Notice.objects.filter(person=person, entry__in=list(entries), read_at=None)
    return {entry: Because(because) for entry, because in rows.values_list("entry", "because")}


def unread_of(person: int, on: Ref, until: datetime) -> QuerySet[Notice]:
    """Give what happened to one thing by a moment, somebody was told of, and has not read yet."""
    rows = Notice.objects.filter(person=person, read_at=None, entry__at__lte=until)
    return rows.filter(entry__abouts__kind=on.kind, entry__abouts__key=on.key).distinct()


def news_to_mail(person: int, at: datetime) -> QuerySet[Notice]:
    """Give what somebody is to be mailed at once, and has neither read nor been mailed, once some of it is due.

    What was told since goes with it: that somebody is mailed at all is what disturbs.
    """
    waiting = Notice.objects.filter(person=person, mail_after__isnull=False, mailed_at=None, read_at=None)
    return waiting.filter(Exists(waiting.filter(mail_after__lte=at)))


def people_with_news(at: datetime) -> QuerySet[Person]:
    """Everybody in the company for whom something is due to be mailed, whether or not they are left in peace now."""
    due = Notice.objects.filter(mail_after__lte=at, mailed_at=None, read_at=None)
    return people_in_the_company().filter(pk__in=due.values("person")).exclude(email=None).order_by("pk")
