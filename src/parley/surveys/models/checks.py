"""Tables of measured influence: what people gave, counted by quarter, and what they say that a credit changed."""

from typing import ClassVar

from django.db import models

from parley.ledger.models import Row, WordField
from parley.people.models import Person
from parley.surveys.terms.influence import Changed
from parley.voices.models import Contribution
from parley.voices.terms import Given


class CountedQuarter(models.Model):
    """When a quarter was counted last. Derived, as what was counted is, so it is no Row."""

    first = models.DateField(primary_key=True)
    counted_at = models.DateTimeField()


class InfluenceCount(models.Model):
    """What one person gave in a quarter, and how much of it came to what. No page shows anybody's alone."""

    quarter = models.ForeignKey(CountedQuarter, on_delete=models.CASCADE, related_name="counts", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = WordField(Given)
    given = models.PositiveIntegerField()
    answered = models.PositiveIntegerField()
    in_time = models.PositiveIntegerField()
    credited = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["quarter", "person", "kind"], name="influence_counted_once")
        ]


class CreditCheck(Row):
    """A credit drawn by lot: its person is asked whether it changed what they had asked for. Told as shares only."""

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="+")
    quarter = models.DateField()  # the first day of the one in which it was credited
    asked_at = models.DateTimeField()
    closes_on = models.DateField()  # the last day for an answer
    answer: WordField[Changed | None] = WordField(Changed, null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["quarter"], name="credit_checks_of_quarter")]
