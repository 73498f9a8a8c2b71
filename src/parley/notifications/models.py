"""Tables of notifications: what somebody was told, and whether they have seen it."""

from typing import ClassVar

from django.db import models

from parley.ledger.models import Entry, Row
from parley.people.models import Person


class Notice(Row):
    """Somebody is told of an entry of the ledger. The sentence is made when it is read, from what they may see then."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=30)  # why they are told: credited, brought, follows, asked, owns
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "entry"], name="told_once")]
        indexes: ClassVar = [models.Index(fields=["person", "read_at", "-told_at"])]
