"""Tables of duties: what stages ask for before the next, and what initiatives owe of that."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from parley.groups.models import Area
from parley.ledger.models import Row, WordField
from parley.people.models import Function, Person
from parley.roadmap.models import Initiative
from parley.roadmap.terms import Stage
from parley.roadmap.terms.duties import DutyKind


class StageDuty(Row):
    """A line of the company's list: what is owed at a stage before the next, by whom, and within how many days."""

    stage = WordField(Stage)
    kind = WordField(DutyKind)
    label = models.CharField(max_length=120, blank=True)  # empty: as Parley calls it
    function = models.ForeignKey(
        Function, null=True, on_delete=models.PROTECT, related_name="+"
    )  # none: product people
    days = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(null=True)  # regions that insights are owed from
    everywhere = models.BooleanField(default=True)  # else in the areas that say so
    listed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    listed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["stage", "kind"], condition=Q(ended_at=None) & ~Q(kind="other"), name="duty_once_a_stage"
            )
        ]


class DutyArea(Row):
    """A duty that is not owed everywhere is owed in this area."""

    duty = models.ForeignKey(StageDuty, on_delete=models.CASCADE, related_name="areas")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["duty", "area"], name="duty_once_an_area")]


class OwedDuty(Row):
    """What one initiative took on when it reached a stage, and how that ended; `note` is what was done, or why not.

    Without a `duty` it was done before any stage asked for it, and counts for the first one that does.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="owed_duties")
    duty = models.ForeignKey(StageDuty, null=True, on_delete=models.PROTECT, related_name="owed", db_index=False)
    kind = WordField(DutyKind)
    stage = WordField(Stage)
    number = models.PositiveSmallIntegerField(null=True)
    due_on = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    waived = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "duty"], condition=Q(done_at=None), name="owed_once"),
            models.UniqueConstraint(
                fields=["initiative", "kind", "stage"], condition=Q(duty=None), name="done_ahead_once"
            ),
            models.CheckConstraint(condition=Q(done_at__isnull=False) | Q(duty__isnull=False), name="owed_or_done"),
        ]
        indexes: ClassVar = [models.Index(fields=["duty", "initiative"], condition=Q(done_at=None), name="still_owed")]
