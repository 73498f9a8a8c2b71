"""Tables of how talk was shared in meetings; the transcript itself has one where the group's charter keeps it."""

from typing import ClassVar

from django.db import models

from parley.ledger.models import Row
from parley.meetings.models.meeting import Meeting
from parley.people.models import Person


class Talk(Row):
    """How talk was shared in one meeting: what may be said of it, and of nobody singly."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="talk")
    counted_at = models.DateTimeField()
    report = models.JSONField()


class TalkShare(Row):
    """What one person has of it, for their own eyes."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    turns = models.PositiveIntegerField()
    seconds = models.FloatField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "person"], name="talk_share_once")]


class ShareLetGo(Row):
    """Somebody let go of their share of one meeting's talk: it is not made again. The mark names nobody."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "mark"], name="share_let_go_once")]


class Transcript(Row):
    """What was said in a meeting, for as long as the group's charter says, and for the group alone."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    kept_at = models.DateTimeField()
