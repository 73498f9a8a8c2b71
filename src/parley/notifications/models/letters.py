"""The table of letters: what somebody wrote to Parley by mail."""

from typing import ClassVar

from django.db import models

from parley.ledger.models import Row, WordField
from parley.notifications.terms.letters import Became
from parley.people.models import Person


class ReceivedLetter(Row):
    """Somebody was proved to have sent a mail. It is kept for 90 days, so that the same mail is taken once."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=64)  # the hash of its Message-ID, or for one without of all of it
    came_at = models.DateTimeField(db_index=True)
    became = WordField(Became)
    words = models.TextField(blank=True)  # of a client’s mail that could not be placed, for its sender to place
    said_on = models.DateField(null=True)  # the day of that mail

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "name"], name="letter_once")]
        indexes: ClassVar = [models.Index(fields=["person", "-came_at"], name="letters_of_person")]
