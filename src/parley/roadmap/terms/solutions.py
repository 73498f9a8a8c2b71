"""The words of exploring: the ways in which an initiative could be done, and which of them was chosen."""

from dataclasses import dataclass
from datetime import datetime

from parley.ledger.terms import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class SolutionWords:
    """What is written of one way: what it is, what speaks for it and against it, and whom it helps."""

    title: str = ""
    text: str = ""
    speaks_for: str = ""
    speaks_against: str = ""
    helps: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explored:
    """How far exploring an initiative is: how many ways stand, and which was chosen, by whom and why."""

    solutions: int
    chosen: str = ""
    against: tuple[str, ...] = ()
    reason: str = ""
    by: str = ""
    at: datetime | None = None


def solution_ref(key: int) -> Ref:
    """Name a solution for the ledger."""
    return Ref("solution", key)
