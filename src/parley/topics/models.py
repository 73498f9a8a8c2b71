"""Tables of topics: what was brought, who supports it and why, whom and what it concerns."""

from typing import ClassVar

from django.db import models

from parley.groups.models import Area
from parley.ledger.models import Row, WordField
from parley.people.models import Function, Person, Region
from parley.people.terms import Side
from parley.roadmap.models import Initiative
from parley.topics.terms import TopicKind, TopicState
from parley.voices.models import Thread


class Topic(Row):
    """A question, problem, opportunity or proposal brought to a group, with the date by which it gets an answer."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="topics")
    kind = WordField(TopicKind)
    title = models.CharField(max_length=200)
    why = models.TextField()
    brought_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="topics")
    side = WordField(Side)  # of whoever brought it, as it was then
    brought_at = models.DateTimeField()
    answer_by = models.DateField()
    state = WordField(TopicState, default=TopicState.OPEN)
    answer = models.TextField(blank=True)
    settled_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    parked_until = models.DateField(null=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    thread = models.OneToOneField(Thread, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["area", "state", "answer_by"]),
            models.Index(fields=["brought_by", "-brought_at"]),
            models.Index(fields=["brought_at"], name="topics_as_brought"),
        ]

    def __str__(self) -> str:
        return self.title


class TopicRegion(Row):
    """A topic concerns a region."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="regions")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["topic", "region"], name="topic_region_once")]


class TopicFunction(Row):
    """A topic needs a function in the room."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="functions")
    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["topic", "function"], name="topic_function_once")]


class TopicInitiative(Row):
    """A topic is about an initiative."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="initiative_links")
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="topic_links")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["topic", "initiative"], name="topic_initiative_once")]


class Supporter(Row):
    """Somebody wants the answer too, and says why. `came_from` is the topic that was merged into this one."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="supporters")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    why = models.TextField(blank=True)
    since = models.DateTimeField()
    came_from = models.ForeignKey(Topic, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["topic", "person"], name="supporter_once")]
