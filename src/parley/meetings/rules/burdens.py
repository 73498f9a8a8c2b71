"""Choosing among hours by whom they cost what: the worst burden first, and never the sum alone. Source: METHODS.md (j).

A burden is what somebody pays for a meeting, in points; `options` holds, for each meeting, the burdens of each hour it
could be held at, one number for each zone. The sum counts a zone as often as `weights` says.
"""

from collections.abc import Iterable, Sequence
from operator import add, le

Burden = tuple[int, ...]
MOST_KEPT = 4000  # ways of spreading looked at side by side; the reference cases need fewer than 1500


def added(burdens: Sequence[Burden]) -> Burden:
    """Add up what each zone pays over several meetings."""
    return tuple(map(sum, zip(*burdens, strict=True)))


def weighed(burden: Burden, weights: Sequence[int]) -> int:
    """Give what everybody together pays."""
    return sum(points * people for points, people in zip(burden, weights, strict=True))


def least_bad(burdens: Sequence[Burden]) -> int:
    """Give which burden is least bad: the largest share smallest, then the next largest, and so on (leximin)."""
    return min(range(len(burdens)), key=lambda each: sorted(burdens[each], reverse=True))


def least_together(burdens: Sequence[Burden], weights: Sequence[int]) -> int:
    """Give which burden is smallest in sum, and of those the one with the smallest largest share."""
    return min(range(len(burdens)), key=lambda each: (weighed(burdens[each], weights), max(burdens[each])))


def spread(options: Sequence[Sequence[Burden]], weights: Sequence[int], *, most_over: float | None = None) -> Burden:
    """Choose an hour for each meeting so that the largest accumulated burden is smallest, then the sum.

    With `most_over` (a share, 0.1 for a tenth) the sum stays within that much of the smallest possible. Exact unless
    more than MOST_KEPT ways are left side by side, of which those with the smallest worst burden are followed.
    """
    limit = None
    if most_over is not None:
        smallest = sum(min(weighed(each, weights) for each in hours) for hours in options)
        limit = smallest * (1 + most_over)
    roughly = _followed(options, weights, limit, worst=None, kept_at_most=60)
    worst = max(roughly[0]) if roughly else None
    return _followed(options, weights, limit, worst=worst, kept_at_most=MOST_KEPT)[0]


def _followed(
    options: Sequence[Sequence[Burden]],
    weights: Sequence[int],
    limit: float | None,
    *,
    worst: int | None,
    kept_at_most: int,
) -> list[Burden]:
    """Follow the ways that can still end within `limit` together and `worst` for each, the best first."""
    zones = range(len(weights))
    kept: list[Burden] = [(0,) * len(weights)]
    for n, hours in enumerate(options):
        later = options[n + 1 :]
        at_least = sum(min(weighed(each, weights) for each in rest) for rest in later)
        left = [sum(min(each[zone] for each in rest) for rest in later) for zone in zones]
        reached = {tuple(map(add, so_far, hour)) for so_far in kept for hour in undominated(hours)}
        if worst is not None:
            most = [worst - each for each in left]
            reached = {each for each in reached if all(a <= b for a, b in zip(each, most, strict=True))}
        if limit is not None:
            reached = {each for each in reached if weighed(each, weights) + at_least <= limit}
        in_order = sorted(reached, key=lambda each: (max(each), weighed(each, weights)))
        if not later:
            return in_order[:1]
        kept = undominated(in_order)
        least = min(kept, key=lambda each: weighed(each, weights), default=None)  # within `limit` as long as any is
        kept = [*kept[:kept_at_most], *([least] if least else [])]
    return kept


def undominated(burdens: Iterable[Burden]) -> list[Burden]:
    """Keep the burdens that no other one undercuts for somebody and matches for all, the smallest worst first."""
    kept: list[Burden] = []
    for burden in sorted(set(burdens), key=lambda each: (sum(each), each)):  # what undercuts another comes before it
        if not any(all(map(le, other, burden)) for other in kept):
            kept.append(burden)
    return sorted(kept, key=lambda each: (max(each), sum(each)))
