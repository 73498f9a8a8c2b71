"""The sample's influence: comments that are meant as input, what those who were credited say, and the counts."""

from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING

from parley.kernel.spans import quarter_of
from parley.ledger.terms import MACHINE
from parley.seeds.stage import STORY, Telling
from parley.surveys.actions.checks import answer_check, draw_checks
from parley.surveys.actions.influence import keep_counts
from parley.surveys.queries.checks import checks_drawn
from parley.surveys.queries.influence_counts import counted_now, quarters_to_count
from parley.surveys.terms.influence import Changed
from parley.voices.actions import mark_as_input, say
from parley.voices.queries import thread_by_key

if TYPE_CHECKING:
    from parley.voices.models import Comment

SAID = (
    "Three of my clients would sign for this, if they may name the day themselves.",
    "Before we answer: ask support how often this comes up. I counted eleven calls in a month.",
    "If we leave it as it is, please say so. Then I can tell my clients, and they can plan.",
)
ANSWERS = (Changed.YES, Changed.YES, Changed.PARTLY, Changed.NO)


def tell_influence(telling: Telling) -> None:
    """Mark what was said as input, let those who were credited last quarter answer, and count the last quarters."""
    random = Random(1848)  # noqa: S311 - the same story each time; another than the rest, which it does not shift
    _mark(telling, random)
    _hear(telling, random)
    for quarter in quarters_to_count(telling.at.date()):
        keep_counts(quarter=quarter, counts=list(counted_now(quarter)), actor=MACHINE, at=telling.at)


def _mark(telling: Telling, random: Random) -> None:
    for area in STORY["area"]:
        for item in area["topics"]:
            topic = telling.topics[item["title"]]
            speaker = random.choice(telling.members[area["key"]])
            at = min(topic.brought_at + timedelta(days=2), telling.at)
            comment: Comment = say(
                thread=thread_by_key(topic.thread_id), text=random.choice(SAID), actor=speaker, at=at
            )
            mark_as_input(comment=comment, as_input=True, actor=speaker, at=at)


def _hear(telling: Telling, random: Random) -> None:
    """Ask who was credited in the quarter that ended, on the first day of this one; most of them answer."""
    running = quarter_of(telling.at.date())
    over = quarter_of(running.first - timedelta(days=1))
    asked_at = min(datetime.combine(running.first, time(1), UTC), telling.at)
    draw_checks(quarter=over, random=Random(over.first.isoformat()), actor=MACHINE, at=asked_at)  # noqa: S311 - a lot
    for check in checks_drawn(over):
        at = asked_at + timedelta(days=random.randint(1, 20))
        if at < telling.at and random.random() < 0.8:
            answer_check(check=check, answer=random.choice(ANSWERS), actor=check.contribution.person, at=at)
