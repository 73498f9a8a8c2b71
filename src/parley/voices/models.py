"""Tables of voices: threads, comments and what belongs to them, credits. The owning row holds the key to its thread."""

import uuid
from typing import ClassVar

from django.db import models

from parley.groups.models import Area
from parley.ledger.models import Row, WordField
from parley.people.models import Person
from parley.voices.terms import FileKind, Given, ReactionKind


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
    edits = models.PositiveIntegerField(default=0)  # how often its author changed the words

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["thread", "id"]),
            models.Index(fields=["input_at"], condition=models.Q(input_at__isnull=False), name="comments_as_input"),
        ]


class EarlierWords(Row):
    """What a comment said until its author changed it; gone when it is taken back."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="earlier")
    text = models.TextField()
    until = models.DateTimeField()


class Reaction(Row):
    """What somebody says to a comment in a word."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reactions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = WordField(ReactionKind)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["comment", "person", "kind"], name="reacted_once")]


class Mention(Row):
    """A comment names somebody, or a group, who may see the thing. `written` is how it names them, after the @."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    written = models.CharField(max_length=254)
    made_at = models.DateTimeField()  # when it was said, or added by a change

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["comment", "written"], name="mentioned_once"),
            models.CheckConstraint(
                condition=models.Q(person=None, area__isnull=False) | models.Q(person__isnull=False, area=None),
                name="mentions_one",
            ),
        ]


class TakenFurther(Row):
    """A topic or an insight came of a comment. `into` is the key of a row of a room above."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="taken_further")
    into_kind = models.CharField(max_length=30)
    into = models.BigIntegerField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["into_kind", "into", "comment"], name="taken_further_once")
        ]


class Bookmark(Row):
    """How far somebody has read in a thread, and what they began to write there. Nobody else sees it."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="bookmarks")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    read_to = models.BigIntegerField(default=0)  # the key of a comment
    draft = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["thread", "person"], name="bookmark_once")]


class Attachment(Row):
    """A picture or PDF in a thread, with what was said there, or by itself. What it is stands here; see its content.

    What was removed keeps its row, without its name and content.
    """

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="attachments")
    comment = models.ForeignKey(Comment, null=True, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=100, blank=True)
    kind = WordField(FileKind)
    size = models.PositiveIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(default=0)  # pixels of a picture
    height = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)  # of a PDF
    added_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")  # none: a client
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)


class AttachmentContent(Row):
    """The bytes of an attachment, in a table of their own: what lists attachments never reads them."""

    attachment = models.OneToOneField(Attachment, primary_key=True, on_delete=models.CASCADE, related_name="content")
    whole = models.BinaryField()
    preview = models.BinaryField()  # of a picture; else empty


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
