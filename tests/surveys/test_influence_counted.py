"""What the database counts of influence is what a plain count of the definitions finds, in random companies."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parley.groups.models import Member
from parley.groups.terms import MemberKind
from parley.kernel.spans import quarter_of
from parley.ledger.models import Entry
from parley.ledger.terms import MACHINE
from parley.people.models import Person
from parley.reactions.influence import count_influence
from parley.surveys.actions.influence import keep_counts
from parley.surveys.queries.influence_counts import (
    counted_now,
    quarters_counted,
    quarters_to_count,
    tallies_by_kind,
    tallies_by_place,
    tallies_by_quarter,
)
from parley.surveys.terms.influence import QUARTERS, Place, Tally
from tests.surveys.given import SECOND, START, THIRD, build, counted

pytestmark = [pytest.mark.django_db, pytest.mark.database]
FIGURES = ("given", "answered", "in_time", "credited", "changed")


def by_lot(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - a made-up company


def found_in(quarter: Any) -> dict[Any, Any]:
    return {(each.person, each.kind): tuple(getattr(each, name) for name in FIGURES) for each in counted_now(quarter)}


@pytest.mark.once
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9))
def test_what_is_counted_is_what_the_definitions_say(seed: int) -> None:
    with transaction.atomic():
        made = build(random=by_lot(seed))
        for quarter in (SECOND, THIRD):
            assert found_in(quarter) == counted(made, quarter)
        transaction.set_rollback(True)


def test_the_random_companies_hold_every_outcome() -> None:
    """The control of the test above: each figure is neither none nor all in what it compares."""
    sums = [0] * len(FIGURES)
    for seed in range(12):
        with transaction.atomic():
            made = build(random=by_lot(seed))
            for quarter in (SECOND, THIRD):
                for row in counted(made, quarter).values():
                    sums = [one + other for one, other in zip(sums, row, strict=True)]
            transaction.set_rollback(True)
    assert all(sums[0] * 0.05 < each < sums[0] * 0.9 for each in sums[1:]), sums


def place_of(person: Person) -> Place:
    core = Member.objects.filter(person=person, kind=MemberKind.CORE, until=None).order_by("since", "pk").first()
    return Place(
        person.side.value, core.area.key if core else "", person.region.key if person.region else "",
        person.function.key if person.function else "",
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_what_was_kept_adds_up_by_place_kind_and_quarter(seed: int) -> None:
    made = build(random=by_lot(seed))
    for quarter in (SECOND, THIRD):
        keep_counts(quarter=quarter, counts=counted_now(quarter), actor=MACHINE, at=START)
    plain = counted(made, THIRD)
    places: dict[Place, Tally] = {}
    for person in made.people:
        mine = [row for (key, _kind), row in plain.items() if key == person.pk]
        if mine:
            sums = (sum(column) for column in zip(*mine, strict=True))
            tally = Tally(people=1, **dict(zip(FIGURES, sums, strict=True)))
            places[place_of(person)] = places.get(place_of(person), Tally()) + tally
    assert tallies_by_place(THIRD) == places
    whole = sum(places.values(), Tally())
    kinds = tallies_by_kind(THIRD)
    assert sum(each.given for each in kinds.values()) == whole.given
    assert sum(each.credited for each in kinds.values()) == whole.credited
    assert [quarter for quarter, _ in tallies_by_quarter()] == [SECOND, THIRD]
    assert {str(quarter): tally for quarter, tally in tallies_by_quarter()}[str(THIRD)] == whole


def test_counting_again_takes_the_place_of_what_was_counted_and_writes_no_history() -> None:
    build(random=by_lot(3))
    entries = Entry.objects.count()
    at = START + timedelta(days=60)
    count_influence(at)
    first = {quarter: tallies_by_place(quarter) for quarter in quarters_to_count(at.date())}
    count_influence(at + timedelta(hours=1))
    assert {quarter: tallies_by_place(quarter) for quarter in quarters_to_count(at.date())} == first
    assert any(first.values())
    assert Entry.objects.count() == entries
    assert [quarter for quarter, _at in quarters_counted()] == quarters_to_count(at.date())
    assert len(quarters_counted()) == QUARTERS
    assert quarters_counted()[0] == (quarter_of(at.date()), at + timedelta(hours=1))


INDEXES = {"insight_as_noted", "topics_as_brought", "comments_as_input"}


def test_counting_reads_a_quarter_by_its_indexes_and_three_queries() -> None:
    build(random=by_lot(5))
    with CaptureQueriesContext(connection) as queries:
        list(counted_now(THIRD))
    assert len(queries) == len(INDEXES)
    if connection.vendor == "sqlite":  # PostgreSQL reads a table of nine rows from end to end, whatever indexes it has
        with connection.cursor() as cursor:
            plans = []
            for each in queries:
                cursor.execute(f"EXPLAIN QUERY PLAN {each['sql']}")
                plans.append(" ".join(str(row[3]) for row in cursor.fetchall()))
        for index, plan in zip(("insight_as_noted", "topics_as_brought", "comments_as_input"), plans, strict=True):
            assert index in plan, plan
