"""Tables of voices: threads, comments, who follows, and credits. The owning row holds the key to its thread."""

import uuid
from typing import ClassVar

from django.db import models

from parley.ledger.models import Row, WordField
from parley.people.models import Person
from parley.voices.terms import Given


class Thread(Row):
    """A conversation about something; whoever sees the thing sees the conversation."""

    opened_at = models.DateTimeField()


class Comment(Row):
    """What somebody said in a thread."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    said_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    input_at = models.DateTimeField(null=True)  # since when its author would like it considered

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["thread", "id"]),
            models.Index(fields=["input_at"], condition=models.Q(input_at__isnull=False), name="comments_as_input"),
        ]


class Follower(Row):
    """Somebody wants to hear what happens in a thread."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="followers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["thread", "person"], name="follower_once")]


class Guest(Row):
    """Somebody from outside the group is let in on one thing, for instance legal called in for an agenda item."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="guests")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["thread", "person"], name="guest_once")]


class Contribution(Row):
    """What somebody gave, credited by a decision or a change. `given` and `credited_by` are keys of the rooms above."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contributions")
    kind = WordField(Given)
    given = models.BigIntegerField()  # the key of the insight, topic, note or comment
    credited_by_kind = models.CharField(max_length=30)
    credited_by = models.BigIntegerField()
    credited_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "given", "person", "credited_by_kind", "credited_by"], name="credited_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "-credited_at"]),
            models.Index(fields=["credited_by_kind", "credited_by"]),
            models.Index(fields=["credited_by_kind", "credited_at"], name="credits_of_a_time"),
        ]


class Sealed(Row):
    """What somebody wrote without a name: no person, no moment, no number that counts up.

    `browser` is the hash of a secret that only the writing browser holds, so that it writes no more than a few; when
    all are shown they are written anew in random order, and it is forgotten. Each room has a table of its own.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    words = models.TextField()
    browser = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - unique while there is one

    class Meta:
        abstract = True
        ordering: ClassVar = ["key"]
