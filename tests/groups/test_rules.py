"""Who may keep a group, without a database."""

from decimal import Decimal
from typing import Any

import pytest

from parley.groups import rules
from parley.kernel.refusals import Refused
from parley.people.terms import Side, Viewer

HERE, THERE = 1, 2


def viewer(**places: Any) -> Viewer:
    return Viewer(person=1, name="V", side=Side.NEITHER, function=None, region=None, time_zone="UTC", language="en",
                  **places)  # fmt: skip


OPERATIONS = viewer(operations=True)
FACILITATOR = viewer(facilitates=frozenset({HERE}))
PRODUCT = viewer(product_of=frozenset({HERE}))
DECIDER = viewer(decides=frozenset({HERE}))
MEMBER = viewer(member_of=frozenset({HERE}))
EVERYBODY = (OPERATIONS, FACILITATOR, PRODUCT, DECIDER, MEMBER)


def test_facilitators_and_operations_keep_the_group() -> None:
    assert [rules.may_keep_group(each, HERE) for each in EVERYBODY] == [True, True, False, False, False]
    assert not rules.may_keep_group(FACILITATOR, THERE)
    with pytest.raises(Refused, match="Ask one of them"):
        rules.must_keep_group(MEMBER, HERE)


def test_product_people_and_operations_keep_the_roadmap() -> None:
    assert [rules.may_keep_roadmap(each, HERE) for each in EVERYBODY] == [True, False, True, False, False]
    with pytest.raises(Refused, match="Raise a topic"):
        rules.must_keep_roadmap(FACILITATOR, HERE)


def test_the_decider_and_operations_name_product_people() -> None:
    assert [not rules.naming_refusal(each, HERE) for each in EVERYBODY] == [True, False, False, True, False]
    with pytest.raises(Refused, match="decider and product operations"):
        rules.must_name_product_people(FACILITATOR, HERE)


def test_operations_alone_keep_areas() -> None:
    rules.must_keep_areas(OPERATIONS)
    for each in EVERYBODY[1:]:
        with pytest.raises(Refused, match="Only product operations open areas"):
            rules.must_keep_areas(each)


def test_an_heir_goes_on_and_is_another() -> None:
    rules.must_inherit(area=HERE, heir=THERE, heir_dissolved=False)
    for heir, dissolved in ((HERE, False), (THERE, True)):
        with pytest.raises(Refused, match="Choose another area"):
            rules.must_inherit(area=HERE, heir=heir, heir_dissolved=dissolved)
    with pytest.raises(Refused, match="was dissolved"):
        rules.must_be_open("Ads", dissolved=True)


@pytest.mark.parametrize("capacity", ["-0.5", "1000", "NaN", "Infinity"])
def test_a_capacity_is_a_number_of_weeks(capacity: str) -> None:
    with pytest.raises(Refused, match="0 to 999"):
        rules.capacity_of(Decimal(capacity))


@pytest.mark.parametrize("days", [0, 91])
def test_topics_are_answered_in_days(days: int) -> None:
    with pytest.raises(Refused, match="1 to 90"):
        rules.answer_days_of(days)


@pytest.mark.parametrize("charter", ["x" * 20_001, "a\0b"])
def test_a_charter_is_a_text(charter: str) -> None:
    with pytest.raises(Refused, match="20,000"):
        rules.charter_of(charter)
