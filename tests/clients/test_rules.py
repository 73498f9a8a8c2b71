"""What a client and an insight must have, and who may keep a client: without a database."""

from datetime import date
from decimal import Decimal

import pytest

from parley.clients import rules
from parley.kernel.money import Money
from parley.kernel.refusals import Refused
from parley.kernel.words import folded
from parley.people.terms import Side, Viewer

TODAY = date(2026, 11, 24)


def viewer(person: int = 1, *, operations: bool = False) -> Viewer:
    return Viewer(person=person, name="A", side=Side.BUSINESS, function=1, region=1, time_zone="UTC", language="en",
                  operations=operations)  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Böhm  & CO", "bohm & co"),
        ("\uff21\uff23\uff2d\uff25", "acme"),  # full-width letters
        ("Straße", "STRASSE"),
        (" a\tb\n", "A B"),
        ("\u30cf\u309a", "\u30d1"),  # pa in two characters and in one
    ],
)
def test_two_spellings_of_a_name_meet(one, other):
    assert folded(one) == folded(other)


def test_two_sounds_do_not_meet():
    assert folded("ガ") != folded("カ")


def test_who_keeps_a_client():
    assert rules.may_keep_client(viewer(1), [1, 2])
    assert rules.may_keep_client(viewer(9, operations=True), [])
    assert not rules.may_keep_client(viewer(3), [1, 2])
    with pytest.raises(Refused, match="Ask one of them"):
        rules.must_keep_client(viewer(3), [1, 2])


def test_who_adds_a_client():
    rules.must_add_client(viewer(), 1)
    rules.must_add_client(viewer(operations=True), 0)
    with pytest.raises(Refused, match="Ask product operations"):
        rules.must_add_client(viewer(), 0)


@pytest.mark.parametrize("name", ["", "   ", "x" * 201, "a\x00b", "a\ud83d"])
def test_a_name_that_cannot_be_kept_is_refused(name):
    with pytest.raises(Refused) as refusal:
        rules.client_name_of(name)
    assert refusal.value.field == "name"


def test_a_name_loses_its_doubled_spaces():
    assert rules.client_name_of("  Hartmann   & Söhne ") == "Hartmann & Söhne"


@pytest.mark.parametrize("text", ["", " \n ", "x" * 5001, "a\x00b"])
def test_words_that_cannot_be_kept_are_refused(text):
    with pytest.raises(Refused) as refusal:
        rules.insight_text_of(text)
    assert refusal.value.field == "text"


def test_words_at_the_limit_are_kept():
    assert len(rules.insight_text_of("x" * 5000)) == 5000
    assert rules.insight_text_of(" one\r\ntwo ") == "one\ntwo"


@pytest.mark.parametrize("day", [date(2026, 11, 25), date(1999, 12, 31)])
def test_a_day_that_cannot_be_is_refused(day):
    with pytest.raises(Refused):
        rules.said_on_of(day, TODAY)


def test_today_may_be_the_day():
    assert rules.said_on_of(TODAY, TODAY) == TODAY


def test_the_same_said_twice_has_one_identity():
    one = rules.insight_key("crm:1", TODAY, "We need  CONSENT logs")
    assert one == rules.insight_key("crm:1", TODAY, "we need consent logs")
    assert one != rules.insight_key("crm:2", TODAY, "we need consent logs")
    assert one != rules.insight_key("crm:1", date(2026, 11, 23), "we need consent logs")
    assert len(one) == 64


def test_a_revenue_below_nothing_is_refused():
    assert rules.revenue_of(Money(Decimal(0), "EUR"))
    with pytest.raises(Refused, match="unknown"):
        rules.revenue_of(Money(Decimal(-1), "EUR"))


def test_nobody_is_their_own_parent():
    rules.must_not_be_its_own_parent(1, [2, 3])
    with pytest.raises(Refused):
        rules.must_not_be_its_own_parent(1, [2, 1])


@pytest.mark.parametrize(
    ("parents", "heads"),
    [
        ({}, {}),
        ({2: 1}, {2: 1}),
        ({2: 1, 3: 2, 4: 3}, {2: 1, 3: 1, 4: 1}),
        ({3: 4, 4: 3, 5: 3}, {4: 3, 5: 3}),  # a ring: the smallest heads it
        ({7: 7}, {}),
    ],
)
def test_the_company_at_the_top_is_found_however_long_the_way(parents, heads):
    assert rules.heads_of(parents) == heads
