"""For whom a file is made: in random companies it holds what each of them sees, and whoever makes it sees all of it."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from parley.decisions.queries import decisions_visible_to
from parley.decisions.queries.handing_out import anyone_of, docket_to_take
from parley.decisions.rules.handing_out import audiences_for, may_hand_to, must_hand_to
from parley.decisions.terms import DecisionState
from parley.groups.queries import viewer_of
from parley.kernel.refusals import Refused
from parley.ledger.terms import MACHINE
from parley.people.terms import Side, Viewer
from parley.roadmap.queries import initiatives_visible_to
from parley.roadmap.terms import Audience
from tests.random_company import AT, Company, build, plans


def somebody(**more: Any) -> Viewer:
    facts = {"person": 9, "name": "", "side": Side.NEITHER, "function": None, "region": None, "time_zone": "UTC"}
    return Viewer(**facts, language="en", **more)


def test_nobody_makes_a_file_for_those_who_see_more():
    member, keeper = somebody(member_of=frozenset({1})), somebody(product_of=frozenset({1}))
    facilitator, decider = somebody(facilitates=frozenset({1})), somebody(decides=frozenset({1}))
    all_ = [Audience.PRODUCT_TEAM, Audience.GROUP, Audience.COMPANY]
    for viewer, area, goes_on, expected in (
        (member, 1, True, all_[1:]), (facilitator, 1, True, all_[1:]), (keeper, 1, True, all_),
        (decider, 1, True, all_), (decider, 1, False, all_[1:]), (somebody(operations=True), 1, True, all_),
        (member, 2, True, all_[2:]), (member, 0, True, all_[2:]), (somebody(operations=True), 0, True, all_[2:]),
        (somebody(on_call_for=frozenset({1})), 1, True, all_[2:]),
    ):  # fmt: skip
        assert audiences_for(viewer, area, goes_on=goes_on) == expected, (viewer, area)
    with pytest.raises(Refused, match="You do not see all that they see"):
        must_hand_to(member, Audience.PRODUCT_TEAM, 1, goes_on=True)


def belongs(made: Company, person: Any, audience: Audience, area: Any) -> bool:
    """Whether somebody is of an audience, by the plain rules of the visibility test."""
    if audience is Audience.COMPANY:
        return True
    if audience is Audience.GROUP:
        return made.inside(area.pk, person)
    return made.keeps(area.pk, person)


def seen(viewer: Viewer) -> set[tuple[str, int]]:
    return {("decision", row.pk) for row in decisions_visible_to(viewer)} | {
        ("initiative", row.pk) for row in initiatives_visible_to(viewer)
    }


@pytest.mark.django_db
@pytest.mark.database
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(plan=plans)
def test_a_file_for_an_audience_is_what_each_of_them_sees_and_nothing_that_its_maker_does_not(
    plan: dict[str, Any],
) -> None:
    with transaction.atomic():
        made = build(plan=plan, actor=MACHINE, at=AT)
        here = {person.pk: seen(viewer_of(person)) for person in made.people if person.left_on is None}
        for area in made.areas:
            for audience in Audience:
                anyone = anyone_of(audience, area.pk)
                for_them = seen(anyone)
                docket = docket_to_take(anyone, area=area.pk)
                kept = {row.pk for row in made.decisions if row.area_id == area.pk
                        and row.state is not DecisionState.WITHDRAWN}  # fmt: skip
                assert {row.pk for row in docket} == {key for kind, key in for_them if kind == "decision"} & kept
                for person in made.people:
                    if person.pk not in here:
                        continue
                    goes_on = area.dissolved_on is None
                    if belongs(made, person, audience, area) and (goes_on or audience is not Audience.PRODUCT_TEAM):
                        assert for_them <= here[person.pk], "somebody of the audience would read more than they see"
                    if may_hand_to(viewer_of(person), audience, area.pk, goes_on=goes_on):
                        assert for_them <= here[person.pk], "a file would hold what its maker does not see"
        transaction.set_rollback(True)
