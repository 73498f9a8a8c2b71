"""The table of published minutes: what came of the meeting as it stood then, and what was added later."""

from typing import ClassVar

from django.db import models

from parley.clients.models import Insight
from parley.decisions.models import Decision
from parley.ledger.models import Row, WordField
from parley.meetings.models.agenda import AgendaItem
from parley.meetings.models.meeting import Meeting
from parley.meetings.terms.minutes import LineKind
from parley.people.models import Person
from parley.topics.models import Topic


class MinutesLine(Row):
    """A line of published minutes, about an item or the meeting as a whole. It is written once and never changes.

    What was said about an item stands with the item, and who came with the meeting; both are locked.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="minutes_lines")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.CASCADE, related_name="minutes_lines")
    kind = WordField(LineKind)
    words = models.TextField(blank=True)
    why = models.TextField(blank=True)  # something was added
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey(Topic, null=True, on_delete=models.PROTECT, related_name="+")
    insight = models.ForeignKey(Insight, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(null=True)
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
