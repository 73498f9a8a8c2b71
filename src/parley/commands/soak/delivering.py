"""Things happen that are mailed and posted by a worker that dies at a random point, again and again.

`python -m parley.commands.soak.delivering TIMES` with DATABASE_URL naming an empty database, in which nothing else
happens, EMAIL_URL a mail server and HOOK_ADDRESS a receiver of web hooks, whose host HOOK_HOSTS names. Prints what is
owed to both. Each worker lives some minutes after the last, by its clock, so that what was leased has become due.
"""

import json
import os
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parley.project.settings")
    django.setup()

from django.core.management import call_command
from django.utils import timezone

from parley.commands.soak.company import WHY, Company, company
from parley.commands.soak.dying import counted, killed
from parley.disclosure.actions import move_stage
from parley.groups.actions import add_member
from parley.ledger import outbox
from parley.ledger.queries import broken_links
from parley.ledger.terms import MACHINE
from parley.notifications.actions.hooks import make_hook
from parley.notifications.queries.hooks import deliveries_waiting, hooks_due
from parley.notifications.terms.hooks import MOST_HOOKS, Sent
from parley.people.actions import add_person, ask_for_link, choose_quiet_hours
from parley.reactions.hooks import carry_all
from parley.reactions.worker import Worker
from parley.roadmap.actions import add_initiative
from parley.roadmap.terms import Audience, Horizon, Stage
from parley.topics.actions import answer_topic, bring_topic
from parley.topics.terms import TopicKind

if TYPE_CHECKING:
    from parley.people.models import Person

PASSES = timedelta(minutes=6)  # between two workers: longer than every lease, and than news wait for each other
PEOPLE = 4
ENOUGH = 12  # reactions that wait: nothing more happens until the workers have seen to some
LONGEST = 0.01  # seconds between the statement that is waited for and a death
PASSES_LEFT = 50  # in which everything has to be done once nobody dies any more


@dataclass(slots=True)
class Story:
    """A company in which things happen, and what is owed for them: a mail to an address, or a post, by its mark."""

    by: Company
    people: "list[Person]"
    at: datetime
    mails: dict[str, str] = field(default_factory=dict)
    posts: list[str] = field(default_factory=list)
    times: int = 0

    def clock(self) -> datetime:
        """Say what time it is in the story."""
        return self.at

    def go_on(self) -> None:
        """Let a while pass."""
        self.at += PASSES

    def happen(self) -> None:
        """Let two people have the answers to their topics, another ask for a link, and two initiatives move on."""
        self.times += 1
        first, second, third, _last = self.people[self.times % PEOPLE :] + self.people[: self.times % PEOPLE]
        for letter, person in (("a", first), ("b", second)):
            self._answer(self._mark(letter), person)
        mark = self._mark("c")
        ask_for_link(email=str(third.email), next_page=f"/?{mark}", actor=MACHINE, at=self.at)
        self.mails[mark] = str(third.email)
        for letter in ("d", "e"):
            self._move(self._mark(letter))

    def _mark(self, letter: str) -> str:
        return f"Case{self.times}{letter}"

    def _answer(self, mark: str, person: "Person") -> None:
        topic = bring_topic(
            area=self.by.area, kind=TopicKind.QUESTION, title=f"Who waits for {mark}?",
            why="Tokyo cannot prove consent before its audit in June.", actor=person, at=self.at,
        )  # fmt: skip
        answer_topic(topic=topic, answer="Nobody does: it is there from January on.", actor=self.by.product, at=self.at)
        self.mails[mark] = str(person.email)

    def _move(self, mark: str) -> None:
        row = add_initiative(
            title=f"Consent for {mark}", area=self.by.area, stage=Stage.BUILD, horizon=Horizon.NOW, why=WHY,
            audience=Audience.COMPANY, actor=self.by.product, at=self.at,
        )  # fmt: skip
        move_stage(initiative=row, stage=Stage.LAUNCH, reason="Four clients ran it for a month without a fault.",
                   actor=self.by.product, at=self.at)  # fmt: skip
        self.posts.append(mark)

    def work(self) -> None:
        """Work as the worker of a server does, until killed."""
        Worker(clock=self.clock).run()

    def work_off(self) -> None:
        """Do all that is due in this very thread."""
        Worker(clock=self.clock).work_off()
        carry_all(self.clock)

    def is_over(self) -> bool:
        """Say whether nothing is due now that nobody has in hand."""
        return not (outbox.is_due(at=self.at) or hooks_due(self.at, limit=MOST_HOOKS))

    def is_all_done(self) -> bool:
        """Say whether nothing of what happened waits any more, due or not."""
        return not (deliveries_waiting() or any(map(outbox.waiting, ("react", "gather_news", *MAILED))))


MAILED = ("mail_notice", "mail_sign_in_link")


def begun() -> Story:
    """Make the tables and the company."""
    call_command("migrate", verbosity=0)
    at = timezone.now()
    by = company(at)
    now: dict[str, Any] = {"actor": MACHINE, "at": at}
    people = []
    for n in range(PEOPLE):
        person = add_person(
            name=f"Person {n}", email=f"p{n}@parley.example", function=None, region=by.client.region, **now
        )
        choose_quiet_hours(person=person, first=None, until=None, **now)
        add_member(area=by.area, person=person, **now)
        people.append(person)
    make_hook(address=os.environ["HOOK_ADDRESS"], kinds=tuple(Sent), owner=by.product, **now)
    return Story(by, people, at)


def play(times: int, say: Callable[[str], object] = sys.stderr.write) -> dict[str, Any]:
    """Let things happen and kill so many workers, then let one live; what is owed, and what is left over.

    Every other one dies before a random statement, the others a random moment after one.
    """
    story, dice = begun(), random.Random(20261130)  # noqa: S311 - the same deaths in every run
    statements = 0
    for _living in range(3):  # the first does what is due every day, the last all that follows what happened
        story.happen()
        statements = counted(story.work_off)
        story.go_on()
    midst = 0
    for number in range(times):
        if outbox.waiting("react") < ENOUGH:
            story.happen()
        after = dice.uniform(0, LONGEST) if number % 2 else None
        midst += killed(story.work, statement=dice.randint(1, statements), after=after, is_over=story.is_over)
        story.go_on()
        if number % 100 == 99:
            say(f"{number + 1} killed\n")
    for _living in range(PASSES_LEFT):
        story.work_off()
        if story.is_all_done():
            break
        story.go_on()
    return {
        "kills": times,
        "in the midst": midst,
        "mails": story.mails,
        "posts": story.posts,
        "left": 0 if story.is_all_done() else 1,
        "broken links": len(list(broken_links())),
        "parked": [each.trouble for each in outbox.parked()],
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(play(int(sys.argv[1]))))
