"""The words of clients."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from parley.ledger.terms import Ref

Identity = tuple[str, str]  # of a row of a file: the source it comes from, and the key that gives it
FACTS = ("parent", "region", "segment", "revenue")  # what an import may change of a client; revenue with its currency


class Sensitive(StrEnum):
    """Why a client is asked for nothing extra for a while."""

    RENEWAL = "renewal"
    ESCALATION = "escalation"


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


class Held(NamedTuple):
    """What is known of a client: the name of each of FACTS with its words, "" for what is unknown."""

    client: int
    identity: tuple[str, str]  # the source, and the key it gives
    name: str
    facts: Mapping[str, str]
    parent_name: str


class Was(NamedTuple):
    """What something changed of a client: those of FACTS that it changed, as they were before and after."""

    client: int
    before: Mapping[str, str]
    after: Mapping[str, str]
