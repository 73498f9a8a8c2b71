"""Tables of agendas: their items with the minutes of each, who is called in for one, and what was promised."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from parley.decisions.models import Decision
from parley.groups.models import Area
from parley.ledger.models import Row, WordField
from parley.meetings.models.meeting import Meeting
from parley.meetings.terms import ItemState, Purpose
from parley.people.models import Function, Person
from parley.roadmap.models import Initiative
from parley.topics.models import Topic


class AgendaItem(Row):
    """A topic, initiative, decision or free line of an agenda, with a lead, a time box, and its minutes."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=240, blank=True)  # only of a free line: a thing's own title is not copied
    topic = models.ForeignKey(Topic, null=True, on_delete=models.PROTECT, related_name="agenda_items")
    initiative = models.ForeignKey(Initiative, null=True, on_delete=models.PROTECT, related_name="agenda_items")
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="agenda_items")
    purpose = WordField(Purpose)
    why = models.TextField(blank=True)
    minutes = models.PositiveSmallIntegerField()
    lead = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    state = WordField(ItemState, default=ItemState.AHEAD)
    notes = models.TextField(blank=True)
    carried_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="carried_to")
    version = models.PositiveIntegerField(default=1)  # of its notes

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(
                    Q(topic=None, initiative=None) | Q(topic=None, decision=None) | Q(initiative=None, decision=None)
                ),
                name="an_item_is_about_one_thing",
            )
        ]


class CalledIn(Row):
    """Somebody on call is asked to come for one item alone."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="called_in")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    function = models.ForeignKey(Function, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "person"], name="called_in_once")]


class ActionPoint(Row):
    """What somebody promised in a meeting, by a date."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="action_points")
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="action_points")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.SET_NULL, related_name="action_points")
    text = models.TextField()
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="action_points")
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    dropped_because = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["owner", "done_at", "due_on"]),
            models.Index(fields=["area", "done_at"]),
        ]
