"""Intervals round a share of answers: of people like these, of all invited, and at worst. Formulas: METHODS.md (a).

A share is of those who answered the question; who left it blank is not among them. Shares are from 0 to 1, and every
interval is two-sided at 95%. Of no answers there is no figure: None.
"""

from dataclasses import dataclass

from parley.kernel.intervals import wilson as kernel_wilson

EXACT_UP_TO = 100  # invited people; above, Wilson's interval for a finite population is as good and much cheaper
TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a share may lie, each end from 0 to 1."""

    low: float
    high: float

    @property
    def half_width(self) -> float:
        return (self.high - self.low) / 2

    def holds(self, share: float) -> bool:
        """Whether a share lies in it; a share that differs from an end by rounding alone does."""
        return self.low - 1e-12 <= share <= self.high + 1e-12


def wilson(hits: int, of: int) -> Interval | None:
    """Give Wilson's interval for people like those who answered. Source: Newcombe 1998, method 3, by scipy.

    Raises ValueError when more agree than answered.
    """
    if not of:
        return None
    from scipy.stats import binomtest  # noqa: PLC0415 - a second to import, and only where a wave is counted

    found = binomtest(hits, of).proportion_ci(method="wilson")
    low, high = float(found.low), float(found.high)
    return Interval(0.0 if hits == 0 else low, 1.0 if hits == of else high)


def wilson_effective(share: float, n_eff: float) -> Interval | None:
    """Give Wilson's interval of a weighted share with an effective number of answers, which need not be whole.

    Source: Franco, Little, Louis and Slud 2019. scipy takes whole numbers alone.
    """
    if n_eff <= 0:
        return None
    low, high = kernel_wilson(share * n_eff, n_eff) or (share, share)
    return Interval(0.0 if share == 0 else max(low, 0.0), 1.0 if share == 1 else min(high, 1.0))


def effective(of: int, invited: int) -> float:
    """Give how many answers of an endless population say as much: n(N - 1)/(N - n). Raises when all answered."""
    return of * (invited - 1) / (invited - of)


def of_everybody(hits: int, of: int, invited: int) -> Interval | None:
    """Give where the share of all the invited lies now, as if it were chance who did not answer.

    Exact up to 100 invited people, Wilson's with the effective size above, and the share itself when all answered. It
    says nothing of people like them, and nothing of a change since the last wave.
    """
    _must_fit(hits, of, invited)
    if not of:
        return None
    if of == invited:
        return Interval(hits / of, hits / of)
    if invited <= EXACT_UP_TO:
        return hypergeometric(hits, of, invited)
    return wilson_effective(hits / of, effective(of, invited))


def hypergeometric(hits: int, of: int, invited: int) -> Interval | None:
    """Give every share of the invited under which neither so few nor so many hits would be rarer than 2.5%.

    Exact, so never too narrow: it holds the truth at least 95 times in 100, whatever the truth is.
    """
    _must_fit(hits, of, invited)
    if not of:
        return None
    import numpy as np  # noqa: PLC0415 - as scipy
    from scipy.stats import hypergeom  # noqa: PLC0415 - as above

    truths = np.arange(hits, invited - of + hits + 1)
    so_many = hypergeom.sf(hits - 1, invited, truths, of)
    so_few = hypergeom.cdf(hits, invited, truths, of)
    held = truths[(so_many > TAIL) & (so_few > TAIL)]
    return Interval(float(held[0] / invited), float(held[-1] / invited))


def worst_case(hits: int, of: int, invited: int) -> Interval | None:
    """Give the share of the invited if all who did not answer disagree, and if all of them agree. Source: Manski.

    It needs no assumption, so it stands beside the interval, which needs one.
    """
    _must_fit(hits, of, invited)
    if not of:
        return None
    return Interval(hits / invited, (hits + invited - of) / invited)


def _must_fit(hits: int, of: int, invited: int) -> None:
    if not 0 <= hits <= of <= invited:
        raise ValueError(f"{hits} of {of} answers of {invited} invited people cannot be")
