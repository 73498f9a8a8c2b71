"""Sums of money: an exact amount with its ISO 4217 currency."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from parley.kernel.currencies import currency_of
from parley.kernel.refusals import Refusals, Refused

SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"}
LARGEST = Decimal("999999999999.99")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in units of `currency` (EUR, USD, ...), exact to two decimals."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        sign = SIGNS.get(self.currency, self.currency + "\N{NO-BREAK SPACE}")
        return f"{sign}{short(self.amount)}"


def short(amount: Decimal) -> str:
    """Write an amount as people say it: 950, 18.4k, 1.2m, 3.5bn."""
    for unit, word in ((Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m"), (Decimal(1000), "k")):
        if abs(amount) >= unit:
            return f"{amount / unit:.1f}".removesuffix(".0") + word
    return f"{amount:.2f}".removesuffix(".00")


def money_of(amount: str, currency: str) -> Money:
    """Read an amount typed as 1200000, 1.2m, 1,200,000 or 950k with a currency code.

    Raises Refused when one cannot be understood, Refusals when neither can.
    """
    wrong: list[Refused] = []
    code = ""
    try:
        code = currency_of(currency)
    except Refused as trouble:
        wrong.append(trouble)
    text = amount.strip().lower().replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    factor = Decimal(1)
    for word, unit in (("bn", Decimal(10) ** 9), ("m", Decimal(10) ** 6), ("k", Decimal(1000))):
        if text.endswith(word):
            text, factor = text.removesuffix(word), unit
            break
    text = re.sub(r",(?=\d{3}(\D|$))", "", text)
    try:
        number = Decimal(text.replace(",", ".")) * factor
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) > LARGEST:
        no = f"“{amount}” is not an amount. Write it like 1200000 or 1.2m."
        wrong.insert(0, Refused(no, field="amount"))
    if len(wrong) > 1:
        raise Refusals(wrong)
    if wrong:
        raise wrong[0]
    return Money(number.quantize(Decimal("0.01")), code)
