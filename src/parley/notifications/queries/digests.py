"""Seeing what somebody chose of their mails, whose digest is due, and what is new to them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from parley.groups.queries import people_in_groups
from parley.notifications.models import Notice
from parley.notifications.models.digests import MailChoice, StopLink
from parley.notifications.terms.digests import Rhythm
from parley.people.models import Person
from parley.people.queries import hash_of, people_in_the_company
from parley.prepared import prepared, prepared_one

MOST_NEWS = 120  # notices that one digest looks at, the newest


@prepared_one
def choice_of(person: int) -> QuerySet[MailChoice]:
    """What somebody chose, or what they have without having chosen; None for whoever never was in a group."""
    return MailChoice.objects.filter(person=person)


def choice_to_change(person: int) -> MailChoice | None:
    """The same row, locked until the transaction ends."""
    return MailChoice.objects.select_for_update().filter(person=person).first()


def digests_due(*, at: datetime) -> QuerySet[MailChoice]:
    """Whose digest is due, locked, the longest due first."""
    rows = MailChoice.objects.filter(next_at__lte=at).select_related("person").order_by("next_at", "pk")
    return rows.select_for_update(of=("self",))


def members_without_choice() -> QuerySet[Person]:
    """People in a group who have no digest without having said so."""
    unsaid = Q(mail_choice=None) | Q(mail_choice__chosen_at=None, mail_choice__rhythm=Rhythm.NEVER)
    return people_in_the_company().filter(unsaid, people_in_groups()).select_related("mail_choice")


@prepared
def unread_news(person: int, since: datetime) -> QuerySet[Notice]:
    """What somebody was told since a moment, has not read and was not mailed, newest first."""
    rows = Notice.objects.filter(person=person, read_at=None, told_at__gt=since, mailed_at=None)
    return rows.select_related("entry__reason").order_by("-told_at", "-pk")[:MOST_NEWS]


@prepared
def known_news(person: int, since: datetime) -> QuerySet[Notice]:
    """What somebody knows since a moment: they have read it since, or were mailed what they were told; newest first."""
    known = Q(read_at__gt=since) | Q(read_at=None, told_at__gt=since, mailed_at__isnull=False)  # as the index has it
    rows = Notice.objects.filter(known, person=person)
    return rows.select_related("entry__reason").order_by("-told_at", "-pk")[:MOST_NEWS]


def waiting_to_be_mailed(person: int, entries: Collection[int]) -> QuerySet[Notice, Any]:
    """Those notices of somebody about some entries that no mail has told yet."""
    return Notice.objects.filter(person=person, entry__in=list(entries), mailed_at=None)


def stop_link_of(token: str, *, at: datetime) -> StopLink | None:
    """The link of a mail, also when it was used; None when there is none, it is too old, or its person has left."""
    rows = StopLink.objects.select_related("person").filter(token_hash=hash_of(token), expires_at__gt=at)
    return rows.filter(person__left_on=None).first()


def links_passed(*, at: datetime) -> QuerySet[StopLink]:
    """Links that open nothing any more."""
    return StopLink.objects.filter(expires_at__lte=at)
