"""The share of the whole wave, in which each function and region counts as much as was invited of it. METHODS.md (a).

It mends that some functions and regions answered less often than others, and nothing else: not that those who are
unhappy stay silent. So it stands beside the unweighted share, and leads only where it says something else.
Who was invited and who answered decide how it is weighted, never what they answered. What one answer of a cell counts
and what was taken together tell how many answered there, so no page shows them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from parley.surveys.rules.proportions import Interval, wilson_effective

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[Any]

FEWEST = 5  # answers in each cell or each category
MOST = 5  # times the mean weight
ROUNDS, CLOSE = 1_000, 1e-9

Cell = tuple[str, str]  # function and region


@dataclass(frozen=True, slots=True)
class Stratum:
    """How many of one function in one region were invited, answered a question, and agreed."""

    function: str
    region: str
    invited: int
    of: int
    hits: int

    @property
    def cell(self) -> Cell:
        return self.function, self.region


class Way(StrEnum):
    """How weights were found."""

    CELLS = "cells"  # by function and region together
    MARGINS = "margins"  # by function and by region, each for itself


@dataclass(frozen=True, slots=True)
class Weighted:
    """A weighted share: its interval, how many answers it is worth, what one answer of each cell counts."""

    share: float
    interval: Interval
    n_eff: float
    weights: dict[Cell, float]
    way: Way
    merged: tuple[tuple[str, ...], ...]  # functions or regions that were taken together, as few of them answered
    leads: bool  # whether it differs from the unweighted share by as much as half its interval


@dataclass(frozen=True, slots=True)
class Weighting:
    """A weighted share, or the sentence why there is none."""

    found: Weighted | None
    why_not: str = ""


def weighted(strata: Sequence[Stratum]) -> Weighting:
    """Weight the answers to one question by function and region: each cell for itself, else both margins by raking.

    Each cell stands once. Raises ValueError when one stands twice, when more answered than were invited, or more agreed
    than answered.
    """
    for each in strata:
        if not 0 <= each.hits <= each.of <= each.invited:
            raise ValueError(f"{each} cannot be")
    if len({each.cell for each in strata}) < len(strata):
        raise ValueError("each function in each region is counted once")
    there = [each for each in strata if each.invited]
    if not there:
        return Weighting(None, "Nobody was invited.")
    if sum(each.of for each in there) < FEWEST:
        return Weighting(None, f"Fewer than {FEWEST} people answered.")
    if all(each.of >= FEWEST for each in there):
        return Weighting(_counted(there, by_cells(there), Way.CELLS))
    functions = taken_together([(each.function, each.of) for each in there])
    regions = taken_together([(each.region, each.of) for each in there])
    if len(set(functions.values())) == len(set(regions.values())) == 1:
        return Weighting(None, "Too few answered to set one function or region against another.")
    weights = by_margins(there, functions, regions)
    if weights is None:
        return Weighting(
            None, "Some functions answered in too few regions: no weights fit functions and regions alike."
        )
    merged = tuple(dict.fromkeys(names for names in (*functions.values(), *regions.values()) if len(names) > 1))
    return Weighting(_counted(there, weights, Way.MARGINS, merged))


def kish(weights: Sequence[float], counts: Sequence[int]) -> float:
    """Give how many equal answers are worth as much as these: (Σw)² / Σw². Source: Kish 1965."""
    pairs = list(zip(weights, counts, strict=True))
    return sum(weight * count for weight, count in pairs) ** 2 / sum(weight**2 * count for weight, count in pairs)


def share_of(strata: Sequence[Stratum], weights: dict[Cell, float]) -> float:
    """Give the share who agree when each answer counts as much as its cell's weight; some must have answered."""
    answered = [each for each in strata if each.of]
    total = sum(weights[each.cell] * each.of for each in answered)
    return min(sum(weights[each.cell] * each.hits for each in answered) / total, 1.0)


def _counted(
    strata: Sequence[Stratum], weights: dict[Cell, float], way: Way, merged: tuple[tuple[str, ...], ...] = ()
) -> Weighted:
    weights = _trimmed(strata, weights)
    answered = [each for each in strata if each.of]
    share = share_of(strata, weights)
    n_eff = kish([weights[each.cell] for each in answered], [each.of for each in answered])
    plain = sum(each.hits for each in answered) / sum(each.of for each in answered)
    interval = wilson_effective(share, n_eff)
    assert interval  # noqa: S101 - says so to the type checker: there are five answers
    leads = abs(share - plain) >= interval.half_width
    return Weighted(share, interval, n_eff, weights, way, merged, leads)


def _trimmed(strata: Sequence[Stratum], weights: dict[Cell, float]) -> dict[Cell, float]:
    """Let no answer count more than five times the mean answer: one person must not speak for a region."""
    answers = sum(each.of for each in strata)
    most = MOST * sum(weights[each.cell] * each.of for each in strata if each.of) / answers
    return {cell: min(weight, most) for cell, weight in weights.items()}


def by_cells(strata: Sequence[Stratum]) -> dict[Cell, float]:
    """Let each answer stand for as many of the invited of its cell as it is one of (post-stratification)."""
    return {each.cell: each.invited / each.of for each in strata if each.of}


def taken_together(answers: Sequence[tuple[str, int]]) -> dict[str, tuple[str, ...]]:
    """Join the category of fewest answers with the next until each has five; ties by name. Gives each its company."""
    counts: dict[tuple[str, ...], int] = {}
    for name, of in answers:
        counts[name,] = counts.get((name,), 0) + of
    while len(counts) > 1 and min(counts.values()) < FEWEST:
        first, second = sorted(counts, key=lambda names: (counts[names], names))[:2]
        joined = counts.pop(first) + counts.pop(second)
        counts[tuple(sorted(first + second))] = joined
    return {name: names for names in counts for name in names}


def by_margins(
    strata: Sequence[Stratum], functions: dict[str, tuple[str, ...]], regions: dict[str, tuple[str, ...]]
) -> dict[Cell, float] | None:
    """Fit both margins in turn until neither moves (raking); None when no weights fit both.

    Source: Deming and Stephan 1940.
    """
    import numpy as np  # noqa: PLC0415 - as scipy in proportions

    rows = {names: number for number, names in enumerate(dict.fromkeys(functions.values()))}
    columns = {names: number for number, names in enumerate(dict.fromkeys(regions.values()))}
    answers, invited = (np.zeros((len(rows), len(columns))) for _ in range(2))
    places = {each.cell: (rows[functions[each.function]], columns[regions[each.region]]) for each in strata}
    for each in strata:
        answers[places[each.cell]] += each.of
        invited[places[each.cell]] += each.invited
    fitted = _fitted(answers, invited.sum(axis=1), invited.sum(axis=0))
    if fitted is None:
        return None
    return {each.cell: float(fitted[places[each.cell]] / answers[places[each.cell]]) for each in strata if each.of}


def _fitted(table: "Numbers", rows: "Numbers", columns: "Numbers") -> "Numbers | None":
    for _ in range(ROUNDS):
        table = table * (rows / table.sum(axis=1))[:, None]
        table = table * (columns / table.sum(axis=0))[None, :]
        if abs(table.sum(axis=1) / rows - 1).max() < CLOSE:
            return table
    return None
