"""Seeing attachments: whoever sees what a thread belongs to, and hears what is said of it, sees its attachments."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import BigIntegerField, CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast

from parley.decisions.queries import decisions_heard_by, decisions_visible_to, options_visible_to
from parley.ledger.terms import Ref
from parley.people.terms import Viewer
from parley.prepared import prepared
from parley.roadmap.queries import initiatives_visible_to
from parley.roadmap.queries.solutions import solutions_visible_to
from parley.roadmap.terms import initiative_ref
from parley.topics.queries import topics_visible_to
from parley.trials.queries.seeing import trials_visible_to
from parley.voices.queries.attached import attachments_that_stand

if TYPE_CHECKING:
    from parley.voices.models import Attachment

THERE = "thread__attachments"


@dataclass(frozen=True, slots=True)
class Seen:
    """An attachment that somebody may see, and on whose page it stands."""

    attachment: "Attachment"
    page: Ref  # of an initiative, topic, trial or decision; of a solution, by the key of its initiative

    @property
    def on(self) -> Ref:
        """What its thread is about, as the ledger names it."""
        return initiative_ref(self.page.key) if self.page.kind == "solution" else self.page


def attachment_seen(viewer: Viewer, key: int) -> Seen | None:
    """Give one attachment, if the viewer may see it. Two queries."""
    places = _places(viewer, key)
    row = attachments_that_stand().filter(pk=key).select_related("added_by").first() if places else None
    return Seen(row, Ref(*places[0])) if row else None


@prepared
def _places(viewer: Viewer, key: int) -> QuerySet[Any, tuple[str, int]]:
    """Name the things whose thread holds an attachment, as far as the viewer sees them and hears what is said there.

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
        .values_list(Value(kind, CharField()), Cast(on, BigIntegerField()))
        for kind, on, rows, heard_there in (
            ("initiative", "pk", initiatives_visible_to(viewer), Q()),
            ("solution", "initiative", solutions_visible_to(viewer), Q()),
            ("topic", "pk", topics_visible_to(viewer), Q()),
            ("trial", "pk", trials_visible_to(viewer), Q()),
            ("decision", "pk", decisions_visible_to(viewer), of_decision),
            ("decision", "decision", options_visible_to(viewer), of_option),
        )
    )
    found: QuerySet[Any, tuple[str, int]] = first.union(*rest, all=True)
    return found
