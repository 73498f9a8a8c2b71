"""How many people belong to some groups, all at once: for whoever tells them what happened there."""

from collections.abc import Collection
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast

from parley.groups.models import Area, Facilitator, Member, ProductPerson


def places_in(areas: Collection[int], people: Collection[int]) -> dict[tuple[int, int], set[str]]:
    """Give how some people belong to some groups, as `places_of` says it, by group and person. One query."""
    if not areas or not people:
        return {}
    who = {"area__in": list(areas), "person__in": list(people)}
    members = Member.objects.filter(**who, until=None).values_list("area", "person", Cast(F("kind"), CharField()))
    found: dict[tuple[int, int], set[str]] = {}
    for area, person, place in members.union(
        _called(Facilitator.objects.filter(**who), "person", "facilitates"),
        _called(ProductPerson.objects.filter(**who), "person", "keeps"),
        _called(Area.objects.filter(pk__in=list(areas), decider__in=list(people)), "decider", "decides"),
    ):
        found.setdefault((area, person), set()).add(str(place))
    return found


def _called(rows: QuerySet[Any], person: str, place: str) -> QuerySet[Any, Any]:
    area = "pk" if rows.model is Area else "area"
    called: QuerySet[Any, Any] = rows.order_by().values_list(area, person, Value(place, CharField()))
    return called
