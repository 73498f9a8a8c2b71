"""A company that goes on at random, step by step, beside the plain models of what everybody is to be told."""

from collections import Counter
from datetime import datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from django.core import mail
from django.db import transaction

from parley.disclosure.actions import replan
from parley.groups.actions import add_member, remove_member
from parley.kernel.spans import today_of
from parley.ledger import outbox
from parley.ledger.models import Entry, Pending
from parley.ledger.outbox import Leased
from parley.notifications.actions import read_up
from parley.notifications.actions.digests import choose_mails
from parley.notifications.actions.levels import hear_of_groups, hear_of_thing
from parley.notifications.models import Notice
from parley.notifications.terms import Level
from parley.notifications.terms.digests import Rhythm, Times
from parley.people.actions import choose_quiet_hours, note_away
from parley.reactions.digests import plan
from parley.reactions.news import gather_held
from parley.reactions.tasks import Task
from parley.reactions.worker import Worker
from parley.roadmap.actions import show_to
from parley.roadmap.terms import Audience, Confidence, Horizon, Plan
from parley.topics.actions import answer_topic, support_topic
from parley.topics.queries import viewers_of_topic
from parley.topics.terms import topic_ref
from parley.voices.actions import follow, say, withdraw_comment
from tests.cast import Cast
from tests.disclosure.made import Q3, fresh
from tests.notifications.weeks import PLACE, Plain, Rest
from tests.notifications.weeks_digests import Digests
from tests.roadmap.made import initiative
from tests.topics.made import topic

if TYPE_CHECKING:
    from parley.people.models import Person
    from parley.topics.models import Topic
    from parley.voices.models import Comment

LEVELS = [None, *Level]


class Dying(Worker):
    """A worker that now and then dies after it sent a mail, and before it could say so."""

    def __init__(self, dice: Random, at: datetime) -> None:
        super().__init__(clock=lambda: at)
        self.dice, self.deaths = dice, set[int]()

    def _try(self, task: Task, work: Leased) -> None:
        news = work.task == "mail_notice"
        if (news or "tells" in work.payload) and self.dice.random() < 0.3:
            with transaction.atomic():
                task.do(work.payload, self.clock())
                transaction.set_rollback(True)
            self.deaths.add(work.payload["person"])
        else:
            super()._try(task, work)


class Week:
    """A company that goes on, and the plain model beside it."""

    def __init__(self, cast: Cast, seed: int) -> None:
        self.cast, self.dice = cast, Random(seed)  # noqa: S311 - the same week in every run
        self.at, self.plain, self.count = moment(cast.at, seed), Plain(), 0
        self.seen, self.names = Counter[str](), set[str]()
        self.topics: list[Topic] = []
        self.people: dict[int, Person] = {}
        places = {"noor": "keeps", "elena": "decides", "femi": "core facilitates", "aiko": "core", "sam": "core",
                  "lena": "on_call", "omar": "", "ines": ""}  # fmt: skip
        for name, place in places.items():
            person: Person = getattr(cast, name)
            self.people[person.pk] = person
            self.plain.places[person.pk] = set(place.split())
            self.plain.rests[person.pk] = Rest(person.time_zone)
        self.plain.operations = {cast.ines.pk}
        self.posts = Digests(self.plain)
        self.said: list[tuple[Comment, Topic, str]] = []
        for person in (cast.aiko, cast.sam, cast.omar):
            self.night(person, (time(19), time(8)))
        self.mine = initiative(cast)
        self.plain.titles[PLACE] = cast.identity.name
        self.plain.titles[-self.mine.pk], self.plain.brought[-self.mine.pk] = self.mine.title, 0
        for person in (cast.aiko, cast.omar, cast.sam, cast.elena):
            follow(thread=self.mine.thread, following=True, **self.now(person))
            self.plain.follows.add((person.pk, -self.mine.pk))
        self.plain.digest_only = {cast.lena.pk, cast.femi.pk}
        for name in ("noor", "elena", "femi", "aiko", "sam", "lena", "omar"):
            self.rhythm(getattr(cast, name))
        Pending.objects.all().delete()
        for name in ("aiko", "sam", "omar", "lena"):
            self.bring(getattr(cast, name))

    def now(self, actor: "Person") -> dict[str, Any]:
        return {"actor": actor, "at": self.at}

    def words(self) -> str:
        self.count += 1
        return f"word-{self.count}-"

    def anybody(self) -> "Person":
        return self.people[self.dice.choice(list(self.people))]

    def in_sight(self, person: "Person") -> "list[Topic]":
        return [each for each in self.topics if self.plain.sees(person.pk, each.pk)]

    def bring(self, person: "Person") -> None:
        words = self.words()
        made = topic(self.cast, person, f"Does consent cover country {self.count}?", at=self.at)
        self.topics.append(made)
        self.plain.titles[made.pk] = made.title
        self.posts.open.add(made.pk)
        self.plain.brought[made.pk] = person.pk
        self.plain.follows.add((person.pk, made.pk))
        self.happened("brought", "topic.brought", person, made.pk, words)

    def speak(self) -> None:
        person = self.anybody()
        for made in self.dice.sample(self.in_sight(person), min(1, len(self.in_sight(person)))):
            words, text, named = self.words(), "", None
            if self.dice.random() < 0.3:
                named = self.anybody()
                text = f" @{named.name}, do you know?"
            seen = named and self.plain.sees(named.pk, made.pk)
            comment = say(thread=made.thread, text=words + text, on=topic_ref(made.pk), readers=viewers_of_topic(made),
                          **self.now(person))  # fmt: skip
            self.said.append((comment, made, words))
            self.plain.read(person.pk, made.pk)
            self.plain.follows.add((person.pk, made.pk))
            self.happened("said", "comment.said", person, made.pk, words, named=named if seen else None)

    def take_back(self) -> None:
        """Take back something that was said lately, which some were mailed and others were not yet told."""
        for comment, made, words in self.said[-3:][:1]:
            self.said.remove((comment, made, words))
            withdraw_comment(comment=comment, on=topic_ref(made.pk), **self.now(comment.author))
            self.plain.took_back(words)
            self.seen["taken back"] += 1

    def plan_anew(self) -> None:
        row, words = fresh(self.mine), self.words()
        horizon = Horizon.NEXT if row.horizon is Horizon.NOW else Horizon.NOW
        plan = Plan(horizon=horizon, window=Q3, confidence=Confidence.LOW)
        replan(initiative=row, plan=plan, reason="The audits moved.", **self.now(self.cast.noor))
        self.happened("planned", "initiative.replanned", self.cast.noor, -row.pk, words)

    def show(self) -> None:
        """Hide the initiative from its group, or show it again, whoever was told of it meanwhile."""
        hidden = -self.mine.pk in self.plain.hidden
        audience = Audience.GROUP if hidden else Audience.PRODUCT_TEAM
        show_to(initiative=fresh(self.mine), audience=audience, **self.now(self.cast.noor))
        self.plain.hidden ^= {-self.mine.pk}

    def rhythm(self, person: "Person") -> None:
        """Choose when a digest comes: each day, each working day in London, or once a week."""
        days = self.dice.choice([range(7), range(7), (self.dice.randrange(7),)])
        kind = Rhythm.WEEKLY if len(days) == 1 else Rhythm.DAYS
        if person.pk == self.cast.sam.pk:
            days, kind = range(5), Rhythm.WORKING_DAYS
        hour = self.dice.choice([7, 8, 12, 17])
        times = Times(kind, () if kind is Rhythm.WORKING_DAYS else tuple(days), hour)
        news = person.pk not in self.plain.digest_only
        choose_mails(person=person, times=times, news=news, minutes=True, **self.now(person))
        self.posts.choose(person.pk, days, hour, self.at)

    def choose_rhythm(self) -> None:
        self.rhythm(self.people[self.dice.choice(list(self.posts.posts))])

    def answer(self) -> None:
        made, words = self.topics.pop(0), self.words()
        answer_topic(topic=made, answer=f"Yes, and here is why: {words}", **self.now(self.cast.noor))
        self.posts.open.discard(made.pk)
        self.happened("answered", "topic.answered", self.cast.noor, made.pk, words)
        self.bring(self.anybody())

    def support(self) -> None:
        person = self.anybody()
        others = [each for each in self.in_sight(person) if self.plain.brought[each.pk] != person.pk]
        for made in [each for each in others if (person.pk, each.pk) not in self.plain.supports][:1]:
            support_topic(topic=made, why="Two of my clients ask.", **self.now(person))
            self.plain.supports.add((person.pk, made.pk))
            self.plain.follows.add((person.pk, made.pk))
            self.plain.read(person.pk, made.pk)

    def happened(
        self, kind: str, event: str, actor: "Person", of: int, words: str, *, named: "Person | None" = None
    ) -> None:
        """Let the worker tell people, and compare whom."""
        entry = Entry.objects.filter(kind=event).latest("pk")
        told = self.plain.happened(kind, actor.pk, of, words, self.at, named=named.pk if named else 0)
        self.work(deaths=False)
        people = set(Notice.objects.filter(entry=entry).values_list("person", flat=True))
        odd = {self.people[each].name: self.plain.places[each] for each in people ^ told if each in self.people}
        assert people == told, f"{kind} {words}: {odd}"
        self.seen["told"] += len(told)

    def choose(self) -> None:
        person, level = self.anybody(), self.dice.choice(LEVELS)
        if self.dice.random() < 0.4:
            hear_of_groups(person=person, levels={self.cast.identity.pk: level}, **self.now(person))
            _put(self.plain.of_group, person.pk, level)
            return
        for made in self.in_sight(person)[-1:]:
            hear_of_thing(thread=made.thread, on=topic_ref(made.pk), level=level, **self.now(person))
            _put(self.plain.of_topic, (person.pk, made.pk), level)
            if level in (None, Level.NOTHING):
                self.plain.follows.discard((person.pk, made.pk))
            else:
                self.plain.follows.add((person.pk, made.pk))

    def rest(self) -> None:
        person = self.anybody()
        rest = self.plain.rests[person.pk]
        if self.dice.random() < 0.6:
            self.night(person, self.dice.choice([(time(19), time(8)), (time(12), time(13, 30)), None]))
            return
        today = today_of(person, self.at)
        rest.away = (today, today + timedelta(days=1)) if self.dice.random() < 0.6 else None
        first_day, last_day = rest.away or (None, None)
        note_away(person=person, first=first_day, last=last_day, deputy=None, **self.now(person))

    def night(self, person: "Person", hours: tuple[time, time] | None) -> None:
        rest = self.plain.rests[person.pk]
        rest.first, rest.until = hours or (time(0), time(0))
        first, until = hours or (None, None)
        choose_quiet_hours(person=person, first=first, until=until, **self.now(person))

    def catch_up(self) -> None:
        person = self.anybody()
        read_up(person=person, until=self.at, **self.now(person))
        self.plain.read(person.pk)

    def move(self) -> None:
        """Take somebody's place in the group, or give it back."""
        person = self.dice.choice([self.cast.sam, self.cast.aiko])
        if "core" in self.plain.places[person.pk]:
            remove_member(area=self.cast.identity, person=person, **self.now(self.cast.ines))
            self.plain.places[person.pk].discard("core")
        else:
            add_member(area=self.cast.identity, person=person, **self.now(self.cast.ines))
            self.plain.places[person.pk].add("core")
            self.plain.was_given_a_place(person.pk, self.words(), self.at)

    def work(self, *, deaths: bool = True) -> None:
        """Let the worker do what is due, and compare what was mailed."""
        held_up = {person for person in self.people if outbox.is_waiting("mail_notice", person=person)}
        before = len(mail.outbox)
        worker = Dying(self.dice, self.at) if deaths else Worker(clock=lambda: self.at)
        gather_held(self.at)
        plan(self.at)
        worker.work_off()
        assert not outbox.parked()
        came: dict[str, list[Any]] = {}
        for each in mail.outbox[before:]:
            came.setdefault(each.to[0], []).append(each)
        for key, person in self.people.items():
            mails = came.pop(str(person.email), [])
            digests = [each for each in mails if each.extra_headers["Message-ID"].startswith("<digest-")]
            mails = [each for each in mails if each not in digests]
            waited = len(self.plain.waiting(key))
            new = self.plain.arrived(key, mails, self.at, held_up=key in held_up)
            self.seen["mails"] += new
            self.seen["again"] += len(mails) - new
            self.seen["bundles"] += bool(new and waited > 1)
            unfinished = outbox.is_waiting("mail_digest", person=key)
            new = self.posts.arrived(key, digests, self.at, unfinished=unfinished)
            self.seen["digests"] += new
            self.seen["digests again"] += len(digests) - new
            names = {each.extra_headers["Message-ID"] for each in digests[:new]}
            assert not names & self.names, "a name that another digest had"
            self.names |= names
        assert not came
        self.seen["deaths"] += len(getattr(worker, "deaths", ()))

    def end(self) -> None:
        """Let everybody come home and wake up: then nothing is left that was to be mailed."""
        for _hours in range(56):  # a week: whoever is away, then has a weekend, has it all by then
            self.at += timedelta(hours=3)
            self.work(deaths=False)
        assert not [story for person in self.people for story in self.plain.waiting(person)]
        assert not [post for post in self.posts.posts.values() if post.sent and post.sent.at]
        daily = [key for key, post in self.posts.posts.items() if len(post.days) > 1]
        left = [(self.people[key].name, self.posts.posts[key], self.posts.new_to(key)) for key in daily]
        assert not [each for each in left if each[2]], f"{left} at {self.at}"
        stories = [story for told in self.plain.told.values() for story in told.values()]
        self.seen["dropped"] = sum(each.dropped for each in stories)
        self.seen["read"] = sum(each.mailed and each.read and not each.mail for each in stories)

    def go_on(self, steps: int) -> Counter[str]:
        things = {self.speak: 10, self.answer: 1, self.support: 1, self.choose: 4, self.rest: 3, self.catch_up: 2,
                  self.move: 1, self.take_back: 1, self.plan_anew: 2, self.show: 1, self.choose_rhythm: 1}  # fmt: skip
        for _step in range(steps):
            self.at += timedelta(minutes=self.dice.choice([1, 1, 2, 4, 7, 30, 90, 240]))
            self.work()  # what is due by now goes as things stand now
            self.dice.choices(list(things), list(things.values()))[0]()
            self.work()
        self.end()
        return self.seen


def moment(at: datetime, seed: int) -> datetime:
    """Give the moment at which a week begins: another for each, and the same whenever the tests are run."""
    monday = at.replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=7 - at.weekday())
    return monday + timedelta(hours=seed * 7 % 168)


def _put(into: dict[Any, Level], key: Any, level: Level | None) -> None:
    if level is None:
        into.pop(key, None)
    else:
        into[key] = level
