"""Tables of series: when a group meets."""

from typing import ClassVar

from django.db import models

from parley.groups.models import Area
from parley.ledger.models import Row
from parley.people.models import Region


class Series(Row):
    """When a group meets: an RFC 5545 rule at a local hour of a zone, so that it stays that hour when clocks change."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="series")
    key = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    rule = models.CharField(max_length=200)  # RFC 5545, without DTSTART: FREQ=WEEKLY;INTERVAL=2;BYDAY=TU
    starts_on = models.DateField(null=True)  # unknown: the first week of a fortnightly series is asked for, not guessed
    local_time = models.TimeField()
    time_zone = models.CharField(max_length=60)
    minutes = models.PositiveSmallIntegerField(default=60)
    said = models.CharField(max_length=300, blank=True)  # the frequency in the words it was typed in, when imported
    ended_on = models.DateField(null=True)
    hours = models.JSONField(
        default=list
    )  # beside its own: sitting, turn, local hour, zone, days later; see SeriesHour

    class Meta:
        verbose_name_plural = "series"
        constraints: ClassVar = [models.UniqueConstraint(fields=["area", "key"], name="series_once_a_group")]


class SittingRegion(Row):
    """A region whose people are to come to the second sitting of a series; what a meeting says is MeetingRegion."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="second_regions")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["series", "region"], name="one_sitting_a_region")]
