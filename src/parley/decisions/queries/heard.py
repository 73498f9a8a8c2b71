"""What is said of a decision before it is published is heard by those who could see it then, and by nobody since."""

from collections.abc import Collection, Iterable

from django.db.models import Exists, OuterRef, QuerySet

from parley.decisions.models import Decision
from parley.decisions.queries.seeing import decisions_heard_by, decisions_visible_to
from parley.decisions.terms import TALKED
from parley.ledger.queries import Told
from parley.people.terms import Viewer
from parley.prepared import padded, prepared
from parley.voices.models import Comment


def comments_heard(decision: Decision, comments: Iterable[Comment]) -> list[Comment]:
    """Leave out what was said before a decision was published, for whoever sees it only since; see `decision_seen`."""
    since = decision.published_at
    if since is None or is_heard(decision):
        return list(comments)
    return [each for each in comments if each.said_at > since]


def talks_of(viewer: Viewer, keys: Collection[int]) -> dict[int, Decision]:
    """Give by key some decisions as far as the viewer sees them, for `comments_heard`. One query, none without any."""
    return {each.pk: each for each in _talks(viewer, padded(keys))} if keys else {}


@prepared
def _talks(viewer: Viewer, keys: tuple[int, ...]) -> QuerySet[Decision]:
    heard = Exists(decisions_heard_by(viewer).filter(pk=OuterRef("pk")))
    return decisions_visible_to(viewer).filter(pk__in=keys).order_by().annotate(heard=heard)


def is_heard(decision: Decision) -> bool:
    """Whether whoever read a decision by `decision_seen` hears what was said before it was published."""
    return bool(decision.heard)  # type: ignore[attr-defined]  # an annotation


def talk_heard(viewer: Viewer, told: Iterable[Told]) -> frozenset[int]:
    """Keys of decisions of which the viewer may read what entries say of the talk. One query, none without any."""
    keys = {each.event.about()[0].key for each in told if each.reason and each.event.kind in TALKED}
    return frozenset(_heard(viewer, padded(keys))) if keys else frozenset()


@prepared
def _heard(viewer: Viewer, keys: tuple[int, ...]) -> QuerySet[Decision, int]:
    return decisions_heard_by(viewer).filter(pk__in=keys).order_by().values_list("pk", flat=True)


def is_talk_unheard(told: Told, heard: Collection[int]) -> bool:
    """Whether an entry tells words of a group's talk to somebody who hears that of some decisions, and not of this."""
    return told.event.kind in TALKED and told.event.about()[0].key not in heard
