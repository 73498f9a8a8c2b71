"""Seeing channels: what each hears of, what was posted there, and what is owed to them. Who may look, screens ask."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Q, QuerySet

from parley.ledger.terms import Ref
from parley.notifications.models.chat import Channel, ChannelPost, ChatAccount, PostedNews
from parley.notifications.rules.chat import gathered
from parley.notifications.terms.chat import PostState
from parley.people.models import Person
from parley.people.terms import Viewer

A_LOOK = 200  # pieces of news of one channel that are put together at once


def account_of(person: int) -> ChatAccount | None:
    """Give somebody's account in the chat, or the code they asked for; none when there is neither."""
    return ChatAccount.objects.filter(person=person).first()


def person_in_chat(slack_id: str) -> Person | None:
    """Give whose account it is; none for one that is not linked, and for a leaver's."""
    rows = ChatAccount.objects.filter(slack_id=slack_id, person__left_on=None)
    row = rows.select_related("person__function", "person__region").first()
    return row.person if row else None


def people_in_chat(slack_ids: set[str]) -> dict[str, int]:
    """Give the keys of those people, by their accounts, who are linked and have not left."""
    rows = ChatAccount.objects.exclude(slack_id=None).filter(person__left_on=None)
    found: dict[str, int] = {}
    names = sorted(slack_ids)
    for n in range(0, len(names), 500):
        found |= dict(rows.filter(slack_id__in=names[n : n + 500]).values_list("slack_id", "person"))
    return found


def all_among(viewers: QuerySet[Person], people: frozenset[int]) -> bool:
    """Say whether all of some people are among the viewers of a thing."""
    keys = sorted(people)
    parts = (keys[n : n + 500] for n in range(0, len(keys), 500))
    return all(viewers.filter(pk__in=part).order_by().values("pk").distinct().count() == len(part) for part in parts)


def channels_listed(viewer: Viewer, area: int | None = None) -> QuerySet[Channel]:
    """List the channels that hear of something the viewer keeps, perhaps of one area, with how many messages failed."""
    rows = Channel.objects.filter(ended_at=None).select_related("area", "tied_by").order_by("name", "pk")
    if not viewer.operations:
        rows = rows.filter(area__in=viewer.facilitates)
    if area is not None:
        rows = rows.filter(area=area)
    counted: QuerySet[Channel] = rows.annotate(
        failed=Count("posts", filter=Q(posts__state=PostState.FAILED)), last=Max("posts__posted_at")
    )
    return counted


def channel_seen(viewer: Viewer, key: int) -> Channel | None:
    """Give one channel that the viewer keeps and nobody ended."""
    return channels_listed(viewer).filter(pk=key).first()


def posts_of(channel: int) -> QuerySet[ChannelPost]:
    """List what was posted in a channel or was not, the newest first, with its news."""
    return ChannelPost.objects.filter(channel=channel).prefetch_related("news__entry").order_by("-pk")


def post_seen(channel: int, key: int) -> ChannelPost | None:
    """Give one message of a channel."""
    return ChannelPost.objects.filter(channel=channel, pk=key).select_related("channel").first()


def area_of_channel(slack_id: str) -> int | None:
    """Give the area of which a channel hears; none for one of the company, or of nothing."""
    rows = Channel.objects.filter(slack_id=slack_id, ended_at=None)
    return rows.values_list("area", flat=True).first()


def channels_hearing(area: int) -> list[int]:
    """Give the channels that hear of an area: its own, and those of the company."""
    rows = Channel.objects.filter(Q(area=area) | Q(area=None), ended_at=None)
    return list(rows.order_by("pk").values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class News:
    """An entry that a channel is told of."""

    key: int
    entry: int
    about: Ref


@dataclass(frozen=True, slots=True)
class Due:
    """A message to see to: `post` is none for what waits and is in no message yet; `slack_id` names its channel."""

    channel: int
    slack_id: str
    news: tuple[News, ...]
    post: ChannelPost | None


def next_due(at: datetime) -> Due | None:
    """Give the message to be seen to next: one that was begun or is to be looked at, else what waits longest."""
    post = ChannelPost.objects.filter(look_at__lte=at).select_related("channel").order_by("look_at", "pk").first()
    if post is not None:
        return Due(post.channel_id, post.channel.slack_id, _news(PostedNews.objects.filter(post=post)), post)
    first = PostedNews.objects.filter(post=None).select_related("channel").order_by("pk").first()
    if first is None:
        return None
    waiting = _news(PostedNews.objects.filter(post=None, channel=first.channel_id)[:A_LOOK])
    together = gathered([(each.about, each) for each in waiting])[0]
    return Due(first.channel_id, first.channel.slack_id, tuple(together), None)


def _news(rows: QuerySet[PostedNews]) -> tuple[News, ...]:
    facts = rows.order_by("pk") if not rows.query.is_sliced else rows
    return tuple(News(each.pk, each.entry_id, Ref(each.about_kind, each.about_key)) for each in facts)


@dataclass(frozen=True, slots=True)
class Owed:
    """What is owed to channels: how many messages, and since when."""

    count: int
    since: datetime | None


def owed() -> Owed:
    """Say how much waits for channels. Two queries, by the indexes of what waits."""
    news = PostedNews.objects.filter(post=None).aggregate(count=Count("pk"), since=Min("happened_at"))
    begun = ChannelPost.objects.filter(state=PostState.BEGUN).aggregate(count=Count("pk"), since=Min("began_at"))
    since = [each["since"] for each in (news, begun) if each["since"]]
    return Owed(news["count"] + begun["count"], min(since, default=None))


def is_owed(at: datetime) -> bool:
    """Say whether anything is to be seen to now."""
    return next_due(at) is not None


def channels_in_trouble() -> QuerySet[Channel]:
    """List the channels of which Slack took some message not, with how many those are."""
    rows = Channel.objects.filter(ended_at=None).annotate(
        failed=Count("posts", filter=Q(posts__state=PostState.FAILED))
    )
    found: QuerySet[Channel] = rows.filter(failed__gt=0).order_by("name", "pk")
    return found
