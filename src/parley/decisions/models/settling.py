"""Tables of decisions: the question, its options, what each would change, and what settled it."""

from typing import ClassVar

from django.db import models

from parley.decisions.terms import DecisionState, EffectField
from parley.groups.models import Area
from parley.ledger.models import Row, WordField
from parley.people.models import Person
from parley.roadmap.models import Initiative
from parley.topics.models import Topic
from parley.voices.models import Thread


class Decision(Row):
    """A question that one named person settles by a date, with a reason."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="decisions")
    question = models.CharField(max_length=240)
    context = models.TextField(blank=True)
    decide_by = models.DateField()
    decider = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    state = WordField(DecisionState, default=DecisionState.OPEN)
    chosen = models.ForeignKey("Option", null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True)
    review_on = models.DateField(null=True)
    supersedes = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="superseded_by")
    what_changed = models.TextField(blank=True)  # since what it takes the place of was decided
    first = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="line")  # of those before it
    thread = models.OneToOneField(Thread, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["area", "state", "decide_by"]),
            models.Index(fields=["decider", "state", "decide_by"]),
            models.Index(fields=["state", "decide_by"]),
            models.Index(fields=["state", "review_on"]),
        ]

    def __str__(self) -> str:
        return self.question


class Option(Row):
    """One way to answer, with its why."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    why = models.TextField()
    put_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    initiative = models.ForeignKey(Initiative, null=True, on_delete=models.PROTECT, related_name="+")  # it puts first
    asks = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")  # to complete its why
    thread = models.OneToOneField(Thread, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["position", "pk"]


class Effect(Row):
    """What choosing an option changes on an initiative; refused on publishing when `expected` has moved meanwhile."""

    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="effects")
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="+")
    field = WordField(EffectField)
    expected = models.CharField(max_length=60, blank=True)
    new = models.CharField(max_length=60, blank=True)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["option", "initiative", "field"], name="one_effect_a_field")
        ]


class DecisionInitiative(Row):
    """A decision is about an initiative; `heard` is another conversation about that one which asked for it, if any."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="initiative_links")
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="decision_links")
    heard = models.ForeignKey(Thread, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "initiative"], name="decision_initiative_once")
        ]


class DecisionTopic(Row):
    """A decision settles a topic when it is published."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="topic_links")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="decision_links")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["decision", "topic"], name="decision_topic_once")]


class Agreement(Row):
    """What the group agreed on, with its reason, as a facilitator wrote it down; the decider confirms it or not."""

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="agreement")
    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="+")
    reason = models.TextField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()


class Settlement(Row):
    """What was chosen and why, before it is published; few may read it. One that was written anew or sent back ended.

    `settled_by` is the decider or their deputy, who settles it in their own name, `instead_of` the decider.
    """

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="settlements")
    option = models.ForeignKey(Option, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=200)  # the option's, which may go once this has ended
    reason = models.TextField()
    review_on = models.DateField(null=True)
    settled_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    instead_of = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    sent_back_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    sent_back_because = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["decision"], condition=models.Q(ended_at=None), name="one_settlement_in_force"
            )
        ]
