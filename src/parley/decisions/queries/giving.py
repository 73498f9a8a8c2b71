"""What was said about a decision and given to it, and by whom; its words for the search index."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Coalesce

from parley.clients.models import Insight
from parley.clients.queries import insights_visible_to
from parley.decisions.models import Decision, Option
from parley.decisions.queries.parts import initiative_keys_of, initiatives_of, topics_of
from parley.decisions.terms import Gift
from parley.people.models import Person
from parley.people.queries import names_of
from parley.people.terms import Viewer
from parley.prepared import padded, prepared
from parley.topics.models import Topic
from parley.voices.models import Comment
from parley.voices.queries import comments_and_input, comments_that_stand
from parley.voices.terms import Given


def said_about(
    decision: Decision, topics: Iterable[Topic], options: Iterable[Option], initiatives: Iterable[Any]
) -> list[Comment]:
    """What was said about a decision, its options and the topics it settles, oldest first; one query.

    Of what was said about some of its initiatives, only what its author would like considered. These come as
    `initiatives_of` or `initiatives_weighed` give them.
    """
    of_options = (each.thread_id for each in options if each.thread_id)
    threads = {decision.thread_id, *(each.thread_id for each in topics), *of_options}
    others = {key for each in initiatives for key in (each.thread_id, each.heard) if key}
    return comments_and_input(padded(threads), padded(others))


def last_said(decision: Decision) -> datetime | None:
    """When something was last said of a decision or of one of its options; for actions."""
    last: datetime | None = comments_that_stand().filter(_own(decision)).aggregate(last=Max("said_at"))["last"]
    return last


def _own(decision: Decision) -> Q:
    return Q(thread=decision.thread_id) | Q(thread__in=Option.objects.filter(decision=decision).values("thread"))


def insights_behind(viewer: Viewer, initiatives: Collection[int]) -> list[Insight]:
    """What clients said about some initiatives, what was said last first; no query when there is none."""
    return _insights_behind(viewer, padded(initiatives)) if initiatives else []


@prepared
def _insights_behind(viewer: Viewer, initiatives: tuple[int, ...]) -> QuerySet[Insight]:
    rows = insights_visible_to(viewer).filter(initiative_links__initiative__in=initiatives)
    return rows.distinct().order_by("-said_on", "-pk")


@dataclass(frozen=True, slots=True)
class Giver:
    """Somebody whose contributions a decision may credit, with all they gave."""

    person: Person
    gifts: tuple[Gift, ...]


def givers_to(insights: Iterable[Insight], topics: Iterable[Topic], comments: Iterable[Comment]) -> list[Giver]:
    """Gather who gave what, by name; no query. An insight counts for whoever heard it, not for whoever typed it."""
    heard = [(by, each.pk) for each in insights if (by := each.on_behalf_of or each.author)]
    return _gathered(heard, topics, comments)


def givers_behind(
    viewer: Viewer, initiatives: Collection[int], topics: Iterable[Topic], comments: Iterable[Comment]
) -> list[Giver]:
    """Gather who gave what to some initiatives, topics and conversations, by name. Two queries at most.

    Of what clients said no more is read than who heard it, as there is no end to it.
    """
    heard = list(_heard_behind(viewer, padded(initiatives))) if initiatives else []
    people = names_of({by for by, _insight in heard})
    return _gathered([(people[by], insight) for by, insight in heard if by], topics, comments)


@prepared
def _heard_behind(viewer: Viewer, initiatives: tuple[int, ...]) -> QuerySet[Any, Any]:
    rows = insights_visible_to(viewer).filter(initiative_links__initiative__in=initiatives).order_by()
    heard: QuerySet[Any, Any] = rows.values_list(Coalesce("on_behalf_of", "author"), "pk").distinct()
    return heard.order_by("pk")


def _gathered(heard: Iterable[tuple[Person, int]], topics: Iterable[Topic], comments: Iterable[Comment]) -> list[Giver]:
    gifts: dict[Person, list[Gift]] = {}
    for by, insight in heard:
        gifts.setdefault(by, []).append(Gift(by.pk, Given.INSIGHT, insight))
    for topic in topics:
        gifts.setdefault(topic.brought_by, []).append(Gift(topic.brought_by_id, Given.TOPIC, topic.pk))
    for comment in comments:
        gifts.setdefault(comment.author, []).append(Gift(comment.author_id, Given.COMMENT, comment.pk))
    return [Giver(person, tuple(each)) for person, each in sorted(gifts.items(), key=lambda pair: pair[0].name)]


def contributions_to(viewer: Viewer, decision: Decision) -> list[Giver]:
    """Who gave what to a decision, besides its decider: what its page proposes to credit. Seven queries."""
    topics, options = topics_of(viewer, decision.pk), Option.objects.filter(decision=decision)
    said = said_about(decision, topics, options, initiatives_of(viewer, decision.pk))
    givers = givers_behind(viewer, initiative_keys_of(decision), topics, said)
    return [each for each in givers if each.person.pk != decision.decider_id]


def decision_texts(keys: Collection[int] | None = None) -> Iterator[tuple[int, str, str]]:
    """Key, question, and context, reason, options and dissents of some decisions, or of all, for the search index."""
    rows = Decision.objects.filter(pk__in=keys) if keys is not None else Decision.objects.all()
    related = "options", "dissents", "unsigned_dissents"
    for decision in rows.prefetch_related(*related).order_by("pk").iterator(chunk_size=500):
        parts = [decision.context, decision.what_changed, decision.reason]
        for option in decision.options.all():
            parts += [option.title, option.why]
        said = [each.text for each in decision.dissents.all()]
        parts += sorted(said + [each.words for each in decision.unsigned_dissents.all() if each.browser is None])
        yield decision.pk, decision.question, "\n".join(part for part in parts if part)
