"""The list of what stages ask for: how it begins, what it takes, and that a change holds for what comes."""

from datetime import timedelta
from typing import Any

import pytest

from parley.kernel.refusals import Refused
from parley.ledger.models import Entry
from parley.ledger.queries import entry_told
from parley.ledger.terms import MACHINE
from parley.people.actions import keep_function
from parley.people.terms import Side
from parley.reactions.duties import see_to_duties
from parley.roadmap.actions import begin_duty_list, change_duty, take_off_duty
from parley.roadmap.models.duties import StageDuty
from parley.roadmap.queries.duties import duties_listed, owing_of
from parley.roadmap.terms import Stage
from parley.roadmap.terms.duties import FIRST_LIST, DutyKind
from tests.cast import Cast
from tests.roadmap.duties import listed, owes
from tests.roadmap.made import initiative

pytestmark = pytest.mark.django_db


def test_an_area_asks_for_legal_review_or_not(cast: Cast) -> None:
    listed(cast, DutyKind.LEGAL_REVIEW, areas=[cast.reporting])
    assert owes(initiative(cast)) == []
    there = initiative(cast, "Reports", area=cast.reporting, actor=cast.petra)
    assert owes(there) == [DutyKind.LEGAL_REVIEW]


def test_the_list_begins_with_what_parley_suggests_and_only_once(cast: Cast) -> None:
    begin_duty_list(actor=MACHINE, at=cast.at)
    rows = list(duties_listed())
    assert [(each.stage, each.kind) for each in rows] == [(each.stage, each.kind) for each in FIRST_LIST]
    assert {each.function.key for each in rows if each.function} == {each.function for each in FIRST_LIST}
    for each in rows:
        take_off_duty(duty=each, actor=cast.ines, at=cast.at)
    begin_duty_list(actor=MACHINE, at=cast.at)
    assert not duties_listed().exists()


def test_a_function_that_comes_later_owes_what_was_meant_for_it(db: None) -> None:
    from django.utils import timezone  # noqa: PLC0415 - the moment of this test alone

    at = timezone.now()
    begin_duty_list(actor=MACHINE, at=at)
    assert not StageDuty.objects.exclude(function=None).exists()
    keep_function(name="Legal", side=Side.BUSINESS, actor=MACHINE, at=at)
    see_to_duties(entry_told(Entry.objects.latest("pk").pk), at)
    given = StageDuty.objects.exclude(function=None)
    assert [(each.kind, each.function.name) for each in given] == [(DutyKind.LEGAL_REVIEW, "Legal")]


def test_what_is_changed_holds_for_what_comes_and_what_is_taken_off_is_owed_no_more(cast: Cast) -> None:
    line = listed(cast)
    row = initiative(cast)
    change_duty(duty=line, label="a page for support", function=cast.functions["legal"], days=7, actor=cast.ines,
                at=cast.at)  # fmt: skip
    (owing,) = owing_of(row.pk)
    assert (owing.label, owing.function) == ("a page for support", "Legal")
    assert owing.due_on == cast.at.date() + timedelta(days=28)
    take_off_duty(duty=line, actor=cast.ines, at=cast.at)
    assert (owes(row), owes(initiative(cast, "Proof of age"))) == ([], [])


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"stage": Stage.LIVE}, "Nothing comes after this stage"),
        ({}, "This stage asks for that already"),
        ({"kind": DutyKind.OTHER}, "Say what is owed"),
        ({"stage": Stage.ALPHA, "days": 0}, "1 to 365 days"),
        ({"stage": Stage.ALPHA, "label": "x" * 121}, "at most 120 characters"),
        ({"kind": DutyKind.INSIGHTS_FROM_REGIONS}, "Say from how many regions"),
        ({"actor": "noor"}, "Only product operations"),
    ],
)
def test_what_no_stage_can_ask_for_is_refused(cast: Cast, given: dict[str, Any], sentence: str) -> None:
    listed(cast)
    given = given | ({"actor": cast.noor} if "actor" in given else {})
    with pytest.raises(Refused, match=sentence):
        listed(cast, **({"kind": DutyKind.SUPPORT_NOTES} | given))
    assert StageDuty.objects.count() == 1
