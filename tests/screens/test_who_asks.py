"""A decision says who asks for what it weighs, and whether that is one client."""

import re
from decimal import Decimal

import pytest
from django.utils.html import strip_tags

from parley.clients.actions import add_client, note_insight
from parley.kernel.money import Money
from parley.ledger.terms import MACHINE
from parley.roadmap.actions import link_insight
from parley.roadmap.terms import Audience, Stance
from tests.decisions.made import decision, moved
from tests.roadmap.made import initiative
from tests.screens import decision_pages

pytestmark = pytest.mark.django_db


def read(cast, person, name, *args):
    """Give the text of a page, without its marks."""
    return " ".join(strip_tags(decision_pages.read(cast, person, name, *args)).split())


def asks(cast, row, name, region, revenue=None, *, times=1):
    money = Money(Decimal(revenue), "EUR") if revenue else None
    client = add_client(name=name, region=region, revenue=money, actor=MACHINE, at=cast.at)
    for time in range(times):
        text = f"{name} waits for it, again {time}."
        said = note_insight(client=client, text=text, said_on=cast.at.date(), actor=cast.aiko, at=cast.at)
        link_insight(initiative=row, insight=said, stance=Stance.SUPPORTS, actor=cast.aiko, at=cast.at)


def test_the_decider_reads_who_asks_and_whether_it_is_one_client(cast):
    consent, graph, pixels, cards = (initiative(cast, title) for title in ("Consent", "Graph", "Pixels", "Cards"))
    hidden = initiative(cast, "Secret plan", audience=Audience.PRODUCT_TEAM)
    row = decision(cast, moved(consent), initiatives=[graph, pixels, cards, hidden])
    asks(cast, consent, "Nordbank", cast.emea, 900_000, times=3)
    asks(cast, consent, "Aldermay", cast.apac, 100_000, times=3)
    asks(cast, graph, "Corvid", cast.amer, times=5)
    asks(cast, cards, "Damson", cast.amer)
    page = read(cast, cast.elena, "decision", row.pk)
    assert "2 clients ask for it" in page
    assert "One client Nordbank makes 90% of the yearly revenue of those who ask" in page
    assert "1 client asks for it" in page
    assert "One client only Corvid asks, 5 times" in page
    assert "Too little evidence only 1 request so far" in page
    assert "No client asks for it, as far as anybody noted." in page
    assert "900" not in page.replace("900px", "")
    assert page.index("Who asks for what it weighs") < page.index("Decide so")
    assert "Secret plan" not in read(cast, cast.aiko, "decision", row.pk)


def test_two_clients_of_like_size_are_not_called_one(cast):
    consent = initiative(cast)
    row = decision(cast, moved(consent))
    asks(cast, consent, "Nordbank", cast.emea, 500_000, times=3)
    asks(cast, consent, "Aldermay", cast.apac, 500_000, times=3)
    few = "Few clients 2 clients ask in 2 regions, none with more than 50% of the requests"
    assert few in read(cast, cast.elena, "decision", row.pk)


def test_few_and_many_are_said_with_their_figures(cast):
    consent = initiative(cast)
    row = decision(cast, moved(consent))
    for number in range(4):
        asks(cast, consent, f"Client {number}", cast.apac, 100_000, times=1 + number % 2)
    few = "Few clients 4 clients ask in 1 region, none with more than 33% of the requests"
    assert few in read(cast, cast.elena, "decision", row.pk)
    asks(cast, consent, "Nordbank", cast.emea, 100_000)
    broad = "Broad 5 clients ask in 2 regions, none with more than 29% of the requests"
    assert broad in read(cast, cast.elena, "decision", row.pk)
    asks(cast, consent, "Aldermay", cast.emea, 1_505_000)
    assert "Aldermay makes 75% of the yearly revenue" in read(cast, cast.elena, "decision", row.pk)
    asks(cast, consent, "Corvid", cast.amer)
    assert "Broad 7 clients ask in 3 regions" in read(cast, cast.elena, "decision", row.pk)


def test_whoever_may_not_see_revenue_finds_no_sum(cast):
    consent = initiative(cast)
    row = decision(cast, moved(consent))
    asks(cast, consent, "Nordbank", cast.emea, 913_579, times=3)
    asks(cast, consent, "Aldermay", cast.apac, 186_424, times=3)
    page = re.sub("<[^>]+>", " ", read(cast, cast.aiko, "decision", row.pk))
    assert "Nordbank makes 83% of the yearly revenue of those who ask" in page
    digits = re.sub(r"(?<=\d)[.,\s\u00a0\u202f](?=\d)", "", page)
    for found in ("913579", "186424", "1100003", "913", "186"):
        assert found not in page
        assert found not in digits
