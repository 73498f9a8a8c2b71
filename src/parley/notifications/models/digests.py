"""Tables of digests: what somebody chose of their mails, and the links that turn mails off."""

from typing import ClassVar

from django.db import models

from parley.ledger.models import Row, WordField
from parley.notifications.terms.digests import Rhythm, Stops, Times
from parley.people.models import Person


class MailChoice(Row):
    """Which mails somebody gets and when their next digest is due; there is none of whoever never was in a group."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="mail_choice")
    rhythm = WordField(Rhythm)
    weekdays = models.CharField(max_length=7, blank=True)  # their digits, as `date.weekday` counts
    hour = models.PositiveSmallIntegerField(default=8)
    news = models.BooleanField(default=True)  # what cannot wait is mailed at once
    minutes = models.BooleanField(default=True)
    chosen_at = models.DateTimeField(null=True)  # unset while it is as it came: then it ends with their last group
    next_at = models.DateTimeField(null=True)
    told_until = models.DateTimeField(null=True)  # what happened before that was in a digest
    waited = models.JSONField(default=list)  # what waited then, as “kind:key”

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["next_at"], condition=models.Q(next_at__isnull=False), name="digests_due"),
        ]

    @property
    def times(self) -> Times:
        """When the digest comes."""
        return Times(self.rhythm, tuple(int(each) for each in self.weekdays), self.hour)

    def is_off(self, stops: Stops) -> bool:
        """Whether a kind of mail is turned off."""
        if stops is Stops.DIGEST:
            return self.rhythm is Rhythm.NEVER
        return not (self.news if stops is Stops.NEWS else self.minutes)


class StopLink(Row):
    """The link of one mail that turns its kind off: 256 bits, kept hashed, used up by confirming alone."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    stops = WordField(Stops)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)
