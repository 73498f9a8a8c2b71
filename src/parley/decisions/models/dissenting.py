"""Tables of dissent: with a name, and without one. What has no name has no moment either."""

from typing import ClassVar

from django.db import models

from parley.decisions.models.settling import Decision
from parley.ledger.models import Row
from parley.people.models import Person
from parley.voices.models import Sealed


class Dissent(Row):
    """Somebody disagrees with a decision, on the record."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="dissents")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    said_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["decision", "person"], name="dissent_once")]


class UnsignedDissent(Sealed):
    """Why somebody disagrees with a decision, without a name. It has its browser's mark until all are opened."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="unsigned_dissents")


class DissentOpening(Row):
    """What was written without a name was opened for whoever decides: once, and from then on none is written."""

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="dissent_opening")
    could_write = models.PositiveIntegerField()  # people, counted rather too few than too many
    opened_at = models.DateTimeField()
