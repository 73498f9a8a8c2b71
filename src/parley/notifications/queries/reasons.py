"""Why a thing concerns somebody, as conditions on people; and of which groups and things news of it is."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from parley.clients.queries import managing, standing_in_for
from parley.decisions.queries import disagreed_with
from parley.groups.queries import insiders_of
from parley.meetings.queries import people_invited_to
from parley.notifications.queries.levels import Scope, hearing_group
from parley.notifications.terms import Because
from parley.roadmap.queries import askers_of
from parley.voices.queries import credits_of, followers_of

Reasons = Iterator[tuple[Because, Q]]


def reasons_of_decision(decision: Any, on: date) -> Reasons:
    """Say why a published decision concerns somebody."""
    initiatives = decision.initiative_links.values("initiative")
    yield Because.OWNS, Q(pk=decision.decider_id)
    yield Because.OWNS, Q(pk__in=decision.settlements.filter(ended_at=None).values("settled_by"))
    yield Because.CREDITED, Q(pk__in=credits_of("decision", decision.pk).order_by().values("person"))
    yield Because.BROUGHT, Q(pk__in=decision.topic_links.values("topic__brought_by"))
    yield Because.SUPPORTS, Q(pk__in=decision.topic_links.values("topic__supporters__person"))
    yield from _asked_for(initiatives, on)
    yield Because.FOLLOWS, _follows(decision.thread_id)
    yield Because.FOLLOWS, Q(pk__in=decision.options.order_by().values("thread__followers__person"))
    yield Because.FOLLOWS, Q(pk__in=decision.initiative_links.values("initiative__thread__followers__person"))
    yield Because.FOLLOWS, Q(pk__in=decision.topic_links.values("topic__thread__followers__person"))
    yield Because.MEMBER, of_group(decision.area_id)


def reasons_of_review(decision: Any) -> Reasons:
    """Say whom it concerns what became of a decision."""
    yield Because.DISSENTED, disagreed_with(decision)
    yield Because.FOLLOWS, _follows(decision.thread_id)


def reasons_of_topic(topic: Any) -> Reasons:
    """Say why a topic concerns somebody."""
    yield Because.BROUGHT, Q(pk=topic.brought_by_id)
    yield Because.SUPPORTS, Q(pk__in=topic.supporters.values("person"))
    yield Because.FOLLOWS, _follows(topic.thread_id)
    yield Because.MEMBER, of_group(topic.area_id)


def reasons_of_initiative(initiative: Any, on: date) -> Reasons:
    """Say why an initiative concerns somebody."""
    links = initiative.insight_links
    yield Because.OWNS, Q(pk=initiative.owner_id)
    yield Because.BROUGHT, Q(pk__in=links.exclude(insight__author=None).values("insight__author"))
    yield Because.BROUGHT, Q(pk__in=links.exclude(insight__on_behalf_of=None).values("insight__on_behalf_of"))
    yield from _asked_for([initiative.pk], on)
    yield Because.FOLLOWS, _follows(initiative.thread_id)
    yield Because.MEMBER, of_group(initiative.area_id)


def reasons_of_trial(trial: Any) -> Reasons:
    """Say why a trial concerns somebody."""
    yield Because.OWNS, Q(pk=trial.planned_by_id)
    yield Because.FOLLOWS, _follows(trial.thread_id)
    yield Because.MEMBER, of_group(trial.initiative.area_id)


def reasons_of_insight(voices: QuerySet[Any]) -> Reasons:
    """Say why what clients said concerns somebody."""
    yield Because.BROUGHT, Q(pk__in=voices.exclude(author=None).values("author"))
    yield Because.BROUGHT, Q(pk__in=voices.exclude(on_behalf_of=None).values("on_behalf_of"))
    yield Because.ASKED, Q(accounts__client__in=voices.values("client"))


def reasons_of_meeting(meeting: Any) -> Reasons:
    """Say why a meeting concerns somebody."""
    yield Because.CALLED, Q(pk__in=meeting.items.exclude(called_in=None).values("called_in__person"))
    yield Because.MEMBER, Q(pk__in=people_invited_to(meeting).order_by().values("pk"))


def _asked_for(initiatives: QuerySet[Any] | Collection[int], on: date) -> Reasons:
    """Say who looks after a client who asks for one of some initiatives, or stands in for whoever does."""
    clients = askers_of(initiatives)
    yield Because.ASKED, managing(clients)
    yield Because.ASKED, standing_in_for(clients, on)


def _follows(thread: int) -> Q:
    return Q(pk__in=followers_of(thread).values("pk"))


def of_group(area: int) -> Q:
    """Say as a condition on people who belongs to a group, or asked to hear of it."""
    return insiders_of(area) | hearing_group(area)


def scope_of_decision(decision: Any) -> Scope:
    """Say what news of a decision is of: itself, then what it weighs and settles."""
    weighed = decision.initiative_links.values_list("initiative__thread", flat=True)
    settled = decision.topic_links.values_list("topic__thread", flat=True)
    return Scope((decision.area_id,), (decision.thread_id, *weighed, *settled))


def scope_of(thing: Any) -> Scope:
    """Say what news of a thing of a group is of: itself."""
    return Scope((thing.area_id,), (thing.thread_id,))


def scope_of_trial(trial: Any) -> Scope:
    """Say what news of a trial is of: itself, then its initiative."""
    return Scope((trial.initiative.area_id,), (trial.thread_id, trial.initiative.thread_id))
