"""Tables of disclosure: words that may be said, overrides, what was told to whom, and what has to be corrected."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from parley.clients.models import Client
from parley.disclosure.terms import Closing, Ending, Means, NoLonger, Told
from parley.kernel.spans import Grain
from parley.ledger.models import Row, WordField
from parley.people.models import Person, Region
from parley.roadmap.models import Initiative
from parley.roadmap.terms import Confidence


class TalkTrack(Row):
    """The words that may be said about an initiative, until a day: a draft, then in force, then ended."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="talk_tracks")
    name = models.CharField(max_length=120)  # what clients know it as
    whom = WordField(Told)
    expires_on = models.DateField()  # the last day
    drafted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)  # by product marketing
    legal_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    legal_at = models.DateTimeField(null=True)
    in_force_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ending: WordField[Ending | None] = WordField(Ending, null=True)
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["initiative"], condition=Q(in_force_at=None, ended_at=None), name="one_draft_each"
            ),
            models.UniqueConstraint(
                fields=["initiative"], condition=Q(in_force_at__isnull=False, ended_at=None), name="one_in_force_each"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["expires_on"], condition=Q(ended_at=None), name="talk_track_ends"),
        ]

    def __str__(self) -> str:
        return self.name


class TrackWords(Row):
    """The words of a talk track for one region, or for every region without its own; the promise they make."""

    track = models.ForeignKey(TalkTrack, on_delete=models.CASCADE, related_name="words")
    region = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    window_first = models.DateField(null=True)
    window_last = models.DateField(null=True)
    confidence: WordField[Confidence | None] = WordField(Confidence, null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["track", "region"], name="track_words_once")]


class TrackClient(Row):
    """A client to whom the words of a talk track may be said."""

    track = models.ForeignKey(TalkTrack, on_delete=models.CASCADE, related_name="clients")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["track", "client"], name="track_client_once")]


class TellingOverride(Row):
    """Words may go further than stage and group allow, by a named person, with a reason, perhaps until a day."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="telling_overrides")
    whom = WordField(Told)
    finest: WordField[Grain | None] = WordField(Grain, null=True)
    reason = models.TextField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    until = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative"], condition=Q(ended_at=None), name="one_telling_override_each")
        ]


class Statement(Row):
    """Somebody told a client something about an initiative: the words and the promise in them, as they were said."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="statements", db_index=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="statements", db_index=False)
    track = models.ForeignKey(TalkTrack, null=True, on_delete=models.PROTECT, related_name="statements")  # else freely
    name = models.CharField(max_length=120)  # what the client heard it called
    text = models.TextField()
    window_first = models.DateField(null=True)
    window_last = models.DateField(null=True)
    confidence: WordField[Confidence | None] = WordField(Confidence, null=True)
    told_on = models.DateField()
    to_whom = models.CharField(max_length=200, blank=True)
    means = WordField(Means)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    logged_at = models.DateTimeField()
    latest = models.BooleanField(default=True)  # nothing was told to this client about it on a later day
    lost = models.BooleanField(default=False)  # its words were withdrawn, or narrowed to other clients
    source = models.CharField(max_length=40, default="parley")
    key = models.CharField(max_length=120, null=True)  # noqa: DJ001 - null where it was logged before keys were given

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "client"], condition=Q(latest=True), name="latest_statement"),
            models.UniqueConstraint(fields=["source", "key"], name="statement_identity"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "-told_on"], name="told_to_client"),
            models.Index(fields=["initiative", "-told_on"], name="told_of_initiative"),
        ]


class ToldPromise(Row):
    """A window and a confidence that clients were told of an initiative: one row, however many were told it.

    It is frozen as it was first told, which is what it is held against; see decision 50.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="promises", db_index=False)
    window_first = models.DateField()
    window_last = models.DateField()
    confidence = WordField(Confidence)
    told_on = models.DateField()  # to the first client

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["initiative", "window_last", "window_first", "confidence"], name="told_promise_once"
            )
        ]


class Errand(Row):
    """A client has to hear something, and somebody sees to that until the end. Who, is asked of the client's people."""

    opened_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    took_days = models.PositiveIntegerField(null=True)  # whole days from opening to closing
    closing: WordField[Closing | None] = WordField(Closing, null=True)
    closed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    because = models.TextField(blank=True)

    class Meta:
        abstract = True


class Correction(Errand):
    """A client has to be told that a statement no longer holds."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="corrections")
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="corrections", db_index=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="corrections")
    faults = models.JSONField()  # why it no longer holds: pairs of a word and days, the weightiest first
    why = WordField(NoLonger)
    days = models.PositiveIntegerField(default=0)
    text = models.TextField()  # the drafted words
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["initiative", "client"], condition=Q(closed_at=None), name="one_open_correction"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["initiative", "closed_at"], name="corrections_of"),
            models.Index(fields=["client"], condition=Q(closed_at=None), name="open_corrections"),
        ]


class ShareLink(Row):
    """A link by which a named client reads a share card without signing in: kept hashed, with its last day."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="share_links", db_index=False)
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_on = models.DateField()  # the last day, of the last of its words
    ended_at = models.DateTimeField(null=True)  # it was revoked
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    views = models.PositiveIntegerField(default=0)
    viewed_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["client", "-made_at"], name="share_links_of")]


class SharedStatement(Row):
    """What a link shows, as long as these words hold: giving the link was the statement."""

    link = models.ForeignKey(ShareLink, on_delete=models.CASCADE, related_name="shared")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["link", "statement"], name="shared_once")]


class ShareVisit(Row):
    """A visit to a link that was counted, by the hash of what the browser called it; thrown away after a day."""

    link = models.ForeignKey(ShareLink, on_delete=models.CASCADE, related_name="visits")
    visit_hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["link", "visit_hash"], name="visit_once")]
