"""Tables of notifications: what somebody was told and whether they have seen it, and where they read what waits."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from parley.ledger.models import Entry, Row
from parley.people.models import Person


class Notice(Row):
    """Somebody is told of an entry of the ledger. The sentence is made when it is read, from what they may see then."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=30)  # why they are told: credited, brought, follows, asked, owns
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mail_after = models.DateTimeField(null=True)  # it is mailed at once, not before this moment; none: the digest's
    mailed_at = models.DateTimeField(null=True)  # when it was put into a mail of whatever kind, or a digest had gone

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "entry"], name="told_once")]
        indexes: ClassVar = [
            models.Index(fields=["person", "read_at", "-told_at"]),
            models.Index(
                fields=["person", "mail_after"],
                condition=Q(mail_after__isnull=False, mailed_at__isnull=True, read_at__isnull=True),
                name="news_to_mail",
            ),
        ]


class WaitingFeed(Row):
    """The secret of the addresses by which other programs read what waits for somebody: a feed, and a calendar."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="waiting_feed")
    seed = models.CharField(max_length=64)  # with the installation's secret key it makes the token, kept as a hash
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
