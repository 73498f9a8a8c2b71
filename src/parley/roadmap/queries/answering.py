"""What an answer to a client's words could be: an initiative that is called alike, or that it is not planned."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from parley.people.terms import Viewer
from parley.prepared import prepared_one
from parley.roadmap.models import NotPlanned
from parley.roadmap.queries.seeing import initiatives_visible_to
from parley.roadmap.terms import Stage

MOST_COMPARED = 200  # initiatives


@prepared_one
def answer_to(viewer: Viewer, insight: int) -> QuerySet[NotPlanned]:
    """The answer an insight has now, if any: whoever sees the insight may read it, which is everybody."""
    del viewer
    return NotPlanned.objects.filter(insight=insight, ended_at=None).select_related("by")


def initiatives_called_alike(viewer: Viewer, words: Collection[str], *, most: int) -> list[tuple[int, str, str]]:
    """Key, title and area of initiatives under way whose titles hold some of these words, those that hold most first.

    As far as the viewer may see them. One query over the initiatives, of which a company has few.
    """
    some = Q()
    for word in words:
        some |= Q(title__icontains=word)
    if not some:
        return []
    open_ones = initiatives_visible_to(viewer).exclude(stage__in=(Stage.LIVE, Stage.STOPPED)).filter(some)
    rows = list(open_ones.order_by("-pk").values_list("pk", "title", "area__name")[:MOST_COMPARED])
    rows.sort(key=lambda row: -sum(word in row[1].casefold() for word in words))
    return rows[:most]
