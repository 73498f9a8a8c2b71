"""In random companies the index finds for everybody exactly what they may see, by its words."""

from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings

from parley.decisions.models import Dissent
from parley.groups.queries import viewer_of
from parley.ledger.door import action, record
from parley.ledger.terms import MACHINE, Ref
from parley.people.events import CaughtUp
from parley.roadmap.models import InitiativeWhy
from parley.search.actions import rebuild
from parley.search.queries import found, meant
from parley.search.terms import Kind
from parley.topics.models import Supporter
from parley.voices.models import Comment
from tests.random_company import AT, build, plans
from tests.test_visibility import KINDS, hears_decision, sees_meeting

pytestmark = [pytest.mark.django_db, pytest.mark.database]
WORDS = {
    "people": "p",
    "clients": "c",
    "insights": "t",
    "initiatives": "i",
    "topics": "t",
    "decisions": "d",
    "meetings": "m",
    "points": "p",
}
FOUND_AS = {"people": Kind.PERSON, "clients": Kind.CLIENT, "insights": Kind.INSIGHT, "initiatives": Kind.INITIATIVE,
            "topics": Kind.TOPIC, "decisions": Kind.DECISION, "meetings": Kind.MEETING,
            "points": Kind.ACTION_POINT}  # fmt: skip
TALKED_OF = ("initiatives", "topics", "decisions")


@action
def talk(*, made: Any, actor: Any, at: Any) -> dict[int, tuple[str, Any]]:
    """Say something about everything, also as dissent and why; give what each comment that stands is about."""
    about: dict[int, tuple[str, Any]] = {}
    speaker = made.people[0]
    for kind in TALKED_OF:
        for thing in getattr(made, kind):
            given = {"thread_id": thing.thread_id, "author": speaker, "said_at": at}
            about[Comment.objects.create(text="Remark", **given).pk] = kind, thing
            Comment.objects.create(text="Remark", withdrawn_at=at, **given)
    for each in made.decisions:
        Dissent.objects.create(decision=each, person=speaker, text="Objection", said_at=at)
    for topic_supported, person in made.supporters:
        Supporter.objects.filter(topic=topic_supported, person=person).update(why="Longing")
    for each in made.initiatives:
        each.why = InitiativeWhy.objects.create(initiative=each, budget="Florins", return_basis="Tally", written_at=at)
        each.save(update_fields=["why"])
    record(CaughtUp(person=speaker.pk))
    return about


def count_rows() -> None:
    """Let PostgreSQL know what is there: it would do so itself later, and until then it reads all for each of all."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(plan=plans)
def test_in_random_companies_exactly_what_may_be_seen_is_found(plan: dict[str, Any]) -> None:
    with transaction.atomic():
        made = build(plan=plan, actor=MACHINE, at=AT)
        remarks = talk(made=made, actor=MACHINE, at=AT)
        rebuild()
        count_rows()
        for person in (each for each in made.people if each.left_on is None):
            viewer = viewer_of(person)
            for kind, found_as in FOUND_AS.items():
                may_see = KINDS[kind][2]
                finds = found(viewer, WORDS[kind], limit=1000, kinds=[found_as])
                assert {find.ref.key for find in finds} == {
                    thing.pk for thing in getattr(made, kind) if may_see(made, person, thing)
                }
            finds = found(viewer, "remark", limit=1000)
            hears = {kind: rule for kind, (_set, _inverse, rule) in KINDS.items()} | {"decisions": hears_decision}
            assert {find.ref.key: find.standing.page for find in finds} == {
                comment: Ref(kind.removesuffix("s"), thing.pk)
                for comment, (kind, thing) in remarks.items()
                if hears[kind](made, person, thing)
            }
            assert sum(find.ref.kind == "comment" for find in finds) == len(finds)
            for words, kind in (("objection", "decisions"), ("florins tally", "initiatives"), ("longing", "topics")):
                assert {find.ref.key for find in found(viewer, words, limit=1000)} == {
                    thing.pk
                    for thing in getattr(made, kind)
                    if KINDS[kind][2](made, person, thing)
                    and (kind != "topics" or any(key == thing.pk for key, _ in made.supporters))
                }
            assert bool(meant(viewer, "remrk")) == bool(finds)  # nobody is offered a word they cannot read
            lines = found(viewer, "l", limit=1000, kinds=[Kind.AGENDA_ITEM])
            sat_in = {Ref("meeting", each.pk) for each in made.meetings if sees_meeting(made, person, each)}
            assert all(viewer.operations or find.page in sat_in for find in lines)
        transaction.set_rollback(True)
