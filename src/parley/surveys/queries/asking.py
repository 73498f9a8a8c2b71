"""Seeing whom a wave asks, before it opens, and where each of them is counted."""

from datetime import datetime

from django.db.models import Q, QuerySet

from parley.groups.queries.counted import places_counted
from parley.people.models import Person
from parley.people.queries import people_in_the_company
from parley.people.terms import Side
from parley.surveys.models import Invited, Wave
from parley.surveys.queries.waves import OPEN
from parley.surveys.terms.waves import SETTLED_FOR, Counted


def asked_by(wave: Wave, at: datetime) -> dict[int, Counted]:
    """Give whom a wave asks if it opens at that moment, by key, with where each is counted.

    Whoever came less than 14 days before is asked, and counted in the whole alone (R12): an account made for this
    fills no part of it. Somebody of several groups is counted in the one they have been in for longest.
    """
    settled = at - SETTLED_FOR
    areas = list(wave.areas.values_list("area", flat=True))
    groups: dict[int, str] = {}
    for person, key, entered_at in places_counted(areas):
        fresh = entered_at is not None and entered_at > settled
        groups[person] = groups.get(person, "") or ("" if fresh else key)
    people = _people(wave)
    whole = wave.everybody and not areas
    return {
        key: Counted()
        if entered_at is not None and entered_at > settled
        else Counted(group=groups.get(key, ""), side=side or "", region=region or "", function=function or "")
        for key, side, region, function, entered_at in people.values_list(
            "pk", "function__side", "region__key", "function__key", "entered_at"
        )
        if whole or key in groups
    }


def asked_alone(wave: Wave, at: datetime) -> tuple[dict[int, Counted], int]:
    """Give whom a wave asks if it opens as things are, and how many are left out as another that is open asks them.

    Nobody is asked by two at once, so that neither tells of the other.
    """
    there = Wave.objects.filter(OPEN, closes_at__gt=max(at, wave.opens_at)).exclude(pk=wave.pk)
    elsewhere = set(Invited.objects.filter(wave__in=there).values_list("person", flat=True))
    asked = asked_by(wave, at)
    alone = {person: where for person, where in asked.items() if person not in elsewhere}
    return alone, len(asked) - len(alone)


def overlapping_wave(wave: Wave, at: datetime) -> Wave | None:
    """Give a wave that asks some of the same people on some of the same days, as things are now."""
    rows = Wave.objects.filter(sealed_at=None, withdrawn_at=None, closes_at__gt=at).exclude(pk=wave.pk)
    here = asked_by(wave, at).keys()
    other: Wave
    for other in rows.filter(opens_at__lt=wave.closes_at, closes_at__gt=wave.opens_at).order_by("opens_at", "pk"):
        there = Invited.objects.filter(wave=other).values_list("person", flat=True)
        if not here.isdisjoint(there if other.opened_at else asked_by(other, at)):
            return other
    return None


def _people(wave: Wave) -> QuerySet[Person]:
    rows = people_in_the_company().exclude(email=None)
    if wave.sides:
        taken = Q(function__side__in=wave.sides)
        rows = rows.filter(taken | Q(function=None) if Side.NEITHER in wave.sides else taken)
    regions = list(wave.regions.values_list("region", flat=True))
    if regions:
        rows = rows.filter(region__in=regions)
    return rows
