"""Rates: written once, followed by another, and what clients bring is compared by the newest."""

from datetime import timedelta
from decimal import Decimal

import pytest

from parley.clients.actions import keep_rate, take_back_rate
from parley.clients.queries.rates import rates_listed, rates_now
from parley.kernel.refusals import Refused
from parley.ledger.models import Entry
from parley.ledger.queries import told
from parley.roadmap.queries import everybody, evidence_of
from parley.roadmap.rules import share_of_revenue
from parley.roadmap.terms import Incomparable
from tests.cast import Cast
from tests.exchange.files import taken
from tests.roadmap.made import initiative

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def kept(cast: Cast, currency="USD", worth="0.9", days=0, **other):
    since = cast.at.date() - timedelta(days=days)
    facts = {"base": "EUR", "actor": cast.ines, "at": cast.at} | other
    return keep_rate(currency=currency, worth=Decimal(worth), since=since, **facts)


def test_the_newest_day_counts_and_the_ledger_says_the_rate(cast: Cast):
    kept(cast, worth="0.92")
    kept(cast, worth="0.5", days=30)
    kept(cast, currency="chf", worth="1.05")
    assert rates_now().base == "EUR"
    assert rates_now().worth == {"USD": Decimal("0.92"), "CHF": Decimal("1.05")}
    kept(cast, worth="0.93")
    assert rates_now().worth["USD"] == Decimal("0.93")
    assert len(rates_listed()) == 4
    day = f"{cast.at.day} {cast.at:%B %Y}"
    assert told(Entry.objects.order_by("-pk")[:1])[0].sentence == f"noted that from {day} one USD is worth 0.93 EUR"


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [({"currency": "EUR"}, "worth itself"), ({"currency": "dollars"}, "three letters"),
     ({"currency": "XXQ"}, "There is no currency “XXQ”"), ({"worth": "0"}, "one of it"),
     ({"days": -3}, "a day that has come"), ({"base": "GBP"}, "All rates are in EUR")],
)  # fmt: skip
def test_a_rate_that_cannot_be_is_refused(cast: Cast, facts, sentence):
    kept(cast, currency="CHF")
    with pytest.raises(Refused, match=sentence):
        kept(cast, **facts)


def test_only_product_operations_keep_rates(cast: Cast):
    with pytest.raises(Refused, match="Only product operations"):
        kept(cast, actor=cast.noor)
    with pytest.raises(Refused, match="Only product operations"):
        take_back_rate(rate=kept(cast), actor=cast.noor, at=cast.at)


def test_shares_are_compared_by_the_newest_rates_and_a_missing_one_is_named(cast: Cast):
    row = initiative(cast)
    taken("client,date,text,initiative,revenue,currency\n"
          f"Acme,2026-03-01,One,{row.title},100,EUR\nGlobex,2026-03-01,Two,{row.title},200,USD\n"
          "Initech,2026-03-01,Three,,300,EUR\n")  # fmt: skip
    asking, all_of_them = evidence_of([row.pk])[row.pk], everybody(cast.at.date())
    assert (asking.bringing, asking.incomparable, asking.without_rate) == (
        None,
        Incomparable.CURRENCIES,
        ("EUR", "USD"),
    )
    assert share_of_revenue(asking, all_of_them) is None
    kept(cast, worth="0.5")
    asking, all_of_them = evidence_of([row.pk])[row.pk], everybody(cast.at.date())
    assert asking.bringing
    assert (asking.bringing.amount, asking.bringing.currency, asking.bringing.converted) == (Decimal(200), "EUR", True)
    assert share_of_revenue(asking, all_of_them) == pytest.approx(200 / 500)
    kept(cast, worth="1.5")
    again = evidence_of([row.pk])[row.pk]
    assert again.bringing
    assert again.bringing.amount == Decimal(400)
    take_back_rate(rate=rates_listed()[0], actor=cast.ines, at=cast.at)
    assert told(Entry.objects.order_by("-pk")[:1])[0].sentence.startswith("took back that from")
    again = evidence_of([row.pk])[row.pk]
    assert again.bringing
    assert again.bringing.amount == Decimal(200)
    last = rates_listed()[0]
    take_back_rate(rate=last, actor=cast.ines, at=cast.at)
    assert evidence_of([row.pk])[row.pk].without_rate == ("EUR", "USD")
    with pytest.raises(Refused, match="taken back already"):
        take_back_rate(rate=last, actor=cast.ines, at=cast.at)


def test_who_asks_in_another_currency_than_the_rest_is_compared_too(cast: Cast):
    row = initiative(cast)
    taken("client,date,text,initiative,revenue,currency\n"
          f"Globex,2026-03-01,Two,{row.title},200,USD\nInitech,2026-03-01,Three,,300,EUR\n")  # fmt: skip
    kept(cast, worth="0.5")
    asking, all_of_them = evidence_of([row.pk])[row.pk], everybody(cast.at.date())
    assert asking.bringing
    assert asking.bringing.currency == "USD"
    assert share_of_revenue(asking, all_of_them) == pytest.approx(100 / 400)
