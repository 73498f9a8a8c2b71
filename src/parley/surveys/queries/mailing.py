"""Seeing whom a wave still mails. Nobody else asks this: who has not answered is shown to no one."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Min, Q, QuerySet

from parley.people.models import Person
from parley.surveys.models import Invited, Wave
from parley.surveys.queries.waves import OPEN


@dataclass(frozen=True, slots=True)
class ToMail:
    """Somebody a wave asks, by the key of their invitation."""

    invited: int
    person: Person


def wave_to_mail(key: int, at: datetime) -> Wave | None:
    """Give a wave that takes answers at that moment; None for any other."""
    return Wave.objects.filter(OPEN, pk=key, closes_at__gt=at).first()


def waves_to_mail(at: datetime) -> QuerySet[Wave]:
    """Waves that take answers at that moment."""
    return Wave.objects.filter(OPEN, closes_at__gt=at).order_by("pk")


def keys_of(wave: int) -> tuple[int, int] | None:
    """Give the least and the greatest key of a wave’s invitations; None when there are none. One query."""
    found = Invited.objects.filter(wave=wave).aggregate(least=Min("pk"), most=Max("pk"))
    return (found["least"], found["most"]) if found["most"] else None


def zones_of(wave: int) -> list[str]:
    """Give the time zones of all that a wave asks, whether they answered or not: work waits for each of them alike."""
    rows = Invited.objects.filter(wave=wave, person__left_on=None).order_by("person__time_zone")
    return list(rows.values_list("person__time_zone", flat=True).distinct())


def to_invite(wave: int, after: int, until: int) -> list[ToMail]:
    """Give whom to invite of those whose invitation’s key lies after one and up to another. One query."""
    return _found(_waiting(wave, 1).filter(pk__gt=after, pk__lte=until))


def to_remind(wave: int, mail: int, zone: str, on: date, *, after: int, limit: int) -> list[ToMail]:
    """Give whom to remind in a time zone, from a key on, without those who are away that day. One query."""
    away = Q(person__away_from__lte=on, person__away_until__gte=on)
    rows = _waiting(wave, mail).filter(person__time_zone=zone, pk__gt=after).exclude(away)
    return _found(rows[:limit])


def still_to_mail(invited: int, mail: int, at: datetime) -> bool:
    """Whether somebody is still asked, here, without an answer and without this mail: asked right before it goes."""
    open_ = Q(wave__sealed_at=None, wave__withdrawn_at=None, wave__closes_at__gt=at)
    rows = Invited.objects.filter(open_, pk=invited, answered=False, mailed__lt=mail, person__left_on=None)
    return rows.exists()


def _waiting(wave: int, mail: int) -> QuerySet[Invited]:
    rows = Invited.objects.filter(wave=wave, answered=False, mailed__lt=mail, person__left_on=None)
    return rows.exclude(person__email=None).select_related("person").order_by("pk")


def _found(rows: QuerySet[Invited]) -> list[ToMail]:
    return [ToMail(row.pk, row.person) for row in rows]
