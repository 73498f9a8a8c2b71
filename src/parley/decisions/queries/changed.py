"""Which decisions changed an initiative, and which settled something in a conversation."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, F, Q, QuerySet

from parley.decisions.models import Decision, DecisionTopic, Effect, Option
from parley.decisions.queries.seeing import decisions_heard_by
from parley.decisions.terms import TOLD, EffectField
from parley.people.terms import Viewer

# Another owner, audience or confidence changes nothing of what is built, or when.
CHANGING = (EffectField.HORIZON, EffectField.WINDOW, EffectField.STAGE, EffectField.SHIFT)


def decisions_that_changed() -> QuerySet[Effect, int]:
    """Keys of decisions that moved, stopped or lent a team for an initiative, as a part of a query."""
    done = Effect.objects.filter(field__in=CHANGING, option=F("option__decision__chosen")).exclude(applied_at=None)
    return done.values_list("option__decision", flat=True)


def settled_with_change(topic: Any) -> Exists:
    """Give, as a part of a query, whether a decision that changed an initiative settled the topic with that key."""
    links = DecisionTopic.objects.filter(topic=topic, decision__state__in=TOLD)
    return Exists(links.filter(decision__in=decisions_that_changed()))


def published_in(thread: Any, *, since: Any, before: Any = None) -> Q:
    """Give, as a part of a query, whether a decision was published that is talked about in the thread with that key.

    After one moment, and by another if that is given.
    """
    told = Decision.objects.filter(state__in=TOLD, published_at__gt=since)
    if before is not None:
        told = told.filter(published_at__lte=before)
    return Q(Exists(told.filter(thread=thread))) | Q(Exists(told.filter(options__thread=thread)))


def decisions_talked_about(viewer: Viewer, threads: Collection[int]) -> list[tuple[int, int, str]]:
    """Give the thread, key and question of each decision that some threads are about, as far as the viewer hears it.

    Those of its options are about it too. One query.
    """
    heard = decisions_heard_by(viewer).order_by()
    own = heard.filter(thread__in=threads).values_list("thread", "pk", "question")
    options = Option.objects.filter(thread__in=threads, decision__in=heard.values("pk")).order_by()
    return list(own.union(options.values_list("thread", "decision", "decision__question")))


def threads_heard_by(viewer: Viewer) -> Q:
    """Say as a condition on what was said that it is about a decision of which the viewer hears the talk."""
    heard = decisions_heard_by(viewer).order_by()
    options = Option.objects.filter(decision__in=heard.values("pk")).exclude(thread=None)
    return Q(thread__in=heard.values("thread")) | Q(thread__in=options.order_by().values("thread"))
