"""Before a decision is published: who reads it, and the names of clients and initiatives in its words."""

import pytest

from parley.decisions.rules import is_named_too_far, reaches_everybody
from parley.decisions.terms import Sight
from parley.kernel.words import names_in
from parley.roadmap.terms import Audience

TEAM, GROUP, ALL = Audience.PRODUCT_TEAM, Audience.GROUP, Audience.COMPANY


@pytest.mark.parametrize(
    ("text", "name", "held"),
    [
        ("Nordbank leaves if we wait.", "Nordbank", True),
        ("nordbank's audit", "Nordbank", False),
        ("We owe it to Hartmann Foods, and soon.", "Hartmann Foods GmbH", True),
        ("We owe it to böhm & co.", "Böhm & Co", True),
        ("Our target is lower.", "Target", False),
        ("Target leaves.", "Target", True),
        ("Nordbanking is a word.", "Nordbank", False),
        ("大阪銀行は待てません。", "大阪銀行", True),
        ("It waits.", "", False),
        ("It waits.", "AG", False),
    ],
)
def test_a_name_is_found_as_people_write_it(text: str, name: str, *, held: bool) -> None:
    assert bool(names_in(text, [name])) is held


def sight(audience: Audience, area: int = 1) -> Sight:
    return Sight(initiative=1, area=area, shown_to=audience)


@pytest.mark.parametrize(
    ("named", "weighed", "too_far"),
    [
        (sight(ALL), [sight(ALL)], False),
        (sight(GROUP), [], False),
        (sight(GROUP), [sight(ALL)], True),
        (sight(GROUP), [sight(ALL), sight(GROUP)], False),
        (sight(GROUP), [sight(GROUP, 2)], True),
        (sight(GROUP, 2), [sight(GROUP)], True),
        (sight(TEAM), [sight(TEAM)], True),
    ],
)
def test_an_initiative_is_named_too_far_where_a_reader_may_not_see_it(
    named: Sight, weighed: list[Sight], *, too_far: bool
) -> None:
    assert is_named_too_far(named, area=1, weighed=weighed) is too_far


def test_everybody_reads_what_weighs_only_what_everybody_sees() -> None:
    assert reaches_everybody([sight(ALL), sight(ALL, 2)])
    assert not reaches_everybody([sight(ALL), sight(GROUP)])
    assert not reaches_everybody([])
