"""Elections that are known by their sums alone, put together anew so that they have these sums."""

import random
from typing import Any

Ballots = list[list[str]]


def tops_of(case: dict[str, Any], voters: int) -> list[tuple[int, int, int]]:
    """Give how often each item was first, second and third, from its first places and its points of top threes.

    Of m items, points are (m - 1) c1 + (m - 2) c2 + (m - 3) c3 + rest (n - c1 - c2 - c3): one solution of 0 to n each.
    """
    many, found = len(case["names"]), []
    rest = many - (4 + many) / 2
    for first, points in zip(case["first_choice"], case["borda_top3_avg_rank"], strict=True):
        fits = [
            (first, second, third)
            for second in range(voters + 1)
            for third in range(voters + 1 - second)
            if (many - 1) * first + (many - 2) * second + (many - 3) * third + rest * (voters - first - second - third)
            == points
        ]
        assert len(fits) == 1, "the places of an item are not told by its points"
        found += fits
    return found


def stand_in(case: dict[str, Any], voters: int) -> Ballots:
    """Give whole ballots with the published sums of ranks and first, second and third places; not the real ones."""
    chance = random.Random(11)  # noqa: S311 - the same ballots each time
    names, tops = case["names"], tops_of(case, voters)
    ballots = _tops(names, tops, voters, chance)
    for ballot in ballots:
        rest = [name for name in names if name not in ballot]
        chance.shuffle(rest)
        ballot.extend(rest)
    wanted = {name: round(mean * voters) for name, mean in zip(names, case["mean_rank"], strict=True)}
    off = {name: sum(each.index(name) + 1 for each in ballots) - wanted[name] for name in names}
    while any(off.values()):
        ballot = chance.choice(ballots)
        one, other = sorted(chance.sample(range(3, len(names)), 2))
        above, below, apart = ballot[one], ballot[other], other - one
        if abs(off[above] + apart) + abs(off[below] - apart) <= abs(off[above]) + abs(off[below]):
            ballot[one], ballot[other] = below, above
            off[above] += apart
            off[below] -= apart
    return ballots


def _tops(names: list[str], tops: list[tuple[int, int, int]], voters: int, chance: random.Random) -> Ballots:
    places = [[name for name, top in zip(names, tops, strict=True) for _ in range(top[place])] for place in range(3)]
    assert [len(place) for place in places] == [voters] * 3
    for place in places:
        chance.shuffle(place)
    ballots = [list(top) for top in zip(*places, strict=True)]
    clashes = [number for number, top in enumerate(ballots) if len(set(top)) < 3]
    while clashes:
        one, other, at = clashes[0], chance.randrange(voters), chance.randrange(1, 3)
        ballots[one][at], ballots[other][at] = ballots[other][at], ballots[one][at]
        left = [number for number, top in enumerate(ballots) if len(set(top)) < 3]
        if len(left) > len(clashes):
            ballots[one][at], ballots[other][at] = ballots[other][at], ballots[one][at]
        else:
            clashes = left
    return ballots
