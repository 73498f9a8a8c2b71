"""The tiny reference of METHODS (h), and published instances, as portfolios."""

import json
from pathlib import Path
from typing import Any

from parley.roadmap.rules.portfolio import portfolio_of
from parley.roadmap.terms.portfolio import Need, Portfolio, Room, Work

SHARED = Path(__file__).parents[4] / "shared"
PUBLISHED = SHARED / "data" / "nrp"


def reference() -> dict[str, Any]:
    """Give the reference values that were computed elsewhere."""
    values: dict[str, Any] = json.loads((SHARED / "methods" / "h_portfolio.json").read_text())
    return values


def tiny(capacity: int | None = None) -> tuple[Portfolio, list[str]]:
    """Give eight items as works, each with the one client that wants it, and their names."""
    given = reference()["tiny"]
    names = [name for name, _, _ in given["items"]]
    pairs = {word: tuple((names.index(a), names.index(b)) for a, b in given[word]) for word in ("needs", "excludes")}
    return Portfolio(
        works=tuple(Work(key, cost) for key, (_, _, cost) in enumerate(given["items"])),
        needs=tuple(Need(key, worth, (key,)) for key, (_, worth, _) in enumerate(given["items"])),
        rooms=(Room(0, (capacity or given["capacity"],)),),
        after=tuple((needed, item) for item, needed in pairs["needs"]),
        apart=pairs["excludes"],
    ), names


def instance(name: str, ratio: str) -> Portfolio:
    """Read a published instance: nrp1, nrp-e1."""
    found = next(PUBLISHED.glob(f"data/*/{name}.txt"))
    return portfolio_of(found.read_text(), ratio)
