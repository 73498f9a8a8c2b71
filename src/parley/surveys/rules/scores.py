"""What is shown of a ranking: which ranks each item may have, and, of the whole, scores and first places (R8)."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from parley.surveys.rules.ranking import Ranking, ranking_of
from parley.surveys.rules.showing import FINE_FROM, SPREAD_FROM, band_of, mask_of, rounded, shown

Plain = dict[str, Any]


def ranking_shown(given: Sequence[list[str]], items: Sequence[str], deep: int, *, scored: bool) -> Plain | None:
    """Give what is shown of the rankings of one cell, each of the first `deep` of the items; none of fewer than ten."""
    ranking = ranking_of(sorted(given), items) if len(given) >= SPREAD_FROM else None
    if ranking is None:
        return None
    winner = ranking.clear_winner
    return {
        "n": band_of(ranking.of),
        "winner": winner.item if winner else "",
        "items": _ranked(ranking, len(items), deep, scored=scored),
    }


def _ranked(ranking: Ranking, items: int, deep: int, *, scored: bool) -> list[Plain]:
    """Give the items by rank: of parts the ranks alone, and of the whole what scores and first places do not give away.

    A score is 100 if everybody put the item first. Scores of one cell add up to the same, and so do first places:
    a masked one would follow from the others. So there are no scores where one is nearly the highest or the lowest
    there can be, and the first places are those of the first item alone. Of parts, either would follow by subtraction.
    """
    lowest = Fraction(items - deep - 1, 2 * (items - 1))
    margin = mask_of(ranking.of) * (1 - lowest)
    scores = [Fraction(each.points).limit_denominator(10_000) / (ranking.of * (items - 1)) for each in ranking.items]
    scored = scored and all(lowest + margin < each < 1 - margin for each in scores)
    found = []
    for number, (each, score) in enumerate(zip(ranking.items, scores, strict=True)):
        first = shown(each.firsts, ranking.of, lambda _number: (0.0, 1.0)) if scored and not number else None
        found.append(
            {
                "item": each.item,
                "score": round(rounded(score, min(ranking.of, FINE_FROM - 1)) * 100) if scored else None,
                "first": first.share if first else None,
                "masked": first.masked if first else "",
                "tied": each.tied,
                "low": each.low,
                "high": each.high,
            }
        )
    return found
