"""Tables of web hooks: where to, how they fare, what was sent, and each try of it."""

from typing import ClassVar

from django.db import models

from parley.ledger.models import Entry, Row, WordField
from parley.notifications.terms.hooks import DeliveryState, OffBecause
from parley.people.models import Person


class Hook(Row):
    """An address that hears of some kinds of events, signed with a secret. The secret follows from the salt."""

    address = models.CharField(max_length=500)
    kinds = models.JSONField(default=list)  # words of Sent
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    salt = models.CharField(max_length=64)
    salt_before = models.CharField(max_length=64, blank=True)
    both_until = models.DateTimeField(null=True)  # until then, messages are signed with the secret before as well
    made_at = models.DateTimeField()
    off_at = models.DateTimeField(null=True)
    off_because: WordField[OffBecause | None] = WordField(OffBecause, null=True)
    ended_at = models.DateTimeField(null=True)


class HookHealth(models.Model):
    """How a web hook fares, and who serves it now. No part of the record, so it is no Row (as Pending)."""

    hook = models.OneToOneField(Hook, on_delete=models.CASCADE, related_name="health")
    failures = models.PositiveIntegerField(default=0)  # in a row
    failing_since = models.DateTimeField(null=True)
    paused_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)  # the last success
    leased_until = models.DateTimeField(null=True)
    lease = models.PositiveIntegerField(default=0)  # a fencing number, as in Pending


class Delivery(models.Model):
    """One message to one web hook, under one name at every try. Work and its log: no Row, and gone after KEPT_DAYS."""

    hook = models.ForeignKey(Hook, on_delete=models.CASCADE, related_name="deliveries")
    entry = models.ForeignKey(Entry, null=True, on_delete=models.PROTECT, related_name="+")  # none for a test
    kind = models.CharField(max_length=60)
    message = models.CharField(max_length=40, unique=True)
    state = WordField(DeliveryState, default=DeliveryState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)  # of this round
    due_at = models.DateTimeField()
    made_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    trouble = models.CharField(max_length=500, blank=True)
    body = models.TextField(blank=True)  # as it was sent last

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["hook", "entry"], name="delivered_once")]
        indexes: ClassVar = [
            models.Index(fields=["state", "due_at"]),
            models.Index(fields=["hook", "state", "due_at"]),
            models.Index(fields=["made_at"]),
        ]


class DeliveryTry(models.Model):
    """What came of one try."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="log")
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    trouble = models.CharField(max_length=500, blank=True)
    answer = models.TextField(blank=True)
    took = models.PositiveIntegerField(default=0)  # milliseconds
