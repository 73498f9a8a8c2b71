"""Tables of deciding from a mail: links that were sent, who decides for whom for a time, what the company asks."""

from typing import ClassVar

from django.db import models

from parley.decisions.models.settling import Decision
from parley.ledger.models import Row
from parley.people.models import Person


class DecidingLink(Row):
    """A link by which one person settles one decision: kept hashed, used up by confirming and never by opening."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="links")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    address = models.CharField(max_length=254, blank=True)  # to which it was mailed; it works while they have it
    token_hash = models.CharField(max_length=64, unique=True)
    brief = models.CharField(max_length=64)  # the sign of what its mail said
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)  # once its mail was handed over
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)


class DecidingDeputy(Row):
    """Who settles, for a time and in their own name, what waits for a decider. `in_force` is kept by the worker."""

    decider = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    deputy = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    first = models.DateField()
    last = models.DateField()
    in_force = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decider"], condition=models.Q(ended_at=None), name="one_deciding_deputy")
        ]
        indexes: ClassVar = [models.Index(fields=["deputy", "in_force"], name="deputies_in_force")]


class DecidingPolicy(Row):
    """What the company asks of whoever decides from a mail; the newest row holds, none asks for nothing."""

    sign_in = models.BooleanField(default=False)
    chosen_at = models.DateTimeField()
