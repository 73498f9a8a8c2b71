"""Tables of solutions: ways of doing an initiative, and which was chosen."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from parley.ledger.models import Row
from parley.people.models import Person
from parley.roadmap.models import Initiative
from parley.voices.models import Thread


class Solution(Row):
    """One way of doing an initiative: what it is, what speaks for and against it. What is attached is in its thread."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="solutions")
    thread = models.OneToOneField(Thread, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    text = models.TextField()
    speaks_for = models.TextField()
    speaks_against = models.TextField()
    helps = models.TextField()
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)


class SolutionChoice(Row):
    """Somebody chose a solution, with a reason, until another is chosen in its place."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="solution_choices")
    solution = models.ForeignKey(Solution, on_delete=models.CASCADE, related_name="choices")
    reason = models.TextField()
    chosen_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative"], condition=Q(ended_at=None), name="one_choice_each")
        ]
