"""Seeing what somebody chose of their mails, whose digest is due, and what is new to them."""

import base64
from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from parley.groups.queries import people_in_groups
from parley.notifications.models import Notice
from parley.notifications.models.digests import MailChoice, StopLink
from parley.notifications.terms.digests import Rhythm, Stops
from parley.people.models import Person
from parley.people.queries import hash_of, people_in_the_company
from parley.prepared import prepared, prepared_one

MOST_NEWS = 120  # notices that one digest looks at, the newest


@prepared_one
def choice_of(person: int) -> QuerySet[MailChoice]:
    """What somebody chose, or what they have without having chosen; None for whoever never was in a group."""
    return MailChoice.objects.filter(person=person)


def turned_off(people: Collection[int], stops: Stops) -> set[int]:
    """Give those of some people who turned news or minutes by mail off."""
    off = Q(news=False) if stops is Stops.NEWS else Q(minutes=False)
    return set(MailChoice.objects.filter(off, person__in=list(people)).values_list("person", flat=True))


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
def unread_news(person: int, since: datetime, until: datetime) -> QuerySet[Notice]:
    """What somebody was told between two moments, has not read, and neither was nor is to be mailed; newest first."""
    rows = Notice.objects.filter(person=person, read_at=None, told_at__gt=since, mailed_at=None, mail_after=None)
    rows = rows.filter(told_at__lte=until)
    return rows.select_related("entry__reason").order_by("-told_at", "-pk")[:MOST_NEWS]


@prepared
def known_news(person: int, since: datetime) -> QuerySet[Notice]:
    """What somebody knows since a moment: they have read it since, or were or are to be mailed it; newest first."""
    mailed = Q(mailed_at__isnull=False) | Q(mail_after__isnull=False)
    known = Q(read_at__gt=since) | (Q(read_at=None, told_at__gt=since) & mailed)  # as the index has it
    rows = Notice.objects.filter(known, person=person)
    return rows.select_related("entry__reason").order_by("-told_at", "-pk")[:MOST_NEWS]


def stop_token(person: int, stops: Stops, mail: str) -> str:
    """Work out the token of the link in one mail, by its name: 256 bits that nobody can without the secret key."""
    made = salted_hmac("parley.notifications.stop_link", f"{person}:{stops}:{mail}", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def stop_link_of(token: str, *, at: datetime) -> StopLink | None:
    """The link of a mail, also when it was used; None when there is none, it is too old, or its person has left."""
    rows = StopLink.objects.select_related("person").filter(token_hash=hash_of(token), expires_at__gt=at)
    return rows.filter(person__left_on=None).first()


def links_passed(*, at: datetime) -> QuerySet[StopLink]:
    """Links that open nothing any more."""
    return StopLink.objects.filter(expires_at__lte=at)
