"""The heart of privacy: in random companies the set somebody sees, its inverse and a plain rule agree on everything.

The plain rules below are written from PRODUCT.md alone, on Python sets, so that they can disagree with the queries.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import QuerySet
from hypothesis import HealthCheck, given, settings

from parley.clients.models import Client
from parley.clients.queries import (
    clients_visible_to,
    clients_with_revenue_for,
    insights_visible_to,
    viewers_of_client,
    viewers_of_insight,
)
from parley.decisions.models import Decision
from parley.decisions.queries import decisions_heard_by, decisions_visible_to, hearers_of_decision, viewers_of_decision
from parley.decisions.terms import DecisionState
from parley.groups.models import Area
from parley.groups.queries import areas_visible_to, insiders, viewer_of
from parley.ledger.terms import MACHINE
from parley.meetings.models import ActionPoint, AgendaItem, Meeting
from parley.meetings.queries import (
    is_seen,
    items_visible_to,
    meetings_visible_to,
    points_visible_to,
    viewers_of_meeting,
)
from parley.people.models import Person
from parley.people.queries import people_visible_to, viewers_of_person
from parley.people.terms import Viewer
from parley.roadmap.models import Initiative
from parley.roadmap.queries import initiatives_visible_to, viewers_of_initiative
from parley.roadmap.terms import Audience
from parley.topics.models import Topic
from parley.topics.queries import topics_visible_to, viewers_of_topic
from tests.random_company import AT, Company, build, plans

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def sees_initiative(made: Company, person: Person, initiative: Initiative) -> bool:
    if person.operations or initiative.shown_to is Audience.COMPANY:
        return True
    if (initiative.thread_id, person.pk) in made.guests or made.keeps(initiative.area_id, person):
        return True
    return initiative.shown_to is Audience.GROUP and made.inside(initiative.area_id, person)


def sees_topic(made: Company, person: Person, topic: Topic) -> bool:
    return (
        person.operations
        or made.inside(topic.area_id, person)
        or topic.brought_by_id == person.pk
        or (topic.pk, person.pk) in made.supporters
        or (topic.thread_id, person.pk) in made.guests
    )


TOLD = {DecisionState.PUBLISHED, DecisionState.SUPERSEDED}


def hears_decision(made: Company, person: Person, decision: Decision) -> bool:
    """Whether somebody hears what is said of it before it is published, also afterwards."""
    if person.operations or made.inside(decision.area_id, person) or decision.decider_id == person.pk:
        return True
    if (decision.thread_id, person.pk) in made.guests:
        return True
    over = decision.state in {*TOLD, DecisionState.WITHDRAWN}
    return (decision.decider_id, person.pk) in made.deputies and not over


def sees_decision(made: Company, person: Person, decision: Decision) -> bool:
    if hears_decision(made, person, decision):
        return True
    about = [each for each in made.initiatives if each.pk in made.about[decision.pk]]
    return decision.state in TOLD and bool(about) and all(sees_initiative(made, person, each) for each in about)


def sees_meeting(made: Company, person: Person, meeting: Meeting) -> bool:
    if person.operations or made.inside(meeting.area_id, person):
        return True
    return any((item.pk, person.pk) in made.called for item in made.items if item.meeting_id == meeting.pk)


def knows_of_item(made: Company, person: Person, item: AgendaItem) -> bool:
    return person.operations or made.inside(item.meeting.area_id, person) or (item.pk, person.pk) in made.called


def sees_thing(made: Company, person: Person, item: AgendaItem) -> bool:
    """Whether somebody sees what an item is about; a free line is about nothing else."""
    if item.initiative:
        return sees_initiative(made, person, item.initiative)
    if item.topic:
        return sees_topic(made, person, item.topic)
    return sees_decision(made, person, item.decision) if item.decision else True


def sees_point(made: Company, person: Person, point: ActionPoint) -> bool:
    if person.operations or point.owner_id == person.pk:
        return True
    if point.item and (point.item.pk, person.pk) in made.called:
        return True
    return made.inside(point.area_id, person) and (point.item is None or sees_thing(made, person, point.item))


def is_listed(made: Company, person: Person, area: Area) -> bool:
    del made, person
    return area.dissolved_on is None


def sees_revenue(made: Company, person: Person, client: Client) -> bool:
    keeps_any = any(made.keeps(area.pk, person) for area in made.areas)
    return person.operations or keeps_any or (client.pk, person.pk) in made.managers


def everybody(made: Company, person: Person, thing: Any) -> bool:
    del made, person, thing
    return True


See = Callable[[Viewer], QuerySet[Any]]


Inverse = Callable[[Any], QuerySet[Person]]


Plain = Callable[[Company, Person, Any], bool]


KINDS: dict[str, tuple[See, Inverse | None, Plain]] = {
    "people": (people_visible_to, viewers_of_person, everybody),
    "clients": (clients_visible_to, viewers_of_client, everybody),
    "insights": (insights_visible_to, viewers_of_insight, everybody),
    "initiatives": (initiatives_visible_to, viewers_of_initiative, sees_initiative),
    "topics": (topics_visible_to, viewers_of_topic, sees_topic),
    "decisions": (decisions_visible_to, viewers_of_decision, sees_decision),
    "decisions heard": (decisions_heard_by, hearers_of_decision, hears_decision),
    "meetings": (meetings_visible_to, viewers_of_meeting, sees_meeting),
    "items": (items_visible_to, None, knows_of_item),
    "points": (points_visible_to, None, sees_point),
    "areas": (areas_visible_to, None, is_listed),
}


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(plan=plans)
def test_set_inverse_and_rule_agree(plan: dict[str, Any]) -> None:
    from django.db import transaction  # noqa: PLC0415 - each example is taken back

    with transaction.atomic():
        made = build(plan=plan, actor=MACHINE, at=AT)
        here = [person for person in made.people if person.left_on is None]
        viewers = {person.pk: viewer_of(person) for person in here}
        for kind, (visible_to, viewers_of, plain) in KINDS.items():
            things = getattr(made, kind.partition(" ")[0])
            sets = {person: set(visible_to(viewer).values_list("pk", flat=True)) for person, viewer in viewers.items()}
            for thing in things:
                by_rule = {person.pk for person in here if plain(made, person, thing)}
                by_set = {person for person, seen in sets.items() if thing.pk in seen}
                assert by_set == by_rule, f"{kind}: the set differs from the rule"
                if viewers_of:
                    by_inverse = set(viewers_of(thing).values_list("pk", flat=True))
                    assert by_inverse == by_rule, f"{kind}: the inverse differs from the rule"
        for person in here:
            seen = {row.pk for row in items_visible_to(viewers[person.pk]) if is_seen(row)}
            known = [item for item in made.items if knows_of_item(made, person, item)]
            assert seen == {item.pk for item in known if sees_thing(made, person, item)}, "what items are about"
            rich = {row.pk for row in clients_with_revenue_for(viewers[person.pk])}
            assert rich == {each.pk for each in made.clients if sees_revenue(made, person, each)}
        for area in made.areas:
            assert set(insiders(area.pk).values_list("pk", flat=True)) == {
                person.pk for person in here if person.operations or made.inside(area.pk, person)
            }
        transaction.set_rollback(True)
