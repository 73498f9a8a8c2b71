"""Seeing whom a wave asks, before it opens, and where each of them is counted."""

from datetime import datetime

from django.db.models import Q, QuerySet

from parley.groups.queries.counted import places_counted
from parley.people.models import Person
from parley.people.queries import people_in_the_company
from parley.people.terms import Side
from parley.surveys.models import Wave
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


def _people(wave: Wave) -> QuerySet[Person]:
    rows = people_in_the_company().exclude(email=None)
    if wave.sides:
        taken = Q(function__side__in=wave.sides)
        rows = rows.filter(taken | Q(function=None) if Side.NEITHER in wave.sides else taken)
    regions = list(wave.regions.values_list("region", flat=True))
    if regions:
        rows = rows.filter(region__in=regions)
    return rows
