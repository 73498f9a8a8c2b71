"""Tables of written rounds on a decision: a note of one has no person, no moment and no number that counts up."""

from typing import ClassVar

from django.db import models

from parley.decisions.models.settling import Decision, Option
from parley.ledger.models import Row
from parley.voices.models import Sealed


class DecisionRound(Row):
    """What a group is asked on a decision, or on one option, and until when it may write."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="rounds")
    option = models.ForeignKey(Option, null=True, on_delete=models.SET_NULL, related_name="rounds")
    question = models.CharField(max_length=300, blank=True)
    writers = models.PositiveIntegerField(default=0)  # how many could write when it was opened
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()  # nothing is written from then on
    closed_at = models.DateTimeField(null=True)  # its notes are shown, or let go of

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["decision"], condition=models.Q(closed_at=None), name="one_open_round_a_decision"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["closes_at"], condition=models.Q(closed_at=None), name="decision_rounds_to_close")
        ]


class DecisionNote(Sealed):
    """What somebody wrote in a round on a decision."""

    round = models.ForeignKey(DecisionRound, on_delete=models.CASCADE, related_name="notes")
