"""Tables of calendars: who was invited to what and what they replied, and addresses that calendar programs read."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from parley.groups.models import Area
from parley.ledger.models import Row, WordField
from parley.meetings.models.meeting import Meeting
from parley.meetings.terms.invitations import Coming
from parley.people.models import Person


class Invitation(Row):
    """Somebody was sent a calendar entry: of a meeting, or of the one item they are called in for.

    It stays when they are needed no more, since the same entry may be sent again, and its number only rises.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invitations")
    item = models.BigIntegerField(default=0)  # the item's key, which is told apart from others when it is dropped; or 0
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sequence = models.PositiveIntegerField(default=0)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    taken_back = models.BooleanField(default=False)
    seed = models.CharField(max_length=64)  # with the installation's secret key it makes the two tokens, kept as hashes
    link_hash = models.CharField(max_length=64, unique=True)
    address_hash = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "person", "item"], name="invited_once")]


class Reply(Row):
    """Whether somebody says that they come; `starts_at` is the moment they were asked for, which may have moved."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="replies")
    item = models.BigIntegerField(default=0)  # as in Invitation
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    coming = WordField(Coming)
    starts_at = models.DateTimeField()
    said_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "person", "item"], name="replied_once")]


class Feed(Row):
    """An address by which a calendar program reads somebody's meetings: all of them, or those of one group."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="feeds")
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    seed = models.CharField(max_length=64)  # as in Invitation
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], condition=Q(area=None), name="one_feed_of_all"),
            models.UniqueConstraint(fields=["person", "area"], name="one_feed_a_group"),
        ]
