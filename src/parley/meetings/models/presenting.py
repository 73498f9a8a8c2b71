"""Tables of presenting: what a lead asks the group about an item, how ready presenters are, and the glossary."""

from typing import ClassVar

from django.db import models

from parley.ledger.models import Row
from parley.meetings.models.agenda import AgendaItem
from parley.people.models import Person


class Preparation(Row):
    """What the lead of an item asks the group, and asks of it. What the coach says of it is kept nowhere."""

    item = models.OneToOneField(AgendaItem, on_delete=models.CASCADE, related_name="preparation")
    questions = models.JSONField(default=list)  # up to three, in order
    asked_of_you = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)


class Presenter(Row):
    """How ready somebody is to present: their guide read, and practice questions passed, not what was written."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    guide_read_at = models.DateTimeField(null=True)
    practised = models.PositiveSmallIntegerField(default=0)


class Acronym(Row):
    """An acronym of the company’s glossary, which not everybody knows, and what it means."""

    acronym = models.CharField(max_length=20, unique=True)
    meaning = models.CharField(max_length=160)

    class Meta:
        ordering: ClassVar = ["acronym"]
