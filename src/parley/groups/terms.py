"""The words of groups: how somebody belongs to one, and how much of a team is lent."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from parley.ledger.terms import Ref


class MemberKind(StrEnum):
    """A core member comes always; one on call is invited only when an item needs their function."""

    CORE = "core"
    ON_CALL = "on_call"


def area_ref(key: int) -> Ref:
    """Name a product area, and with it its group, for the ledger."""
    return Ref("area", key)


def team_ref(key: int) -> Ref:
    """Name a team for the ledger."""
    return Ref("team", key)


@dataclass(frozen=True, slots=True)
class Amount:
    """How much of a team is lent: a share in percent, or team-weeks a week; one of the two."""

    share: int | None = None
    weekly: Decimal | None = None

    def __str__(self) -> str:
        if self.share is None:
            return f"{(self.weekly or Decimal(0)).normalize():f}"
        return f"{self.share}%"


@dataclass(frozen=True, slots=True)
class Loan:
    """An amount of a team that works elsewhere from one Monday until, but not on, another."""

    amount: Amount
    first: date
    back_on: date


def shift_ref(key: int) -> Ref:
    """Name a shift for the ledger."""
    return Ref("shift", key)
