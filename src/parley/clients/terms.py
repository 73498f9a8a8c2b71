"""The words of clients."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from parley.ledger.terms import Ref


def client_ref(key: int) -> Ref:
    """Name a client for the ledger."""
    return Ref("client", key)


def insight_ref(key: int) -> Ref:
    """Name an insight for the ledger."""
    return Ref("insight", key)


@dataclass(frozen=True, slots=True)
class Rates:
    """What one unit of each currency is worth in `base`, by the newest rates of a day; no base where none is kept."""

    base: str = ""
    worth: Mapping[str, Decimal] = field(default_factory=dict)

    def in_base(self, amount: Decimal, currency: str) -> Decimal | None:
        """Give an amount in the base currency; None when no rate says what it is worth there."""
        if currency == self.base:
            return amount
        return amount * self.worth[currency] if currency in self.worth else None

    def missing(self, currencies: "set[str] | frozenset[str]") -> list[str]:
        """Name the currencies among some that cannot be compared in the base."""
        return sorted(each for each in currencies if each != self.base and each not in self.worth)
