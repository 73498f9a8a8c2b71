"""Tables of exchange: what was taken in, when, and by whom; and files that wait to be."""

from typing import ClassVar

from django.db import models

from parley.clients.models import Client
from parley.exchange.terms.uploads import Step
from parley.ledger.models import Row, WordField
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
    undo_asked_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")


class FactsBefore(Row):
    """What an import changed of a client that was here: those facts as they were before and after, to be undone."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="facts_before", db_index=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["batch", "client"], name="facts_before_once")]


class Upload(models.Model):
    """A file that somebody is about to take in from the browser. It changes nothing until it does, so it is no Row.

    What it came to stays readable; its bytes are gone once it was taken in, given up, or a day old.
    """

    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    step = WordField(Step, default=Step.COLUMNS)
    mapping = models.JSONField(default=dict)
    rows = models.PositiveIntegerField(default=0)  # read so far
    found = models.JSONField(default=dict)
    batch = models.OneToOneField(Batch, null=True, on_delete=models.PROTECT, related_name="upload")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-at"])]


class UploadPart(models.Model):
    """A piece of such a file."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="parts", db_index=False)
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["upload", "number"], name="upload_part_once")]
