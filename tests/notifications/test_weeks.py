"""Random weeks of a company: each hears once of what they may and want to hear, and never of anything else.

What is told and mailed is compared with a plain model (`weeks.py`) while people speak, answer, read, choose levels,
quiet hours and days away, lose and get their places, and while mails are sent whose worker dies before it can say so.
"""

from collections import Counter
from datetime import datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail

from parley.groups.actions import add_member, remove_member
from parley.kernel.spans import today_of
from parley.ledger import outbox
from parley.ledger.models import Entry, Pending
from parley.ledger.outbox import Leased
from parley.notifications.actions import read_up
from parley.notifications.actions.levels import hear_of_groups, hear_of_thing
from parley.notifications.models import Notice
from parley.notifications.terms import Level
from parley.people.actions import choose_quiet_hours, note_away
from parley.reactions.news import gather_held
from parley.reactions.tasks import Task
from parley.reactions.worker import Worker
from parley.topics.actions import answer_topic, support_topic
from parley.topics.terms import topic_ref
from parley.voices.actions import say
from tests.cast import Cast
from tests.notifications.weeks import Plain, Rest
from tests.topics.made import topic

if TYPE_CHECKING:
    from parley.people.models import Person
    from parley.topics.models import Topic

pytestmark = [pytest.mark.django_db]

LEVELS = [None, *Level]


class Dying(Worker):
    """A worker that now and then dies after it sent a mail, and before it could say so."""

    def __init__(self, dice: Random, at: datetime) -> None:
        super().__init__(clock=lambda: at)
        self.dice, self.deaths = dice, set[int]()

    def _try(self, task: Task, work: Leased) -> None:
        if work.task == "mail_notice" and self.dice.random() < 0.3:
            task.do(work.payload, self.clock())
            self.deaths.add(work.payload["person"])
        else:
            super()._try(task, work)


class Week:
    """A company that goes on, and the plain model beside it."""

    def __init__(self, cast: Cast, seed: int) -> None:
        self.cast, self.dice = cast, Random(seed)  # noqa: S311 - the same week in every run
        self.at, self.plain, self.count = cast.at, Plain(), 0
        self.seen = Counter[str]()
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
        for person in (cast.aiko, cast.sam, cast.omar):
            self.night(person, (time(19), time(8)))
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
        self.plain.brought[made.pk] = person.pk
        self.plain.follows.add((person.pk, made.pk))
        self.happened("brought", "topic.brought", person, made, words)

    def speak(self) -> None:
        person = self.anybody()
        for made in self.dice.sample(self.in_sight(person), min(1, len(self.in_sight(person)))):
            words = self.words()
            say(thread=made.thread, text=words, on=topic_ref(made.pk), **self.now(person))
            self.plain.read(person.pk, made.pk)
            self.plain.follows.add((person.pk, made.pk))
            self.happened("said", "comment.said", person, made, words)

    def answer(self) -> None:
        made, words = self.topics.pop(0), self.words()
        answer_topic(topic=made, answer=f"Yes, and here is why: {words}", **self.now(self.cast.noor))
        self.happened("answered", "topic.answered", self.cast.noor, made, words)
        self.bring(self.anybody())

    def support(self) -> None:
        person = self.anybody()
        others = [each for each in self.in_sight(person) if self.plain.brought[each.pk] != person.pk]
        for made in [each for each in others if (person.pk, each.pk) not in self.plain.supports][:1]:
            support_topic(topic=made, why="Two of my clients ask.", **self.now(person))
            self.plain.supports.add((person.pk, made.pk))
            self.plain.follows.add((person.pk, made.pk))
            self.plain.read(person.pk, made.pk)

    def happened(self, kind: str, event: str, actor: "Person", made: "Topic", words: str) -> None:
        """Let the worker tell people, and compare whom."""
        entry = Entry.objects.filter(kind=event).latest("pk")
        told = self.plain.happened(kind, actor.pk, made.pk, words, self.at)
        self.work(deaths=False)
        assert set(Notice.objects.filter(entry=entry).values_list("person", flat=True)) == told, f"{kind} {words}"
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

    def work(self, *, deaths: bool = True) -> None:
        """Let the worker do what is due, and compare what was mailed."""
        held_up = {person for person in self.people if outbox.is_waiting("mail_notice", person=person)}
        before = len(mail.outbox)
        worker = Dying(self.dice, self.at) if deaths else Worker(clock=lambda: self.at)
        gather_held(self.at)
        worker.work_off()
        assert not outbox.parked()
        came: dict[str, list[Any]] = {}
        for each in mail.outbox[before:]:
            came.setdefault(each.to[0], []).append(each)
        for key, person in self.people.items():
            mails = came.pop(str(person.email), [])
            waited = len(self.plain.waiting(key))
            new = self.plain.arrived(key, mails, self.at, held_up=key in held_up)
            self.seen["mails"] += new
            self.seen["again"] += len(mails) - new
            self.seen["bundles"] += bool(new and waited > 1)
        assert not came
        self.seen["deaths"] += len(getattr(worker, "deaths", ()))

    def end(self) -> None:
        """Let everybody come home and wake up: then nothing is left that was to be mailed."""
        for _hour in range(32):
            self.at += timedelta(hours=3)
            self.work(deaths=False)
        assert not [story for person in self.people for story in self.plain.waiting(person)]
        stories = [story for told in self.plain.told.values() for story in told.values()]
        self.seen["dropped"] = sum(each.dropped for each in stories)
        self.seen["read"] = sum(each.mailed and each.read and not each.mail for each in stories)

    def go_on(self, steps: int) -> Counter[str]:
        things = {self.speak: 10, self.answer: 1, self.support: 1, self.choose: 4, self.rest: 3, self.catch_up: 2,
                  self.move: 1}  # fmt: skip
        for _step in range(steps):
            self.at += timedelta(minutes=self.dice.choice([1, 1, 2, 4, 7, 30, 90]))
            self.work()  # what is due by now goes as things stand now
            self.dice.choices(list(things), list(things.values()))[0]()
            self.work()
        self.end()
        return self.seen


def _put(into: dict[Any, Level], key: Any, level: Level | None) -> None:
    if level is None:
        into.pop(key, None)
    else:
        into[key] = level


def test_a_random_week_tells_each_what_they_may_and_want_to_hear_once(cast: Cast) -> None:
    seen = Week(cast, 5).go_on(80)
    assert min(seen[each] for each in ("told", "mails", "again", "bundles", "deaths", "read")) > 0, seen


@pytest.mark.once
@pytest.mark.parametrize("seed", range(10, 18))
def test_many_random_weeks(cast: Cast, seed: int) -> None:
    seen = Week(cast, seed).go_on(220)
    assert seen["mails"] > 5, seen
