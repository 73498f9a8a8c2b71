"""The table of who was asked to run a meeting; who runs it stands with the meeting itself."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from parley.ledger.models import Row, WordField
from parley.meetings.models.meeting import Meeting
from parley.meetings.terms.rota import AskState
from parley.people.models import Person


class RotaAsk(Row):
    """Somebody is asked to run a meeting, perhaps in exchange for one of theirs.

    Who passes a meeting on has a row by themselves, declined: that they cannot is remembered until it is moved.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="asks")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    in_return = models.ForeignKey(Meeting, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    state = WordField(AskState, default=AskState.OPEN)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(state=AskState.OPEN.value), name="one_is_asked_to_run_a_meeting"
            )
        ]
