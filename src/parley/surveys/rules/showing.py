"""How the figures of a published cell are shown, so that no person's answer can be worked out from them (R8, R9)."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Literal

Interval = tuple[float, float]
Masked = Literal["", "or fewer", "or more"]

EXACT_FROM, FINE_FROM, SPREAD_FROM = 20, 100, 10
FEWEST = 5
BANDS = ((FEWEST, 9), (10, EXACT_FROM - 1))
RATE_STEP = 5  # percent, and always down
FULL_RATE = 95  # percent: that everybody answered would say so of each of them
NEARLY = 1e-9  # so that 0.15 is not taken for more than 15%


@dataclass(frozen=True)
class Shown:
    """What is shown of one share in one cell: n as a number or a band, the others as shares from 0 to 1.

    A masked share is the end of a range ("20% or fewer"); what stands beside it is then the same for every number of
    hits in that range. The worst-case bounds are where the share of all invited could lie, whatever the others think.
    """

    n: int | str
    share: float
    low: float
    high: float
    lowest: float | None = None
    highest: float | None = None
    masked: Masked = ""

    def as_json(self) -> dict[str, int | float | str | None]:
        """Give the values under their names, as the release keeps them."""
        return asdict(self)

    def words(self) -> str:
        """Say the share as a reader sees it: "65%", "67.3%", "5% or fewer"."""
        return f"{percent_words(self.share)} {self.masked}".rstrip()


def percent_words(share: float) -> str:
    """Say a share from 0 to 1 in percent, with one decimal where it has one."""
    return f"{round(share * 100, 1):g}%"


def shown(hits: int, of: int, interval_of: Callable[[int], Interval], *, invited: int | None = None) -> Shown:
    """Give what is shown of hits among so many answers of a published cell; raises ValueError below 5.

    interval_of gives the 95% interval, from 0 to 1, for any number of hits among as many answers: a masked share
    is given those of the ends of its range. With invited, the worst-case bounds are given too.
    """
    if of < FEWEST:
        raise ValueError(f"Nothing is shown of {of} answers.")
    fewest, most, masked = masked_range(hits, of)
    end = {"": Fraction(hits, of), "or fewer": mask_of(of), "or more": 1 - mask_of(of)}[masked]
    low, high = outward(interval_of(fewest)[0], interval_of(most)[1], of)
    lowest, highest = None, None
    if invited is not None:
        lowest, highest = outward(fewest / invited, (most + max(invited - of, 0)) / invited, of)
    return Shown(band_of(of), rounded(end, of), low, high, lowest, highest, masked)


def band_of(of: int) -> int | str:
    """Give how many answered as it is shown: a band below 20, else the number."""
    for fewest, most in BANDS:
        if of <= most:
            return f"{fewest}–{most}"
    return of


def mask_of(of: int) -> Fraction:
    """Give the share up to which shares are masked: 5%, but 10% of 10 to 19 answers and 20% of 5 to 9.

    Less would mask nothing in small cells: of 9 answers "5% or fewer" can only be none. This is the least that leaves
    open, for every number in a band, whether nobody or one person said so.
    """
    fewest = next((fewest for fewest, most in BANDS if of <= most), EXACT_FROM)
    return Fraction(1, fewest)


def masked_range(hits: int, of: int) -> tuple[int, int, Masked]:
    """Give the fewest and most hits that are shown alike with these, and how; both are the hits when none are."""
    some = floor(mask_of(of) * of)
    if hits <= some:
        return 0, some, "or fewer"
    if hits >= of - some:
        return of - some, of, "or more"
    return hits, hits, ""


def step_of(of: int) -> Fraction:
    """Give what shares are rounded to, in percent: 5 points below 20 answers, 1 below 100, else a tenth."""
    if of < EXACT_FROM:
        return Fraction(5)
    return Fraction(1) if of < FINE_FROM else Fraction(1, 10)


def rounded(share: Fraction, of: int) -> float:
    """Round a share to the step for so many answers, halves up."""
    step = step_of(of)
    return float(floor(share * 100 / step + Fraction(1, 2)) * step / 100)


def outward(low: float, high: float, of: int) -> Interval:
    """Round an interval to the step for so many answers: outward below 20, so that it never claims more; else to it."""
    if of >= EXACT_FROM:
        return rounded(Fraction(low), of), rounded(Fraction(high), of)
    per = 100 / float(step_of(of))
    down, up = floor(low * per + NEARLY) / per, ceil(high * per - NEARLY) / per
    return max(round(down, 2), 0.0), min(round(up, 2), 1.0)


def rate_shown(answered: int, invited: int, fewest: int) -> float | None:
    """Give the response rate of a cell, rounded down to 5%, from 0 to 0.95; none where fewer than fewest are invited.

    0.95 stands for "95% or more", since 100% would say of each of them that they answered.
    """
    if invited < fewest:
        return None
    return min(answered * 100 // (invited * RATE_STEP) * RATE_STEP, FULL_RATE) / 100


def rate_words(rate: float) -> str:
    """Say a response rate as it is shown: "70%", "below 5%", "95% or more"."""
    if not rate:
        return f"below {RATE_STEP}%"
    return f"{percent_words(rate)} or more" if round(rate * 100) >= FULL_RATE else percent_words(rate)


def may_compare(joiners: int, leavers: int, fewest: int) -> bool:
    """Whether a cell may be shown beside its last wave (R9): those who came and those who went each none, or enough.

    They are counted among those invited, whose lists are known, never among those who answered.
    """
    return all(number == 0 or number >= fewest for number in (joiners, leavers))
