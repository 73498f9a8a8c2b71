"""A plain model of who is sent which digest when, beside `weeks.py`; it knows nothing of how that is done."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tests.notifications.weeks import WORDS, Plain, Story

if TYPE_CHECKING:
    from django.core.mail import EmailMessage

HOUR = timedelta(hours=1)
ANSWERS = {"facilitates", "keeps", "decides"}  # for whom an open topic waits
MORE = re.compile(r"(- )?and (\d+) more")
SPOKEN = re.compile(r"- .+ (?:wrote|named you in|named .+ in) (\d+) comments\. The first: “.+” \(.+\)")


@dataclass
class Sent:
    """One digest under way: when it was due, and once it was sent for the first time what it told."""

    due: datetime
    at: datetime | None = None
    key: str = ""
    waits: set[str] = field(default_factory=set)
    stories: list[Story] = field(default_factory=list)


@dataclass
class Post:
    """When somebody's digest comes, and what they were told by the last."""

    zone: str
    days: Collection[int]
    hour: int
    due: datetime
    waited: set[str] = field(default_factory=set)
    sent: Sent | None = None

    def next_after(self, at: datetime) -> datetime:
        there = at.astimezone(ZoneInfo(self.zone)).date()
        days = [there + timedelta(days=n) for n in range(9)]
        hours = [datetime.combine(day, time(self.hour), ZoneInfo(self.zone)) for day in days]
        return min(each for each in hours if each > at and each.weekday() in self.days)


@dataclass
class Read:
    """What somebody reads in a digest."""

    waits: set[str] = field(default_factory=set)
    became: set[str] = field(default_factory=set)
    lines: Counter[str] = field(default_factory=Counter)
    more: int = 0  # things that are not shown

    @classmethod
    def of(cls, body: str, titles: Collection[str]) -> "Read":
        read, title = cls(), ""
        head, _, rest = body.partition("What else is new")
        for each in titles:
            if f"- Answer {each}\n" in head:
                read.waits.add(each)
            if f"Your topic {each} has its answer" in head:
                read.became.add(each)
        for line in rest.partition("\n-- \n")[0].splitlines():
            more = MORE.fullmatch(line)
            if line in titles:
                title = line
            elif more and not more[1]:
                read.more = int(more[2])
            elif line.startswith("- "):
                several = SPOKEN.fullmatch(line)
                read.lines[title] += int(more[2]) if more else int(several[1]) if several else 1
        return read


@dataclass
class Digests:
    """Everybody's digests."""

    plain: Plain
    posts: dict[int, Post] = field(default_factory=dict)
    open: set[int] = field(default_factory=set)  # topics that have no answer yet

    def choose(self, person: int, days: Collection[int], hour: int, at: datetime) -> None:
        post = self.posts.get(person) or Post(self.plain.rests[person].zone, days, hour, at)
        post.days, post.hour = days, hour
        post.due = post.next_after(at)
        self.posts[person] = post

    def new_to(self, person: int) -> list[Story]:
        stories = self.plain.told.get(person, {}).values()
        return [each for each in stories if not each.mailed and not each.mail and self.plain.may_hear(person, each)]

    def waits_for(self, person: int) -> set[str]:
        answers = self.plain.places[person] & ANSWERS
        return {self.plain.titles[each] for each in self.open} if answers else set()

    def is_away(self, person: int, at: datetime) -> bool:
        rest = self.plain.rests[person]
        there = at.astimezone(ZoneInfo(rest.zone)).date()
        return bool(rest.away and rest.away[0] <= there <= rest.away[1])

    def arrived(self, person: int, mails: "list[EmailMessage]", at: datetime, *, unfinished: bool) -> int:
        """Compare the digests that just came to somebody with what should have come; give how many were new.

        `unfinished`: one is not known to have gone, or waits until its reader is left in peace no more.
        """
        post = self.posts.get(person)
        if post is None:
            assert not mails, "they chose none"
            return 0
        if post.due <= at:
            due, post.due = post.due, post.next_after(at)
            if post.sent is None and not self.is_away(person, at):
                post.sent = Sent(due)
        sent = post.sent
        if sent is None:
            assert not mails, f"to {person}: none was due"
            return 0
        if mails:
            rests = self.plain.rests[person].holds(at)
            assert not rests or at <= sent.due + HOUR, "they were left in peace, and that was not the hour they chose"
        if sent.at:
            return self._again(person, post, sent, mails, unfinished=unfinished)
        return self._first(person, post, sent, mails, at, unfinished=unfinished)

    def _first(
        self, person: int, post: Post, sent: Sent, mails: "list[EmailMessage]", at: datetime, *, unfinished: bool
    ) -> int:
        if unfinished and not mails:
            rested = self.plain.rested.get(person)
            assert at > sent.due + HOUR, "it was in time"
            assert rested, "nobody left them in peace"
            assert at - rested <= HOUR, "nobody leaves them in peace any more"
            return 0
        stories, waits = self.new_to(person), self.waits_for(person)
        if self.is_away(person, at) or not (stories or waits - post.waited):
            assert not mails, f"to {person}: nothing was new: {mails[0].body}"
            post.sent = None
            return 0
        assert len(mails) == 1, f"to {person}: {[each.words for each in stories]} {waits - post.waited} at {at}"
        sent.at, sent.key = at, mails[0].extra_headers["Message-ID"]
        sent.stories, sent.waits = stories, waits
        self._compare(person, mails[0], stories, waits)
        if not unfinished:
            self._over(post, sent, stories, waits)
        return 1

    def _again(self, person: int, post: Post, sent: Sent, mails: "list[EmailMessage]", *, unfinished: bool) -> int:
        stories = [each for each in sent.stories if self.plain.may_hear(person, each)]
        waits = sent.waits & self.waits_for(person)
        for each in mails:
            assert each.extra_headers["Message-ID"] == sent.key, "two at once"
            self._compare(person, each, stories, waits)
        if not unfinished:
            assert bool(mails) is bool(stories or waits - post.waited)
            self._over(post, sent, stories, waits if mails else post.waited)
        return 0

    def _over(self, post: Post, sent: Sent, stories: list[Story], waits: set[str]) -> None:
        assert sent.at
        for each in stories:
            each.mail = sent.key
        post.waited, post.sent, post.due = waits, None, post.next_after(sent.at)

    def _compare(self, person: int, mail: "EmailMessage", stories: list[Story], waits: set[str]) -> None:
        titles = self.plain.titles
        read = Read.of(str(mail.body), titles.values())
        became = {titles[each.topic] for each in stories if each.answers}
        lines = Counter(titles[each.topic] for each in stories)
        for each in became:
            del lines[each]
        assert set(WORDS.findall(str(mail.body))) <= {each.words for each in stories}, f"to {person}"
        assert read.became == became
        assert read.waits <= waits
        assert len(read.waits) == min(len(waits), 5)
        assert set(read.lines.items()) <= set(lines.items()), f"to {person}"
        assert len(read.lines) + read.more == len(lines), f"to {person}"
