"""Seeing what became of what a wave found: topics that were opened because of it, as far as the viewer sees them."""

from dataclasses import dataclass

from django.db.models import QuerySet

from parley.people.models import Person
from parley.people.terms import Viewer
from parley.prepared import prepared
from parley.surveys.models import Followed, Wave
from parley.surveys.queries.released import cell_of
from parley.surveys.terms.release import Cell
from parley.topics.models import Topic
from parley.topics.queries import topics_visible_to


@dataclass(frozen=True, slots=True)
class Follows:
    """A topic that was opened because of one result, and who sees to it."""

    question: str
    cell: Cell
    topic: Topic
    owner: Person


def what_came_of(wave: Wave | None, viewer: Viewer) -> list[Follows]:
    """Give the topics that were opened because of a wave, in that order; none of no wave. One query.

    Their state, answer and group are read as they are now. What the viewer may not see is neither here nor counted.
    """
    if wave is None:
        return []
    return [Follows(row.question, cell_of(row.cell), row.topic, row.owner) for row in _followed(viewer, wave.pk)]


@prepared
def _followed(viewer: Viewer, wave: int) -> QuerySet[Followed]:
    seen = topics_visible_to(viewer).select_related(None).values("pk")
    rows = Followed.objects.filter(wave=wave, topic__in=seen)
    return rows.select_related("topic__area", "topic__brought_by__function", "owner__function").order_by("pk")
