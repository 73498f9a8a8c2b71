"""What people value most, from their top three (or all) of some items: points, rank ranges, a clear winner or none.

Formulas: METHODS.md (b). An item that somebody did not rank stands where the rest of their list would on average. Which
ranks an item may have follows from paired tests of each two items: it can be first unless another is surely better.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[Any]

FEWEST = 5  # rankings
LEVEL = 0.05  # of all comparisons together
EXACT_UP_TO = 13  # differences whose signs are tried out one and all


@dataclass(frozen=True, slots=True)
class Ranked:
    """How one item did: Borda points, how many put it first, its mean rank, its place, and the ranks it may have."""

    item: str
    points: float
    firsts: int
    first_share: float
    mean_rank: float
    place: int  # from 1; items of equal points share one
    tied: bool
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """Items by points, of so many rankings, with how much these agree: Kendall's W from 0 to 1, and Friedman's test."""

    items: tuple[Ranked, ...]
    of: int
    agreement: float
    friedman: float
    chance: float  # how likely so much agreement is by chance

    @property
    def clear_winner(self) -> Ranked | None:
        """The item that is surely better than every other; None when another could come first."""
        first = self.items[0]
        return first if first.high == 1 else None


def ranking_of(rankings: Sequence[Sequence[str]], items: Sequence[str]) -> Ranking | None:
    """Rank items by what people put first, second and third, or by whole orders; empty ones do not count.

    None of fewer than five rankings, or of fewer than three items. Raises ValueError when a ranking names an item twice
    or one that was not offered.
    """
    given = [tuple(each) for each in rankings if each]
    if len(given) < FEWEST or len(items) < 3:
        return None
    from scipy.stats import friedmanchisquare  # noqa: PLC0415 - as in proportions

    ranks = ranks_of(given, items)
    means = ranks.mean(axis=0)
    better = surely_better(ranks)
    firsts = (ranks == 1).sum(axis=0)
    friedman = friedmanchisquare(*ranks.T)
    ranges = ranges_of(better)
    points = [round(float(each), 6) for each in borda(means, len(given))]
    ranked = [
        Ranked(
            item=item,
            points=points[number],
            firsts=int(firsts[number]),
            first_share=int(firsts[number]) / len(given),
            mean_rank=float(means[number]),
            place=1 + sum(each > points[number] for each in points),
            tied=points.count(points[number]) > 1,
            low=ranges[number][0],
            high=ranges[number][1],
        )
        for number, item in enumerate(items)
    ]
    statistic = float(friedman.statistic)
    return Ranking(
        items=tuple(sorted(ranked, key=lambda each: (each.place, items.index(each.item)))),
        of=len(given),
        agreement=kendall(statistic, len(given), len(items)),
        friedman=statistic,
        chance=float(friedman.pvalue),
    )


def ranks_of(rankings: Sequence[tuple[str, ...]], items: Sequence[str]) -> "Numbers":
    """Give the rank of each item in each ranking, from 1; what is not ranked shares the mean of those that remain."""
    import numpy as np  # noqa: PLC0415 - as scipy in proportions

    number_of = {item: number for number, item in enumerate(items)}
    if any(len(set(each)) < len(each) or not number_of.keys() >= set(each) for each in set(rankings)):
        raise ValueError("a ranking names an item twice, or one that was not offered")
    lengths = np.array([len(each) for each in rankings])
    chosen = np.array([number_of[item] for each in rankings for item in each])
    people = np.repeat(np.arange(len(rankings)), lengths)
    ranks = np.repeat((lengths + 1 + len(items))[:, None] / 2, len(items), axis=1)
    ranks[people, chosen] = np.arange(len(chosen)) - np.repeat(lengths.cumsum() - lengths, lengths) + 1
    return ranks


def borda(mean_ranks: "Numbers", of: int) -> "Numbers":
    """Give Borda's points of some rankings: m - r for rank r among m items, added up."""
    return of * (len(mean_ranks) - mean_ranks)


def kendall(friedman: float, of: int, items: int) -> float:
    """Give Kendall's W, corrected for ties as Friedman's statistic is: 1 when all agree, 0 when nobody does."""
    return friedman / (of * (items - 1))


def surely_better(ranks: "Numbers") -> "Numbers":
    """Say of each two items whether the first is surely better: Wilcoxon's signed-rank test of each pair, with Holm's.

    Better is also meant by points: where the test and the points disagree, neither item is surely better.
    """
    import numpy as np  # noqa: PLC0415 - as scipy in proportions

    many = ranks.shape[1]
    one, other = np.triu_indices(many, 1)
    chances, ways = signed_ranks(ranks[:, one] - ranks[:, other])
    means = ranks.mean(axis=0)
    apart = means[one] - means[other]
    sure = np.array(holm(chances.tolist())) & (np.sign(apart) == ways)
    better = np.zeros((many, many), dtype=bool)
    better[one, other] = sure & (apart < 0)
    better[other, one] = sure & (apart > 0)
    return better


def holm(chances: Sequence[float]) -> list[bool]:
    """Say which of several tests hold together at 5%, all of them at once. Source: Holm 1979."""
    holds = [False] * len(chances)
    for done, number in enumerate(sorted(range(len(chances)), key=chances.__getitem__)):
        if chances[number] > LEVEL / (len(chances) - done):
            break
        holds[number] = True
    return holds


def ranges_of(better: "Numbers") -> list[tuple[int, int]]:
    """Give the ranks each item may have: below those surely better, above those surely worse.

    Source: Mogstad, Romano, Shaikh and Wilhelm, Inference for Ranks.
    """
    many = len(better)
    return [(1 + int(better[:, each].sum()), many - int(better[each].sum())) for each in range(many)]


def in_words(ranking: Ranking, names: dict[str, str]) -> str:
    """Say what came first, or that there is no clear winner and what else could."""
    if winner := ranking.clear_winner:
        return f"{names[winner.item]} is the clear winner."
    could = [names[each.item] for each in ranking.items if each.low == 1]
    if len(could) == len(ranking.items):
        return f"No clear winner: any of the {len(could)} could come first."
    return f"No clear winner: {', '.join(could[:-1])} or {could[-1]} could come first."


def signed_ranks(differences: "Numbers") -> "tuple[Numbers, Numbers]":
    """Give Wilcoxon's two-sided chance for each column, and its way: 1 when it is above 0, -1 below. Zeros say nothing.

    Exact where at most 13 differ, ties or not; by scipy's normal approximation, corrected for ties, where more do.
    """
    import numpy as np  # noqa: PLC0415 - as scipy in proportions
    from scipy.special import ndtr  # noqa: PLC0415 - as in proportions
    from scipy.stats import wilcoxon  # noqa: PLC0415 - as above

    few = (differences != 0).sum(axis=0) <= EXACT_UP_TO
    chances, ways = np.ones(len(few)), np.zeros(len(few))
    if few.any():
        chances[few], ways[few] = _exact(differences[:, few])
    if not few.all():
        # One-sided, as scipy's two-sided z has lost its sign.
        z = wilcoxon(differences[:, ~few], axis=0, method="asymptotic", alternative="greater").zstatistic
        chances[~few], ways[~few] = 2 * ndtr(-abs(z)), np.sign(z)
    return chances, ways


def _exact(differences: "Numbers") -> "tuple[Numbers, Numbers]":
    """Try out every way in which the signs could have fallen; scipy does so for ties, a minute for nine items."""
    import numpy as np  # noqa: PLC0415 - as above
    from scipy.stats import rankdata  # noqa: PLC0415 - as above

    signed = np.zeros((EXACT_UP_TO, differences.shape[1]))
    for number, column in enumerate(differences.T):
        there = column[column != 0]
        signed[: len(there), number] = np.sign(there) * rankdata(abs(there))
    signs = 1 - 2 * (np.arange(2**EXACT_UP_TO)[:, None] >> np.arange(EXACT_UP_TO) & 1)
    seen = signed.sum(axis=0)
    return (abs(signs @ abs(signed)) >= abs(seen) - 1e-9).mean(axis=0), np.sign(seen)
