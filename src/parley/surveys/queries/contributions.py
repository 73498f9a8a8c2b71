"""What was given from one moment until another, and what came of each: the definitions, as the database counts them.

In words they stand in `surveys.terms.influence.DEFINITIONS`, and why they are so in docs/decisions/0034.
"""

from datetime import UTC, datetime
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce, TruncDate

from parley.clients.queries import voices_visible_to
from parley.decisions.queries.changed import decisions_that_changed, published_in, settled_with_change
from parley.groups.queries import acting
from parley.groups.queries.longest import answers_topics
from parley.ledger.terms import MACHINE
from parley.roadmap.queries.answered import with_answers
from parley.surveys.terms.influence import ANSWER_WITHIN
from parley.topics.queries import topics_visible_to
from parley.topics.terms import TopicState
from parley.voices.queries import comments_that_stand, credits_named
from parley.voices.terms import Given

COUNTED = (Given.INSIGHT, Given.TOPIC, Given.COMMENT)  # notes have no name
DECISION = "decision"
SETTLED = (TopicState.ANSWERED, TopicState.DECIDED)
# A topic that was merged has the answer of what it is part of, which may have been merged in its turn.
HEADS = ("", "merged_into__", "merged_into__merged_into__", "merged_into__merged_into__merged_into__")


def given_in(kind: Given, since: datetime, before: datetime) -> QuerySet[Any]:
    """Give what was given of a kind, each with `by`, `given_at`, and whether it was each of `Outcome`.

    Read by the index of its moment: `insight_as_noted`, `topics_as_brought`, `comments_as_input`.
    """
    found = {Given.INSIGHT: _insights, Given.TOPIC: _topics, Given.COMMENT: _comments}[kind](since, before)
    named = credits_named(kind, OuterRef("by"), DECISION)
    changing = Q(Exists(named.filter(credited_by__in=decisions_that_changed())))
    if kind is Given.INSIGHT:
        changing |= Q(began=True)
    if kind is Given.TOPIC:
        changing |= Q(settled_with_change(OuterRef("pk")))
    done: QuerySet[Any] = found.annotate(credited=Exists(named), changed=changing)
    return done


def _insights(since: datetime, before: datetime) -> QuerySet[Any]:
    rows = voices_visible_to(acting(MACHINE)).select_related(None).defer(None)
    noted = rows.filter(noted_at__gte=since, noted_at__lt=before)
    heard = noted.annotate(by=Coalesce("on_behalf_of", "author"), given_at=F("noted_at")).exclude(by=None)
    return with_answers(heard, within=ANSWER_WITHIN)


def _topics(since: datetime, before: datetime) -> QuerySet[Any]:
    rows = topics_visible_to(acting(MACHINE)).select_related(None).exclude(state=TopicState.WITHDRAWN)
    brought = rows.filter(brought_at__gte=since, brought_at__lt=before)
    is_settled = [Q(**{f"{head}state__in": SETTLED}) for head in HEADS]
    answered = Q()
    for head, settled in zip(HEADS, is_settled, strict=True):
        answered |= settled & ~Q(**{f"{head}settled_by": F("brought_by")})
    settled_at = Case(*(When(settled, F(f"{head}settled_at")) for head, settled in zip(HEADS, is_settled, strict=True)))
    dated = brought.annotate(by=F("brought_by"), given_at=F("brought_at"), settled_on=TruncDate(settled_at, tzinfo=UTC))
    done: QuerySet[Any] = dated.annotate(answered=answered, in_time=answered & Q(settled_on__lte=F("answer_by")))
    return done


def _comments(since: datetime, before: datetime) -> QuerySet[Any]:
    rows = comments_that_stand().filter(input_at__gte=since, input_at__lt=before)
    moment, due, thread = OuterRef("input_at"), OuterRef("input_at") + ANSWER_WITHIN, OuterRef("thread")
    replies = comments_that_stand().filter(answers_topics("author"), thread=thread, said_at__gt=moment)
    replies = replies.exclude(author=OuterRef("author"))
    topics = topics_visible_to(acting(MACHINE)).order_by().select_related(None)
    settled = topics.filter(thread=thread, state__in=SETTLED, settled_at__gt=moment)
    settled = settled.exclude(settled_by=OuterRef("author"))
    answered = Q(Exists(replies)) | Q(Exists(settled)) | published_in(thread, since=moment)
    soon = Q(Exists(replies.filter(said_at__lte=due))) | Q(Exists(settled.filter(settled_at__lte=due)))
    soon |= published_in(thread, since=moment, before=due)
    done: QuerySet[Any] = rows.annotate(by=F("author"), given_at=F("input_at"), answered=answered, in_time=soon)
    return done
