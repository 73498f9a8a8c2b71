"""The table of reviews: what happened, as whoever looked at a published decision again wrote it down."""

from typing import ClassVar

from django.db import models

from parley.decisions.models.settling import Decision
from parley.decisions.terms import Outcome
from parley.ledger.models import Row, WordField
from parley.people.models import Person


class Review(Row):
    """A published decision was looked at again; what stands here never changes, and stands beside who disagreed."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="reviews")
    outcome = WordField(Outcome)
    words = models.TextField()
    reviewed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-pk"]
