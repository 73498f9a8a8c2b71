"""Tables of the live room. What they know of single people they know while the meeting runs, and forget when it ends.

A note of a written round has neither a person nor a moment: see docs/decisions on the live room.
"""

from typing import ClassVar

from django.db import models

from parley.clients.models import Insight
from parley.ledger.models import Row, WordField
from parley.meetings.models.agenda import ActionPoint, AgendaItem
from parley.meetings.models.meeting import Meeting
from parley.meetings.terms.live import Captured, RoundKind
from parley.people.models import Person
from parley.people.terms import Side
from parley.topics.models import Topic
from parley.voices.models import Sealed


class LiveRoom(Row):
    """A meeting that is on: at which item, since when, and who has the floor."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="room")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.SET_NULL, related_name="+")
    item_since = models.DateTimeField(null=True)
    extra = models.PositiveSmallIntegerField(default=0)  # minutes given to the item on top of its time box
    floor = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")  # until the end
    floor_since = models.DateTimeField(null=True)
    invited = models.PositiveIntegerField(default=0)  # how many, when the room was opened
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    voices = models.PositiveIntegerField(null=True)  # how many different people had the floor, counted at the end

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["meeting"], condition=models.Q(ended_at=None), name="rooms_that_are_on")
        ]


class Round(Row):
    """One way of hearing people on an item, from when it is opened until it is closed."""

    room = models.ForeignKey(LiveRoom, on_delete=models.CASCADE, related_name="rounds")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.SET_NULL, related_name="rounds")
    kind = WordField(RoundKind)
    question = models.CharField(max_length=300, blank=True)
    writers = models.PositiveIntegerField(default=0)  # of a written one: how many could write when it was opened
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["room"], condition=models.Q(closed_at=None), name="one_open_round_a_room")
        ]


class SealedNote(Sealed):
    """What somebody wrote in a round, without a name; with its browser's mark they can take it back until it closes."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="notes")


class Hand(Row):
    """Somebody in a running room: their hand, and whether they are asked or ask to be. Gone when the room ends."""

    room = models.ForeignKey(LiveRoom, on_delete=models.CASCADE, related_name="hands")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    hand_since = models.DateTimeField(null=True)
    asks = models.BooleanField(default=False)  # to be asked
    next = models.BooleanField(default=False)  # is being asked next
    had_turn = models.BooleanField(default=False)  # in the round in turn that is open, or passed; until it is closed

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["room", "person"], name="one_hand_each")]


class Arrival(Row):
    """Somebody whose browser is in a running room, and when it was last. Gone when the room ends."""

    room = models.ForeignKey(LiveRoom, on_delete=models.CASCADE, related_name="arrivals")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["room", "person"], name="one_arrival_each")]


class HadFloor(Row):
    """Somebody had the floor on an item, once or often. For facilitators' eyes, and gone when the room ends."""

    room = models.ForeignKey(LiveRoom, on_delete=models.CASCADE, related_name="had_floor")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["room", "item", "person"], name="had_floor_once_an_item"),
            models.UniqueConstraint(
                fields=["room", "person"], condition=models.Q(item=None), name="had_floor_once_beside_items"
            ),
        ]


class FloorTime(Row):
    """How often and how long one side had the floor in a meeting: a sum, in which nobody stands singly."""

    room = models.ForeignKey(LiveRoom, on_delete=models.CASCADE, related_name="floor_times")
    side = WordField(Side)
    turns = models.PositiveIntegerField(default=0)
    seconds = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["room", "side"], name="one_sum_a_side")]


class Capture(Row):
    """One line written down while the meeting was on. A decision is its own words; the rest stands where it belongs."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="captures")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.SET_NULL, related_name="captures")
    kind = WordField(Captured)
    words = models.TextField(blank=True)
    point = models.ForeignKey(ActionPoint, null=True, on_delete=models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, null=True, on_delete=models.CASCADE, related_name="+")
    insight = models.ForeignKey(Insight, null=True, on_delete=models.CASCADE, related_name="+")
