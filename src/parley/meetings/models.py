"""Tables of meetings: series, their occurrences, agendas with minutes, who came, and what was promised."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from parley.decisions.models import Decision
from parley.groups.models import Area
from parley.ledger.models import Row, WordField
from parley.meetings.terms import ItemState, MeetingState, Presence, Purpose
from parley.people.models import Function, Person
from parley.roadmap.models import Initiative
from parley.topics.models import Topic


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

    class Meta:
        verbose_name_plural = "series"
        constraints: ClassVar = [models.UniqueConstraint(fields=["area", "key"], name="series_once_a_group")]


class Meeting(Row):
    """One occurrence of a series, or a meeting of its own."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="meetings")
    series = models.ForeignKey(Series, null=True, on_delete=models.PROTECT, related_name="meetings")
    occurrence = models.DateField(null=True)  # the series' own local date, which stays when the meeting is moved
    title = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=60)
    time_zone = models.CharField(max_length=60)
    state = WordField(MeetingState, default=MeetingState.PLANNED)
    cancelled_because = models.TextField(blank=True)
    note_taker = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["series", "occurrence"], condition=Q(series__isnull=False), name="one_meeting_an_occurrence"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["area", "starts_at"]),
            models.Index(fields=["state", "starts_at"]),
        ]

    def __str__(self) -> str:
        return self.title


class AgendaItem(Row):
    """A topic, initiative, decision or free line of an agenda, with a lead, a time box, and its minutes."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=240, blank=True)  # only of a free line: a thing's own title is not copied
    topic = models.ForeignKey(Topic, null=True, on_delete=models.PROTECT, related_name="agenda_items")
    initiative = models.ForeignKey(Initiative, null=True, on_delete=models.PROTECT, related_name="agenda_items")
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="agenda_items")
    purpose = WordField(Purpose)
    why = models.TextField(blank=True)
    minutes = models.PositiveSmallIntegerField()
    lead = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    state = WordField(ItemState, default=ItemState.AHEAD)
    notes = models.TextField(blank=True)
    carried_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="carried_to")
    version = models.PositiveIntegerField(default=1)  # of its notes

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(
                    Q(topic=None, initiative=None) | Q(topic=None, decision=None) | Q(initiative=None, decision=None)
                ),
                name="an_item_is_about_one_thing",
            )
        ]


class CalledIn(Row):
    """Somebody on call is asked to come for one item alone."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="called_in")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    function = models.ForeignKey(Function, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "person"], name="called_in_once")]


class Attendance(Row):
    """Whether somebody came."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    presence = WordField(Presence)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "person"], name="attendance_once")]


class ActionPoint(Row):
    """What somebody promised in a meeting, by a date."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="action_points")
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="action_points")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.SET_NULL, related_name="action_points")
    text = models.TextField()
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="action_points")
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    dropped_because = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["owner", "done_at", "due_on"]),
            models.Index(fields=["area", "done_at"]),
        ]
