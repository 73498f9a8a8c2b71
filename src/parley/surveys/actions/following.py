"""Changing what becomes of a result: somebody opens a topic because of it, and somebody sees to it."""

from datetime import date, datetime

from parley.groups.models import Area
from parley.ledger.door import action, record
from parley.people.models import Person
from parley.surveys.events.words import ResultFollowed
from parley.surveys.models import Followed, Wave
from parley.surveys.queries.released import shows
from parley.surveys.rules.following import must_be_here, must_be_shown
from parley.surveys.terms.release import Cell
from parley.topics.actions import bring_topic
from parley.topics.models import Topic
from parley.topics.terms import TopicKind


@action
def follow_result(
    *,
    wave: Wave,
    question: str,
    cell: Cell,
    area: Area,
    title: str,
    why: str,
    owner: Person,
    answer_by: date | None = None,
    actor: Person,
    at: datetime,
) -> Topic:
    """Open a topic because of a result that is shown; `owner` sees to it. Raises Refused for a result that is not."""
    must_be_shown(shown=shows(wave, question, cell))
    must_be_here(owner.name, here=owner.is_active)
    topic = bring_topic(
        area=area, kind=TopicKind.PROBLEM, title=title, why=why, answer_by=answer_by, actor=actor, at=at
    )
    Followed.objects.create(wave=wave, question=question, cell=[list(pair) for pair in cell], topic=topic, owner=owner)
    record(ResultFollowed(wave=wave.pk, topic=topic.pk, owner=owner.pk))
    return topic
