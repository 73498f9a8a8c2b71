"""Tables of what is said before a decision is settled, beside its conversation."""

from typing import ClassVar

from django.db import models

from parley.decisions.models.settling import Decision, Option
from parley.ledger.models import Row
from parley.people.models import Person


class Leaning(Row):
    """To which option somebody leans, and what would change their mind. Said with a name, and never added up."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="leanings")
    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="leanings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    would_change = models.TextField()
    said_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["decision", "person"], name="one_leaning_each")]


class PrivateNote(Row):
    """What somebody who weighs a decision tells its decider alone. Nobody else reads it, whatever their role."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="private_notes")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    told = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")  # who decided as it was written
    text = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["decision", "author"], name="one_private_note_each")]
