"""Intervals round a share of few, and how likely a deviation is by chance: exact, and small enough to read."""

from math import erfc, sqrt

Z95 = 1.959963984540054  # two-sided, 95%


def wilson(hits: float, of: float) -> tuple[float, float] | None:
    """Give Wilson's 95% interval of a share, each end from 0 to 1; none of nothing. Sizes need not be whole.

    Source: Newcombe 1998, method 3: centre (p + z²/2n) / (1 + z²/n), and round it
    z / (1 + z²/n) · sqrt(p(1 - p)/n + z²/4n²).
    """
    if not of:
        return None
    share, square = hits / of, Z95 * Z95 / of
    centre = (share + square / 2) / (1 + square)
    half = Z95 / (1 + square) * sqrt(share * (1 - share) / of + square / of / 4)
    low = 0.0 if hits == 0 else centre - half  # exactly so, and not by rounding
    high = 1.0 if hits == of else centre + half
    return low, high


def two_sided(z: float) -> float:
    """Give how likely it is by chance to be as far from 0 as z, if z is normal: 1 at 0, 0.05 at 1.96."""
    return erfc(abs(z) / sqrt(2))
