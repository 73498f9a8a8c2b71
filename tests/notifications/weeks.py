"""A plain model of who hears what and when, written from what the issue asks; it knows nothing of how that is done."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from parley.notifications.terms import Level

if TYPE_CHECKING:
    from django.core.mail import EmailMessage

INSIDE = {"facilitates", "keeps", "core", "decides"}
USUAL = [("facilitates", Level.EVERYTHING), ("keeps", Level.EVERYTHING), ("core", Level.CONCERNS),
         ("decides", Level.DECISIONS), ("on_call", Level.NOTHING)]  # fmt: skip
PLACE = 0  # the key of what is news of a place in the group
FEW_MINUTES = timedelta(minutes=5)
WORDS = re.compile(r"word-\d+-")


@dataclass
class Story:
    """One piece of news for one person."""

    words: str
    topic: int  # or the initiative
    told_at: datetime
    mailed: bool  # whether it is to be mailed at once; else it is for the digest
    answers: bool = False  # it is the answer to what they brought
    read: bool = False
    gone: bool = False  # the words were taken back
    mail: str = ""  # the Message-ID of the mail it went into, or of the digest
    dropped: bool = False  # it was out of sight when its mail went


@dataclass
class Rest:
    """When somebody is left in peace."""

    zone: str
    first: time = time(0)
    until: time = time(0)
    away: tuple[date, date] | None = None

    def holds(self, at: datetime) -> bool:
        there = at.astimezone(ZoneInfo(self.zone))
        if self.away and self.away[0] <= there.date() <= self.away[1]:
            return True
        hour = there.time()
        if self.first <= self.until:
            return self.first <= hour < self.until
        return hour >= self.first or hour < self.until


@dataclass
class Plain:
    """What everybody is, wants and was told."""

    places: dict[int, set[str]] = field(default_factory=dict)
    operations: set[int] = field(default_factory=set)
    rests: dict[int, Rest] = field(default_factory=dict)
    of_group: dict[int, Level] = field(default_factory=dict)
    of_topic: dict[tuple[int, int], Level] = field(default_factory=dict)
    follows: set[tuple[int, int]] = field(default_factory=set)
    brought: dict[int, int] = field(default_factory=dict)
    supports: set[tuple[int, int]] = field(default_factory=set)
    told: dict[int, dict[str, Story]] = field(default_factory=dict)
    rested: dict[int, datetime] = field(default_factory=dict)  # when they were last seen to be left in peace
    titles: dict[int, str] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)  # initiatives that only their product people and the decider see
    digest_only: set[int] = field(default_factory=set)  # people who turned news by mail off

    def sees(self, person: int, topic: int) -> bool:
        if topic == PLACE:
            return True
        if topic in self.hidden:
            return bool(self.places[person] & {"keeps", "decides"}) or person in self.operations
        inside = bool(self.places[person] & INSIDE) or person in self.operations
        return inside or self.brought[topic] == person or (person, topic) in self.supports

    def reason(self, kind: str, person: int, topic: int, named: int = 0) -> str:
        """Why somebody would hear of it; nothing when there is no reason."""
        if person == named:
            return "named"
        asked = self.of_group.get(person, Level.NOTHING) is not Level.NOTHING
        if kind != "brought" and self.brought[topic] == person:
            return "theirs"
        if kind == "answered" and (person, topic) in self.supports:
            return "supports"
        if kind != "brought" and (person, topic) in self.follows:
            return "follows"
        return "group" if self.places[person] & INSIDE or asked else ""

    def hears(self, person: int, topic: int, reason: str) -> tuple[Level, bool]:
        """How much they hear of the topic, and whether they said so."""
        said = self.of_topic.get((person, topic)) or self.of_group.get(person)
        if said:
            return said, True
        for place, level in USUAL:
            if place in self.places[person]:
                return level, False
        return (Level.EVERYTHING if reason == "follows" else Level.CONCERNS), False

    def happened(self, kind: str, actor: int, topic: int, words: str, at: datetime, *, named: int = 0) -> set[int]:
        """Note that something was said, answered, brought or planned anew; give who is told."""
        told = set()
        for person in self.places:
            reason = self.reason(kind, person, topic, named)
            if person == actor or not reason or not self.sees(person, topic):
                continue
            level, chosen = self.hears(person, topic, reason)
            theirs = reason == "theirs"
            answer = kind == "answered" and theirs
            concerns = level is Level.EVERYTHING or (level is Level.CONCERNS and reason != "group")
            if not answer and not concerns and reason != "named":
                continue
            everything = reason == "follows" and chosen and level is Level.EVERYTHING
            mailed = answer or reason == "named" or (kind == "said" and (theirs or everything))
            mailed = mailed and person not in self.digest_only
            self.told.setdefault(person, {})[words] = Story(words, topic, at, mailed, answer)
            told.add(person)
        return told

    def read(self, person: int, topic: int | None = None) -> None:
        for story in self.told.get(person, {}).values():
            if topic in (None, story.topic):
                story.read = True

    def was_given_a_place(self, person: int, words: str, at: datetime) -> None:
        self.told.setdefault(person, {})[words] = Story(words, PLACE, at, mailed=False)

    def took_back(self, words: str) -> None:
        for stories in self.told.values():
            if words in stories:
                stories[words].gone = True

    def may_hear(self, person: int, story: Story) -> bool:
        """Whether it is still news to them that they may have."""
        return self.sees(person, story.topic) and not story.gone and not story.read

    def waiting(self, person: int) -> list[Story]:
        stories = self.told.get(person, {}).values()
        return [each for each in stories if each.mailed and not (each.read or each.mail or each.dropped)]

    def arrived(self, person: int, mails: "Iterable[EmailMessage]", at: datetime, *, held_up: bool) -> int:
        """Compare the mails that just came to somebody with what should have come; give how many were new.

        `held_up`: an earlier mail to them is not known to have gone, so the next may wait for it. So may what came
        while they were left in peace, for what came in the last minutes of it.
        """
        stories, fresh = self.told.get(person, {}), []
        for mail in mails:
            key, words = mail.extra_headers["Message-ID"], set(WORDS.findall(str(mail.body)))
            found = [stories[each] for each in words]
            assert words, "a mail that says nothing"
            assert not self.rests[person].holds(at), "they were left in peace"
            assert not [each for each in found if each.read], "they had read that"
            assert not [each for each in found if each.gone], "that was taken back"
            assert all(self.sees(person, each.topic) for each in found), "they may not see that"
            before = {each.mail for each in stories.values()} - {""}
            if key in before:
                assert {each.mail for each in found} == {key}, "sent again, with news that was not in it"
            else:
                fresh.append((key, words))
        due = self.waiting(person)
        if resting := self.rests[person].holds(at):
            self.rested[person] = at
        earlier = at - FEW_MINUTES
        goes = not resting and any(each.told_at <= earlier for each in due)
        woke = self.rested.get(person, earlier) > earlier and any(each.told_at > earlier for each in due)
        if (held_up or (goes and woke)) and not fresh:
            return 0
        seen = {each.words for each in due if self.may_hear(person, each)} if goes else set()
        assert [words for _key, words in fresh] == ([seen] if seen else []), f"to {person} at {at}"
        for each in due if goes else ():
            each.mail, each.dropped = (fresh[0][0] if fresh else ""), not fresh
        return len(fresh)
