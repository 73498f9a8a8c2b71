"""What changed since the last wave: its interval, what could have shown, and the sentence that says it. METHODS.md (a).

Answers are anonymous, so the same people cannot be paired over two waves: the waves are taken as independent, which is
never too sure of itself when they overlap. It is a figure of people like these, so no interval is narrowed because the
company is small. Where the wording of a question changed there is no change to be told.
"""

from dataclasses import dataclass
from math import sqrt
from typing import Literal

from parley.surveys.rules.proportions import wilson

HARDLY = 0.05  # a change that is surely smaller matters to nobody
POWER = 0.8


@dataclass(frozen=True, slots=True)
class Answers:
    """How many agreed, of those who answered a question in one wave."""

    hits: int
    of: int


@dataclass(frozen=True, slots=True)
class Change:
    """How much larger a share is than in the wave before, and where that may lie: each from -1 to 1."""

    by: float
    low: float
    high: float

    @property
    def direction(self) -> int:
        """1 when it surely rose, -1 when it surely fell, 0 when that cannot be told."""
        return 1 if self.low > 0 else -1 if self.high < 0 else 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A share as readers see it: whole percent, and whether it is only said to be that or more, or that or less."""

    percent: int
    bound: Literal["", "more", "less"] = ""

    def __str__(self) -> str:
        return f"{self.percent}%" + (f" or {self.bound}" if self.bound else "")


def change(later: Answers, earlier: Answers) -> Change | None:
    """Give the difference of two independent shares with its 95% interval; None when nobody answered one of them.

    Source: Newcombe 1998, method 10: each end is as far from the difference as the ends of both Wilson intervals are.
    """
    now, before = wilson(later.hits, later.of), wilson(earlier.hits, earlier.of)
    if now is None or before is None:
        return None
    share, was = later.hits / later.of, earlier.hits / earlier.of
    return Change(
        by=share - was,
        low=share - was - sqrt((share - now.low) ** 2 + (before.high - was) ** 2),
        high=share - was + sqrt((now.high - share) ** 2 + (was - before.low) ** 2),
    )


def detectable(share: float, of: int, *, power: float = POWER) -> float | None:
    """Give the smallest rise from a share that two waves of so many answers would call a rise, four times in five.

    Normal approximation: pooled variance while nothing changed, separate ones when it did. None when even a rise to
    everybody would not do.
    """
    if not of:
        return None
    from scipy.optimize import brentq  # noqa: PLC0415 - as in proportions
    from scipy.special import ndtr, ndtri  # noqa: PLC0415 - as above

    z = float(ndtri(0.975))

    def lacking(rise: float) -> float:
        after, middle = share + rise, share + rise / 2
        apart = sqrt((share * (1 - share) + after * (1 - after)) / of)
        return float(ndtr((rise - z * sqrt(2 * middle * (1 - middle) / of)) / apart)) - power

    most = 1 - share - 1e-9
    if most <= 1e-9 or lacking(most) < 0:
        return None
    return float(brentq(lacking, 1e-9, most))


def in_words(now: Shown, before: Shown, found: Change, *, step: int) -> str:
    """Say a change in plain words, from the two shares as they are shown and to as many points as they are.

    `step`: the points that shares are rounded to. What the reader subtracts is what the sentence says.
    """
    points = now.percent - before.percent
    said = str(now)
    if points:
        least = "at least " if now.bound or before.bound else ""
        said = f"{now}, {'up' if points > 0 else 'down'} {least}{_points(abs(points))}"
    low, high = (_rounded(end, step) for end in (found.low, found.high))
    if found.direction:
        return f"{said}: {_clear('rise' if found.direction > 0 else 'fall', *sorted((abs(low), abs(high))))}"
    if found.low >= -HARDLY and found.high <= HARDLY:
        return f"{said}: hardly changed"
    if not points:
        return f"{said}, as last time; could be anything {_between(low, high)}"
    if (points > 0 and not low) or (points < 0 and not high):
        return f"{said}; could be anything from no change to {max(abs(low), abs(high))}"
    return f"{said}: too few answers to say it really {'rose' if points > 0 else 'fell'}"


def _clear(word: str, least: int, most: int) -> str:
    if not least:
        return f"a {word}, of at most {_points(most)}"
    return f"a clear {word}, of {least} to {_points(most)}" if least < most else f"a clear {word}"


def _between(low: int, high: int) -> str:
    return f"from {_way(low)} to {_way(high)}"


def _way(points: int) -> str:
    return f"{_points(abs(points))} {'up' if points > 0 else 'down'}" if points else "no change"


def _points(number: int) -> str:
    return f"{number} point" if number == 1 else f"{number} points"


def _rounded(share: float, step: int) -> int:
    return round(share * 100 / step) * step
