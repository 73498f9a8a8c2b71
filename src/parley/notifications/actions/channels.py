"""Changing channels: which hears of what, and doing what is owed to them, one message after another."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from parley.groups.queries import acting
from parley.kernel.refusals import Refused
from parley.ledger.door import action, enqueue, record
from parley.ledger.terms import Actor, Ref
from parley.notifications.events.chat import ChannelEnded, ChannelTied, PostTriedAgain
from parley.notifications.models.chat import Channel, ChannelPost, PostedNews
from parley.notifications.queries.channels import channels_hearing
from parley.notifications.rules.chat import must_be_fit, must_tie
from parley.notifications.terms.chat import KEPT_DAYS, WATCHED_DAYS, PostState, There
from parley.people.models import Person

if TYPE_CHECKING:
    from parley.groups.models import Area
    from parley.ledger.queries import Told

LETTERS = 500  # of a trouble
WORK = "post_to_chat"  # the one piece of work in which all channels get what they are owed


@action
def tie_channel(*, there: There | None, reads: bool, area: "Area | None", actor: Person, at: datetime) -> Channel:
    """Let a channel hear of an area, or with none of what the whole company may see. Raises Refused.

    `there` is the channel as Slack knows it, none where the app is not in it; `reads`: the actor is in it.
    """
    must_tie(acting(actor), area.pk if area else None)
    fit = must_be_fit(there, reads=reads)
    if Channel.objects.select_for_update().filter(slack_id=fit.slack_id, ended_at=None).exists():
        raise Refused(f"#{fit.name} hears of something already. End that first.", field="channel")
    row = Channel.objects.create(slack_id=fit.slack_id, name=fit.name, area=area, tied_by=actor, tied_at=at)
    record(ChannelTied(channel=row.pk, area=area.pk if area else None))
    return row


@action
def end_channel(*, channel: Channel, actor: Actor, at: datetime) -> None:
    """Let a channel hear of nothing new. What was posted stays, and is still taken back when it has to be."""
    must_tie(acting(actor), channel.area_id)
    row = Channel.objects.select_for_update().filter(pk=channel.pk, ended_at=None).first()
    if row is None:
        raise Refused("This channel hears of nothing any more. Look at the list again.")
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    PostedNews.objects.filter(channel=row, post=None).delete()
    record(ChannelEnded(channel=row.pk, area=row.area_id))


@action
def plan_posts(*, told: "Told", about: Ref, area: int, actor: Actor, at: datetime) -> int:
    """Write down which channels are to be told of an entry, once each; how many those are."""
    channels = channels_hearing(area)
    rows = [
        PostedNews(channel_id=each, entry_id=told.entry, about_kind=about.kind, about_key=about.key, happened_at=at)
        for each in channels
    ]
    PostedNews.objects.bulk_create(rows, ignore_conflicts=True)
    return len(channels)


@action
def look_again(*, about: Collection[Ref], actor: Actor, at: datetime) -> int:
    """Have what was posted of some things looked at again: whether it may be shown still, and says what is so."""
    found = 0
    for ref in about:
        of = PostedNews.objects.filter(about_kind=ref.kind, about_key=ref.key).exclude(post=None).values("post")
        found += ChannelPost.objects.filter(pk__in=of, state=PostState.POSTED).update(look_at=at)
    return found


@action
def look_again_in(*, slack_id: str, actor: Actor, at: datetime) -> int:
    """Have all that was posted in a channel looked at again: who reads it has changed."""
    found = ChannelPost.objects.filter(channel__slack_id=slack_id, state=PostState.POSTED).update(look_at=at)
    if found:
        enqueue(WORK, unique_key=WORK)
    return found


@action
def look_again_at_all(*, actor: Actor, at: datetime) -> int:
    """Have all that was posted in the last WATCHED_DAYS looked at again."""
    since = at - timedelta(days=WATCHED_DAYS)
    return ChannelPost.objects.filter(state=PostState.POSTED, began_at__gt=since).update(look_at=at)


@action
def begin_post(
    *, channel: int, news: Sequence[int], state: PostState, trouble: str = "", actor: Actor, at: datetime
) -> ChannelPost:
    """Make a message of what waits for a channel: to be handed to Slack now, or not at all."""
    begun = state is PostState.BEGUN
    row = ChannelPost.objects.create(
        channel_id=channel, name=secrets.token_hex(16), state=state, began_at=at, look_at=at if begun else None,
        trouble=trouble[:LETTERS],
    )  # fmt: skip
    PostedNews.objects.filter(pk__in=list(news), post=None).update(post=row)
    return row


@action
def note_posted(*, post: int, stamp: str, says: str, actor: Actor, at: datetime) -> None:
    """Note that Slack has a message. Without what it says, it is looked at again at once."""
    facts = {"stamp": stamp, "says": says, "look_at": None if says else at, "trouble": ""}
    ChannelPost.objects.filter(pk=post).update(state=PostState.POSTED, posted_at=at, **facts)


@action
def note_looked(*, post: int, says: str, actor: Actor, at: datetime) -> None:
    """Note that what was posted says what is so, unless somebody asked for another look meanwhile."""
    ChannelPost.objects.filter(pk=post, look_at__lte=at).update(says=says, look_at=None, trouble="")


@action
def note_taken_back(*, post: int, actor: Actor, at: datetime) -> None:
    """Note that what was posted is there no more."""
    ChannelPost.objects.filter(pk=post).update(state=PostState.TAKEN_BACK, says="", look_at=None, trouble="")


@action
def note_trouble(*, post: int, trouble: str, look_at: datetime | None, actor: Actor, at: datetime) -> None:
    """Note why Slack did not take something, and when it is tried again; with no moment, a new message has failed."""
    row = ChannelPost.objects.select_for_update().get(pk=post)
    row.trouble, row.look_at, row.tries = trouble[:LETTERS], look_at, min(row.tries + 1, 30_000)
    if look_at is None and row.state is PostState.BEGUN:
        row.state = PostState.FAILED
    row.save(update_fields=["trouble", "look_at", "tries", "state"])


@action
def try_post_again(*, post: ChannelPost, actor: Actor, at: datetime) -> None:
    """Let a message that Slack did not take be tried again. Raises Refused for one that did not fail."""
    must_tie(acting(actor), post.channel.area_id)
    waiting = {"state": PostState.BEGUN, "look_at": at}
    if not ChannelPost.objects.filter(pk=post.pk, state=PostState.FAILED).update(**waiting):
        raise Refused("This message did not fail, or is tried again already. Look at the list again.")
    enqueue(WORK, unique_key=WORK)
    record(PostTriedAgain(channel=post.channel_id))


@action
def forget_posts(*, actor: Actor, at: datetime) -> int:
    """Forget, after KEPT_DAYS, messages that were never posted or are there no more; how many."""
    done = (PostState.TAKEN_BACK, PostState.DROPPED, PostState.FAILED)
    old = ChannelPost.objects.filter(state__in=done, began_at__lt=at - timedelta(days=KEPT_DAYS))
    gone: int = old.delete()[0]
    return gone
