"""Tables of meetings: the occurrences of series, whose regions sit in which of two, and who came."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from parley.groups.models import Area
from parley.ledger.models import Row, WordField
from parley.meetings.models.series import Series
from parley.meetings.terms import MeetingState, Presence
from parley.meetings.terms.rota import RunAs
from parley.people.models import Person, Region


class Meeting(Row):
    """One occurrence of a series, or a meeting of its own."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="meetings")
    series = models.ForeignKey(Series, null=True, on_delete=models.PROTECT, related_name="meetings")
    sitting = models.PositiveSmallIntegerField(default=1)  # the second is the same meeting at another hour
    held_anyway = models.BooleanField(default=False)  # although it is on a holiday: who said so is in the ledger
    occurrence = models.DateField(null=True)  # the series' own local date, which stays when the meeting is moved
    title = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=60)
    time_zone = models.CharField(max_length=60)
    state = WordField(MeetingState, default=MeetingState.PLANNED)
    cancelled_because = models.TextField(blank=True)
    note_taker = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    run_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    run_as = WordField(RunAs, default=RunAs.DRAWN)
    version = models.PositiveIntegerField(default=1)
    minutes_published_at = models.DateTimeField(null=True)  # from then on they never change
    minutes_published_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    minutes_sent_at = models.DateTimeField(null=True)  # by mail, to whoever may see them

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["series", "occurrence", "sitting"],
                condition=Q(series__isnull=False),
                name="one_meeting_a_sitting",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["area", "starts_at"]),
            models.Index(fields=["state", "starts_at"]),
            models.Index(
                fields=["minutes_published_at"],
                condition=Q(minutes_published_at__isnull=False, minutes_sent_at=None),
                name="minutes_to_send",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class MeetingRegion(Row):
    """A region whose people come to the second sitting of a meeting's day; everybody else comes to the first.

    Both sittings of a day have the same. They follow the series until one of the two is published, and then stay.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="second_regions")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "region"], name="one_seat_a_region")]


class Attendance(Row):
    """Whether somebody came."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    presence = WordField(Presence)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "person"], name="attendance_once")]
