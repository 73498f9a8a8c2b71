"""Seeing one comment or thread: whoever sees what it is about, and hears what is said of it; and who else does."""

from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, CharField, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from parley.decisions.queries import (
    decisions_heard_by,
    decisions_visible_to,
    hearers_of_decision,
    options_visible_to,
    viewers_of_decision,
)
from parley.ledger.terms import Ref
from parley.people.models import Person
from parley.people.terms import Viewer
from parley.prepared import prepared
from parley.roadmap.queries import initiatives_visible_to, viewers_of_initiative
from parley.roadmap.queries.solutions import solutions_visible_to
from parley.topics.queries import topics_visible_to, viewers_of_topic
from parley.trials.queries.seeing import trials_visible_to, viewers_of_trial
from parley.voices.models import Comment, Thread
from parley.voices.queries import comments_that_stand, thread_by_key

Place = tuple[str, int, str, str]  # which part, by the key of its page, with the title and area of that
SAID = "thread__comments"
ABOUT = {"solution": "initiative", "option": "decision"}  # what the thread of a part is about


@dataclass(frozen=True, slots=True)
class Talk:
    """A thread the viewer may see: what it is about, by which page it is read, and whose area that is."""

    thread: Thread
    page: Ref  # of a solution by its initiative, of an option by its decision
    on: Ref  # what its thread is about, as the ledger names it
    title: str  # of that
    area: str  # its key


@dataclass(frozen=True, slots=True)
class SeenComment:
    """A comment the viewer may see, and where it was said."""

    comment: Comment
    talk: Talk


def comment_seen(viewer: Viewer, key: int) -> SeenComment | None:
    """Give one comment, if the viewer sees what it is about and hears what is said of it. Three queries."""
    places = _of_comment(viewer, key)
    row = comments_that_stand().filter(pk=key).select_related("author__function", "thread").first() if places else None
    return SeenComment(row, _talk(row.thread, places[0])) if row else None


def thread_seen(viewer: Viewer, key: int) -> Talk | None:
    """Give one thread, if the viewer sees what it is about. Two queries."""
    places = _of_thread(viewer, key)
    return _talk(thread_by_key(key), places[0]) if places else None


def readers_of(viewer: Viewer, on: Ref, comment: Comment | None = None) -> QuerySet[Person]:
    """Everybody who may see what a thread the viewer sees is about: whom a comment may name. One or two queries.

    With a `comment`, whoever may read that one: what was said before a decision was published is heard by fewer.
    """
    match on.kind:
        case "initiative":
            return viewers_of_initiative(initiatives_visible_to(viewer).get(pk=on.key))
        case "topic":
            return viewers_of_topic(topics_visible_to(viewer).get(pk=on.key))
        case "decision":
            decision = decisions_visible_to(viewer).get(pk=on.key)
            early = comment is not None and decision.published_at and comment.said_at <= decision.published_at
            return hearers_of_decision(decision) if early else viewers_of_decision(decision)
        case _:
            return viewers_of_trial(trials_visible_to(viewer).get(pk=on.key))


def _talk(thread: Thread, place: Place) -> Talk:
    part, key, title, area = place
    return Talk(thread, Ref(part, key), Ref(ABOUT.get(part, part), key), title, area)


@prepared
def _of_comment(viewer: Viewer, key: int) -> QuerySet[Any, Place]:
    heard, since = decisions_heard_by(viewer).order_by().values("pk"), f"{SAID}__said_at__gt"
    of_decision = Q(pk__in=heard) | Q(**{since: F("published_at")})
    of_option = Q(decision__in=heard) | Q(**{since: F("decision__published_at")})
    return _places(viewer, {SAID: key, f"{SAID}__withdrawn_at": None}, of_decision, of_option)


@prepared
def _of_thread(viewer: Viewer, key: int) -> QuerySet[Any, Place]:
    return _places(viewer, {"thread": key}, Q(), Q())


def _places(viewer: Viewer, which: dict[str, Any], of_decision: Q, of_option: Q) -> QuerySet[Any, Place]:
    first, *rest = (
        rows.filter(heard_there, **which)  # in one filter, so that both are said of the same comment
        .order_by()
        .select_related(None)
        .values_list(
            Value(part, CharField()),
            Cast(at, BigIntegerField()),
            Cast(title, TextField()),
            Cast(area, TextField()),
        )
        for part, at, title, area, rows, heard_there in (
            ("initiative", "pk", "title", "area__key", initiatives_visible_to(viewer), Q()),
            ("solution", "initiative", "initiative__title", "initiative__area__key", solutions_visible_to(viewer), Q()),
            ("topic", "pk", "title", "area__key", topics_visible_to(viewer), Q()),
            ("trial", "pk", "code_name", "initiative__area__key", trials_visible_to(viewer), Q()),
            ("decision", "pk", "question", "area__key", decisions_visible_to(viewer), of_decision),
            ("option", "decision", "decision__question", "decision__area__key", options_visible_to(viewer), of_option),
        )
    )
    found: QuerySet[Any, Place] = first.union(*rest, all=True)
    return found
