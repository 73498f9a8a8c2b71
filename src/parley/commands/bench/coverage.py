"""How often the intervals of surveys hold the truth: thousands of drawn waves whose truth is known, and every truth."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from parley.surveys.rules.changes import Answers, change
from parley.surveys.rules.proportions import Interval, of_everybody

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[Any]

SIZES = (30, 120, 400)  # invited people
RATES = (0.4, 0.6, 0.8)  # of whom so many answer
WAVES = 2_000
SEED = 15
STAYS = 0.89  # of those who agree, how many do so half a year later
Of = Callable[[int, int, int], Interval | None]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How often an interval held the truth, at one size: on average, and at the response rate where it did least."""

    invited: int
    mean: float
    least: float
    least_rate: float


def run(options: argparse.Namespace) -> int:
    """Print how often intervals held the truth; nothing is asserted here."""
    print(
        f"{options.waves:,} waves for each size and response rate; who answers, and how many agree, are drawn anew.\n"
    )
    print("The share of everybody invited: how often its 95% interval holds it")
    print(f"{'invited':>8} {'mean':>7} {'least':>7}  at a response of   every truth: mean    least")
    for invited in SIZES:
        found = of_waves(invited, options.waves)
        always = [of_every_truth(invited, round(invited * rate)) for rate in RATES]
        mean, least = sum(each.mean() for each in always) / len(always), min(each.min() for each in always)
        print(f"{invited:8} {found.mean:7.3f} {found.least:7.3f} {found.least_rate:12.0%} {mean:24.3f} {least:8.3f}")
    print("\nThe change between two waves of the same company, 58% to 67%: how often its 95% interval holds it")
    print(f"{'invited':>8} {'response':>9} {'of whom twice':>14} {'held':>7}")
    for invited in SIZES:
        for rate, twice in ((0.5, 0.0), (0.5, 0.5), (0.5, 1.0), (0.8, 1.0)):
            held = of_changes(invited, rate=rate, twice=twice, waves=options.waves)
            print(f"{invited:8} {rate:9.0%} {twice:14.0%} {held:7.3f}")
    return 0


def of_waves(invited: int, waves: int = WAVES, *, interval: Of = of_everybody, seed: int = SEED) -> Coverage:
    """Draw waves at each response rate, how many agree from none to all, and count how often the interval holds it."""
    import numpy as np  # noqa: PLC0415 - when it is asked for

    chance = np.random.default_rng(seed)
    held = {}
    for rate in RATES:
        of = round(invited * rate)
        agree = chance.integers(0, invited + 1, waves)
        hits = chance.hypergeometric(agree, invited - agree, of)
        low, high = _ends(invited, of, interval)
        held[rate] = float(((low[hits] <= agree / invited) & (agree / invited <= high[hits])).mean())
    least = min(held, key=held.__getitem__)
    return Coverage(invited, sum(held.values()) / len(held), held[least], least)


def of_every_truth(invited: int, of: int, interval: Of = of_everybody, *, only: int | None = None) -> "Numbers":
    """Give for each number of the invited who agree, from none to all, how likely the interval is to hold it; exact."""
    import numpy as np  # noqa: PLC0415 - as above
    from scipy.stats import hypergeom  # noqa: PLC0415 - as above

    low, high = _ends(invited, of, interval)
    agree = np.arange(invited + 1)[:, None] if only is None else np.array([[only]])
    hits = np.arange(of + 1)
    holds = (low <= agree / invited) & (agree / invited <= high)
    return np.asarray((hypergeom.pmf(hits, invited, agree, of) * holds).sum(axis=1))


def of_changes(invited: int, *, rate: float, twice: float, waves: int = WAVES, seed: int = SEED) -> float:
    """Give how often the interval holds the change of a company from 58% to 67%, if some answer both waves.

    `twice`: the share of the later answers that come from people who answered the earlier wave too.
    """
    import numpy as np  # noqa: PLC0415 - as above

    chance = np.random.default_rng(seed)
    was, now, of = round(0.58 * invited), round(0.67 * invited), round(invited * rate)
    stay = round(STAYS * was)
    before, after = np.zeros(invited, dtype=int), np.zeros(invited, dtype=int)
    before[:was], after[:stay], after[was : was + now - stay] = 1, 1, 1
    again = max(round(of * twice), 2 * of - invited)
    held = 0
    for _ in range(waves):
        order = chance.permutation(invited)
        later = np.concatenate((order[:again], order[of : 2 * of - again]))
        held += _held(int(after[later].sum()), int(before[order[:of]].sum()), of, (now - was) / invited)
    return held / waves


@cache
def _held(later: int, earlier: int, of: int, truth: float) -> bool:
    found = change(Answers(later, of), Answers(earlier, of))
    return found is not None and found.low <= truth <= found.high


@cache
def _ends(invited: int, of: int, interval: Of) -> "tuple[Numbers, Numbers]":
    """Give both ends of the interval for each number of hits, a little wider than rounding could make them."""
    import numpy as np  # noqa: PLC0415 - as above

    found = [each for hits in range(of + 1) if (each := interval(hits, of, invited))]
    return np.array([each.low for each in found]) - 1e-12, np.array([each.high for each in found]) + 1e-12
