"""Tables of how initiatives went: the stages they stayed in, and the releases they were meant for."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from parley.ledger.models import Row, WordField
from parley.roadmap.models import Initiative
from parley.roadmap.terms import Stage


class Stay(Row):
    """An initiative was in a stage from one moment until another, or still is: one of them is open at a time.

    Where `begun` is no, it was there already when Parley first heard of it, and nobody knows since when. `batch` is the
    import of a history that told of it; where that put the beginning of a stay back which Parley had seen from
    `seen_at` on, undoing the import puts it there again.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="stays", db_index=False)
    stage = WordField(Stage)
    entered_at = models.DateTimeField()
    begun = models.BooleanField(default=True, db_default=True)
    left_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    batch = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative"], condition=Q(left_at=None), name="one_open_stay"),
            models.CheckConstraint(condition=Q(left_at=None) | Q(left_at__gte=models.F("entered_at")),
                                   name="left_after_entered"),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["initiative", "entered_at"], name="stays_of_initiative"),
            models.Index(fields=["batch"], condition=Q(batch__isnull=False), name="stays_of_batch"),
        ]


class TargetMove(Row):
    """The release at which an initiative was to reach a stage became another one, as an imported history tells.

    `releases` says by how many, `days` by how many days where both are dated; both are negative where it came earlier.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="target_moves")
    stage = WordField(Stage)
    moved_at = models.DateTimeField()
    before = models.CharField(max_length=60)
    after = models.CharField(max_length=60)
    releases = models.IntegerField()
    days = models.IntegerField(null=True)
    batch = models.BigIntegerField(db_index=True)
