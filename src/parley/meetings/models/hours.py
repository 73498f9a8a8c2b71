"""Tables of what the whole company says about hours and days: what each hour costs, and its holidays."""

from typing import ClassVar

from django.db import models

from parley.ledger.models import Row
from parley.people.models import Region


class HourCosts(Row):
    """The company's own table of inconvenience: points of each half hour from midnight on. The latest row counts."""

    halves = models.JSONField()
    weekend = models.PositiveSmallIntegerField()


class Holiday(Row):
    """A day on which a region, or without one the whole company, does not work."""

    day = models.DateField()
    name = models.CharField(max_length=120)
    region = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["day", "region"], name="one_holiday_a_day_and_region"),
            models.UniqueConstraint(
                fields=["day"], condition=models.Q(region=None), name="one_holiday_a_day_for_everybody"
            ),
        ]
