"""The inbox: what clients said that is linked to nothing, merged into nothing and not answered."""

from django.db.models import QuerySet

from parley.clients.models import Insight
from parley.clients.queries.seeing import insights_visible_to
from parley.people.terms import Viewer
from parley.prepared import prepared_pages

MOST_COUNTED = 1000


@prepared_pages
def waiting_insights(viewer: Viewer, *, below: int) -> QuerySet[Insight]:
    """What waits, the newest first, from below a key on."""
    rows = insights_visible_to(viewer).filter(waits=True, pk__lt=below).order_by("-pk")
    return rows.select_related(None).select_related("client__region", "author", "on_behalf_of")


def how_many_wait(viewer: Viewer) -> int:
    """How many wait, counted up to one more than `MOST_COUNTED`."""
    rows = insights_visible_to(viewer).filter(waits=True).select_related(None).order_by("-pk").values("pk")
    return rows[: MOST_COUNTED + 1].count()
