"""The index: the texts of things as they are found. It can be made again at any time."""

from typing import ClassVar

from django.db import models

from parley.ledger.models import WordField
from parley.search.terms import Kind


class Meaning(models.Model):
    """What an insight means, as the encoder says it. Derived, as `Indexed`; there only where the encoder is."""

    insight = models.BigIntegerField(unique=True)
    vector = models.BinaryField()


class Indexed(models.Model):
    """A thing's title and text. Its words are kept beside it in the way of the database: see the migration.

    Derived from other rows, so it is no Row: it may be written after commit, without an event.
    """

    kind = WordField(Kind)
    key = models.BigIntegerField()
    page = models.BigIntegerField()  # the key of what it is read with: itself, an item's meeting, a comment's thread
    title = models.TextField(blank=True)
    body = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "key"], name="indexed_once")]
        indexes: ClassVar = [models.Index(fields=["kind", "page"])]
