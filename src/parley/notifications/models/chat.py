"""Tables of chat: whose account is whose, which channel hears of what, and what was posted there."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from parley.groups.models import Area
from parley.ledger.models import Entry, Row, WordField
from parley.notifications.terms.chat import PostState
from parley.people.models import Person


class ChatAccount(Row):
    """Somebody's account in Slack, once they have proved it there by a code; until then, the code as a hash."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="chat_account")
    slack_id = models.CharField(max_length=40, null=True, unique=True)  # noqa: DJ001 - none until it is linked
    linked_at = models.DateTimeField(null=True)
    code_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - as above
    code_until = models.DateTimeField(null=True)


class ChatForm(Row):
    """A form that somebody sent in Slack, and what came of it: sent again, it makes nothing twice."""

    name = models.CharField(max_length=80, unique=True)  # as Slack names it
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    made_kind = models.CharField(max_length=30)
    made_key = models.BigIntegerField()
    at = models.DateTimeField()


class Channel(Row):
    """A channel in Slack that hears of an area, or of what everybody in the company may see, while nobody ended it."""

    slack_id = models.CharField(max_length=40)
    name = models.CharField(max_length=100)
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")  # none: of the company
    tied_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    tied_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["slack_id"], condition=Q(ended_at=None), name="channel_tied_once")
        ]


class ChannelPost(models.Model):
    """One message in a channel. Work and its log, as a delivery: no Row."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="posts")
    name = models.CharField(max_length=40, unique=True)  # travels with the message, so that it is found again
    state = WordField(PostState, default=PostState.BEGUN)
    stamp = models.CharField(max_length=40, blank=True)  # by which Slack knows the message
    says = models.CharField(max_length=64, blank=True)  # a hash of what it says
    began_at = models.DateTimeField()
    posted_at = models.DateTimeField(null=True)
    look_at = models.DateTimeField(null=True)  # when it is to be sent, or looked at again; none: nothing is to be done
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["look_at"], condition=Q(look_at__isnull=False), name="posts_to_look_at"),
            models.Index(fields=["channel", "state"]),
            models.Index(fields=["state", "began_at"]),
        ]


class PostedNews(models.Model):
    """An entry that a channel is told of: what it is about, and in which message, once there is one."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="+", db_index=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    about_kind = models.CharField(max_length=30)
    about_key = models.BigIntegerField()
    happened_at = models.DateTimeField()
    post = models.ForeignKey(ChannelPost, null=True, on_delete=models.CASCADE, related_name="news")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["channel", "entry"], name="channel_told_once")]
        indexes: ClassVar = [
            models.Index(fields=["about_kind", "about_key"], name="news_about"),
            models.Index(fields=["channel", "id"], condition=Q(post__isnull=True), name="news_to_post"),
        ]
