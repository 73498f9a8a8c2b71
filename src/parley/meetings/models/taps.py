"""Tables of the two taps after a meeting. Who answered stands in one, what was answered in another, as counts alone."""

from typing import ClassVar

from django.db import models

from parley.ledger.models import Row
from parley.meetings.models.meeting import Meeting
from parley.people.models import Person


class TapGiven(Row):
    """Somebody answered, until the answers are sealed: neither when nor what."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "person"], name="tapped_once")]


class Tapped(Row):
    """Six counts of one meeting. They stand in one row, so that writing one of them looks as writing any other."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="%(class)s")
    could_say_yes = models.PositiveIntegerField(default=0)
    could_say_partly = models.PositiveIntegerField(default=0)
    could_say_no = models.PositiveIntegerField(default=0)
    worth_yes = models.PositiveIntegerField(default=0)
    worth_partly = models.PositiveIntegerField(default=0)
    worth_no = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class TapCount(Tapped):
    """The counts while answers come in, which no page shows to anybody."""


class TapRelease(Tapped):
    """The counts as they were sealed, which never change; all of them 0 when too few answered."""
