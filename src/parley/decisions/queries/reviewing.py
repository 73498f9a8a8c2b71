"""Whom it concerns what became of a published decision."""

from django.db.models import Q

from parley.decisions.models import Decision, Dissent


def disagreed_with(decision: Decision) -> Q:
    """Say as a condition on people who disagreed with a decision by name."""
    return Q(pk__in=Dissent.objects.filter(decision=decision).values("person"))
