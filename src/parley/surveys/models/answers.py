"""Tables of answers: who was asked, what was answered, and nothing that joins the two."""

import uuid
from typing import ClassVar

from django.db import models

from parley.ledger.models import Row
from parley.people.models import Person
from parley.surveys.models.waves import Wave


class Where(Row):
    """Where answers are counted, frozen when the wave opens: keys; empty where only the whole counts them."""

    group = models.CharField(max_length=60, blank=True)
    side = models.CharField(max_length=30, blank=True)
    region = models.CharField(max_length=60, blank=True)
    function = models.CharField(max_length=60, blank=True)

    class Meta:
        abstract = True


class Invited(Where):
    """Somebody is asked. Whether they answered is known until the wave is sealed, and forgotten then."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answered = models.BooleanField(null=True, default=False)
    ballot = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - unique while there is one
    mailed = models.PositiveSmallIntegerField(default=0)  # how many mails of this wave; forgotten with the sealing

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["wave", "person"], name="asked_once_a_wave")]
        indexes: ClassVar = [models.Index(fields=["wave", "answered", "mailed"], name="invited_to_mail")]


class Sheet(Where):
    """What somebody answered: nobody’s, of no moment and without a number that counts up.

    `receipt` is a hash of what only the answering browser holds, so that sending twice is once; it is erased, and the
    row written anew in random order under another key, when the wave is sealed.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="sheets")
    answers = models.JSONField()  # by the keys of the questions: a step, the keys of three items, or words
    receipt = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - unique while there is one


class OpenAnswer(Row):
    """What somebody wrote, split from the rest of their sheet when the wave was sealed; read by two people first."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="words")
    side = models.CharField(max_length=30, blank=True)  # the one cut by which words are shown
    words = models.TextField()
    shown = models.TextField(blank=True)  # without names, as the first reader left it; empty to leave it out
    first = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(second=None) | ~models.Q(first=models.F("second")), name="words_read_by_two"
            )
        ]
