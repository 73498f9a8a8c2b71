"""Sums as people write and read them."""

from decimal import Decimal

import pytest

from parley.kernel.money import Money, money_of
from parley.kernel.refusals import Refused


@pytest.mark.parametrize(
    ("typed", "currency", "amount", "said"),
    [
        ("1.2m", "eur", "1200000", "€1.2m"),
        ("1,200,000", "USD", "1200000", "$1.2m"),
        ("950k", "GBP", "950000", "£950k"),
        ("950", "JPY", "950", "¥950"),
        ("12,5", "EUR", "12.5", "€12.50"),
        ("3 000", "CHF", "3000", "CHF\N{NO-BREAK SPACE}3k"),
    ],
)
def test_a_sum_is_read_and_said(typed: str, currency: str, amount: str, said: str) -> None:
    money = money_of(typed, currency)
    assert (money.amount, str(money)) == (Decimal(amount), said)


@pytest.mark.parametrize(("typed", "currency"), [("much", "EUR"), ("", "EUR"), ("1e99", "EUR"), ("NaN", "EUR"),
                                                 ("Infinity", "EUR"), ("5", "Euro"), ("5", "")])  # fmt: skip
def test_what_is_no_sum_is_refused_with_a_way_out(typed: str, currency: str) -> None:
    with pytest.raises(Refused, match="Write"):
        money_of(typed, currency)


def test_equal_sums_are_equal() -> None:
    assert Money(Decimal("1.00"), "EUR") == Money(Decimal(1), "EUR")
