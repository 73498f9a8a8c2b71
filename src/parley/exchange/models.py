"""Tables of exchange: what was taken in, when, and by whom."""

from django.db import models

from parley.ledger.models import Row
from parley.people.models import Person


class Batch(Row):
    """One import of a folder or a file: all of it, or nothing.

    `brought` has spans of keys of what a file brought, by kind, so that it can be undone within a day.
    """

    started_at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=40)
    report = models.JSONField(default=dict)
    brought = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
