"""Seeing who belongs to which group, and since when Parley knows: for surveys, which count by group."""

from collections.abc import Collection, Iterator
from datetime import datetime

from parley.groups.models import Area, Member, ProductPerson
from parley.groups.terms import MemberKind

Place = tuple[int, str, datetime | None]  # the person's key, the group's, and when they were entered; none: long ago


def places_counted(areas: Collection[int]) -> Iterator[Place]:
    """Give core members and product people of some groups, or of all when none is named, the longest there first."""
    members = Member.objects.filter(until=None, kind=MemberKind.CORE)
    found: list[Place] = []
    for rows in (members, ProductPerson.objects.all()):
        here = rows.filter(area__dissolved_on=None, person__left_on=None)
        here = here.filter(area__in=areas) if areas else here
        found += here.order_by("pk").values_list("person", "area__key", "entered_at")
    yield from sorted(
        found, key=lambda each: (each[2] is not None, each[2], each[1]) if each[2] else (False, 0, each[1])
    )


def names_of_groups() -> dict[str, str]:
    """Give the name of every group, dissolved ones included, by the key that addresses have."""
    return dict(Area.objects.values_list("key", "name"))
