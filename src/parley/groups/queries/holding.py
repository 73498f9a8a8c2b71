"""What somebody holds in groups, to be handed over: areas they decide for, and groups and roadmaps they look after."""

from django.db.models import Count, Q, QuerySet

from parley.groups.models import Area, Facilitator, ProductPerson
from parley.people.models import Person


def areas_decided_by(person: Person) -> QuerySet[Area]:
    """Areas somebody decides for, dissolved ones left out; for handing them over."""
    return Area.objects.filter(decider=person, dissolved_on=None).order_by("pk")


def areas_facilitated_by(person: Person) -> QuerySet[Area]:
    """Groups whose meetings somebody runs, each with how many `others` who are in the company run them too."""
    return _held_with_others(person, "facilitators")


def areas_kept_by(person: Person) -> QuerySet[Area]:
    """Areas whose roadmap somebody keeps, each with how many `others` who are in the company keep it too."""
    return _held_with_others(person, "product_people")


def hold_in_groups() -> Q:
    """Say as a condition on people who decides for an area, runs its meetings or keeps its roadmap."""
    return (
        Q(pk__in=Area.objects.filter(dissolved_on=None).exclude(decider=None).values("decider"))
        | Q(pk__in=Facilitator.objects.filter(area__dissolved_on=None).values("person"))
        | Q(pk__in=ProductPerson.objects.filter(area__dissolved_on=None).values("person"))
    )


def _held_with_others(person: Person, places: str) -> QuerySet[Area]:
    held = Area.objects.filter(**{f"{places}__person": person}).values("pk")
    others = Q(**{f"{places}__person__left_on": None}) & ~Q(**{f"{places}__person": person})
    rows: QuerySet[Area] = Area.objects.filter(pk__in=held, dissolved_on=None).order_by("pk")
    return rows.annotate(others=Count(places, filter=others))
