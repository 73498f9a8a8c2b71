"""In which group somebody stands when they may stand in one only, and who answers what is said in any."""

from typing import Any

from django.db.models import Q, QuerySet

from parley.groups.models import Area, Facilitator, Member, ProductPerson
from parley.groups.terms import MemberKind


def group_longest(person: Any) -> QuerySet[Member, Any]:
    """Give, as a part of a query on people, the key of the group whose core member somebody has been longest."""
    core = Member.objects.filter(person=person, kind=MemberKind.CORE, until=None, area__dissolved_on=None)
    return core.order_by("since", "pk").values("area__key")[:1]


def answers_topics(person: str) -> Q:
    """Say as a condition on things of somebody that they facilitate a group, keep a roadmap or decide, in any group."""
    return (
        Q(**{f"{person}__in": Facilitator.objects.values("person")})
        | Q(**{f"{person}__in": ProductPerson.objects.values("person")})
        | Q(**{f"{person}__in": Area.objects.exclude(decider=None).values("decider")})
    )
