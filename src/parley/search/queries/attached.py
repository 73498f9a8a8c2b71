"""Seeing attachments: whoever sees what a thread belongs to, and hears what is said of it, sees its attachments."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import BigIntegerField, CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast

from parley.decisions.queries import decisions_heard_by, decisions_visible_to, options_visible_to
from parley.ledger.terms import Ref
from parley.people.terms import Viewer
from parley.prepared import prepared
from parley.roadmap.queries import initiatives_visible_to
from parley.roadmap.queries.solutions import solutions_visible_to
from parley.topics.queries import topics_visible_to
from parley.trials.queries.seeing import places_visible_to, trials_visible_to
from parley.voices.queries.attached import attachments_that_stand

if TYPE_CHECKING:
    from parley.voices.models import Attachment

THERE = "thread__attachments"
ABOUT = {"solution": "initiative", "trial_place": "trial"}  # what the thread of a page is about, where that is no page


@dataclass(frozen=True, slots=True)
class Seen:
    """An attachment that somebody may see, and on whose page it stands."""

    attachment: "Attachment"
    page: Ref  # of an initiative, topic, trial, decision or place in a trial; of a solution, by its initiative’s key
    on: Ref  # what its thread is about, as the ledger names it


def attachment_seen(viewer: Viewer, key: int, on: date) -> Seen | None:
    """Give one attachment, if the viewer may see it. Two queries."""
    places = _places(viewer, key, on)
    row = attachments_that_stand().filter(pk=key).select_related("added_by").first() if places else None
    if row is None:
        return None
    page, at, about = places[0]
    return Seen(row, Ref(page, at), Ref(ABOUT.get(page, page), about))


@prepared
def _places(viewer: Viewer, key: int, on: date) -> QuerySet[Any, tuple[str, int, int]]:
    """Name the pages and things whose thread holds an attachment, as far as the viewer sees and hears what is there.

    What was attached to a decision before it was published stays with those who heard it then, as comments do.
    """
    stands = {THERE: key, f"{THERE}__removed_at": None}
    heard, since = decisions_heard_by(viewer).order_by().values("pk"), f"{THERE}__added_at__gt"
    of_decision = Q(pk__in=heard) | Q(**{since: F("published_at")})
    of_option = Q(decision__in=heard) | Q(**{since: F("decision__published_at")})
    first, *rest = (
        rows.filter(heard_there, **stands)  # in one filter, so that both are said of the same attachment
        .order_by()
        .select_related(None)
        .values_list(Value(page, CharField()), Cast(at, BigIntegerField()), Cast(about, BigIntegerField()))
        for page, at, about, rows, heard_there in (
            ("initiative", "pk", "pk", initiatives_visible_to(viewer), Q()),
            ("solution", "initiative", "initiative", solutions_visible_to(viewer), Q()),
            ("topic", "pk", "pk", topics_visible_to(viewer), Q()),
            ("trial", "pk", "pk", trials_visible_to(viewer), Q()),
            ("trial_place", "pk", "trial", places_visible_to(viewer, on), Q()),
            ("decision", "pk", "pk", decisions_visible_to(viewer), of_decision),
            ("decision", "decision", "decision", options_visible_to(viewer), of_option),
        )
    )
    found: QuerySet[Any, tuple[str, int, int]] = first.union(*rest, all=True)
    return found
