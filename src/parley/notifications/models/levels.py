"""Tables of levels: how much somebody wants to hear of a group, and of one thing."""

from typing import ClassVar

from django.db import models

from parley.groups.models import Area
from parley.ledger.models import Row, WordField
from parley.notifications.terms import Level
from parley.people.models import Person
from parley.voices.models import Thread


class GroupLevel(Row):
    """How much somebody wants to hear of a group, where that is not what is usual for their place in it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    level = WordField(Level)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "area"], name="level_once_a_group")]
        indexes: ClassVar = [models.Index(fields=["area", "level"], name="who_hears_a_group")]


class ThingLevel(Row):
    """How much somebody wants to hear of one thing, named by its thread, whatever they hear of its group."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="levels")
    level = WordField(Level)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "thread"], name="level_once_a_thing")]
