"""How talk was shared in a meeting: about the meeting, never about how good anybody is, and without a blended score.

Definitions. What one speaker says with gaps of at most half a second is one stretch; a stretch of at least a second
that lies not inside another speaker's is a floor turn. Speaking time is the time somebody's own words cover: gaps are
not filled, and words that overlap their own are counted once. Without times a turn is all one speaker says until
another does, and there is no speaking time. Interruptions cannot be told from times, so nothing here tries to.
"""

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from parley.people.terms import Side

FEWEST_TURNS = 40  # below it equal people look unequal by chance alone, so nothing is shown
GAP = 500  # milliseconds
SHORTEST = 1000
SIDES = (Side.PRODUCT, Side.BUSINESS)


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody spoke: from when to when, in milliseconds of the recording, where that is known."""

    speaker: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """What one speaker has of a meeting. Seconds are unknown where nobody wrote down when they spoke."""

    turns: int
    seconds: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What several speakers have together."""

    voices: int
    turns: int
    seconds: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """The figures of one meeting, without names. None where there is no figure, which is not nought."""

    voices: int
    turns: int
    seconds: float | None
    sides: dict[str, Part]
    gini_turns: float | None
    gini_seconds: float | None
    evenness_seconds: float | None
    top_share_seconds: float | None
    longest_run_turns: int


def balance_of(said: Sequence[Said], sides: Mapping[str, Side] | None = None, *, present: int = 0) -> Balance:
    """Count how talk was shared. `present` is how many were there, silent ones included, where that is known.

    `sides` are those of speakers. Where no side is known, the longest run is that of one speaker.
    """
    known = dict(sides or {})
    order = floor_turns(said)
    shares = shares_of(said, order)
    silent = [0.0] * (present - len(shares))
    turns = [float(each.turns) for each in shares.values()] + silent
    spoken = [each.seconds for each in shares.values() if each.seconds is not None]
    seconds = spoken + silent if len(spoken) == len(shares) else []
    return Balance(
        voices=len(shares),
        turns=len(order),
        seconds=_sum(spoken) if seconds else None,
        sides=parts_of(shares, lambda speaker: known.get(speaker, "unknown"), [*Side, "unknown"]),
        gini_turns=gini(turns),
        gini_seconds=gini(seconds),
        evenness_seconds=evenness(seconds),
        top_share_seconds=top_share(seconds),
        longest_run_turns=longest_run(order, known),
    )


def shares_of(said: Iterable[Said], order: Iterable[str]) -> dict[str, Share]:
    """Give what each speaker has, whoever spoke first in front; `order` are the floor turns."""
    turns = Counter(order)
    words: dict[str, list[Said]] = {}
    for each in said:
        words.setdefault(each.speaker, []).append(each)
    return {speaker: Share(turns[speaker], _covered(own)) for speaker, own in words.items()}


def parts_of(
    shares: Mapping[str, Share], part_of: Callable[[str], str], parts: Iterable[str]
) -> dict[str, Part]:  # fmt: skip
    """Add up what speakers have by the part each belongs to: their side, function or region."""
    own: dict[str, list[Share]] = {str(part): [] for part in parts}
    for speaker, share in shares.items():
        own.setdefault(str(part_of(speaker)), []).append(share)
    return {
        part: Part(
            voices=len(these),
            turns=sum(each.turns for each in these),
            seconds=None
            if any(each.seconds is None for each in these)
            else _sum(each.seconds or 0 for each in these),
        )
        for part, these in own.items()
    }  # fmt: skip


def _sum(seconds: Iterable[float]) -> float:
    return round(math.fsum(seconds), 3)


def _covered(own: Iterable[Said]) -> float | None:
    """Give the seconds that somebody's words cover, none of them twice; None when a time is unknown."""
    total, until = 0, -1
    times = [(each.start, each.end) for each in own]
    for start, end in sorted((start, end) for start, end in times if start is not None and end is not None):
        total += max(0, end - max(start, until))
        until = max(until, end)
    return None if any(start is None or end is None for start, end in times) else total / 1000


def floor_turns(said: Sequence[Said]) -> list[str]:
    """Give who had the floor, turn by turn."""
    times = [(each.start, each.end, each.speaker) for each in said]
    timed = [(start, end, speaker) for start, end, speaker in times if start is not None and end is not None]
    if len(timed) < len(times):
        return [speaker for speaker, _run in groupby(each.speaker for each in said)]
    found: list[str] = []
    stretches = sorted(_stretches(timed), key=lambda each: (each[0], -each[1]))
    longest: dict[str, int] = {}  # the latest end of each speaker so far: whoever began before ends then
    for (start, end), same in groupby(stretches, key=lambda each: each[:2]):
        speakers = [speaker for _start, _end, speaker in same]
        for speaker in speakers:
            inside = any(until >= end for other, until in longest.items() if other != speaker)
            if end - start >= SHORTEST and not inside:
                found.append(speaker)
        for speaker in speakers:
            longest[speaker] = max(end, longest.get(speaker, 0))
    return found


def _stretches(timed: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Join what each speaker says with small gaps."""
    found: list[tuple[int, int, str]] = []
    last: dict[str, int] = {}  # of each speaker, the place of their latest stretch
    for start, end, speaker in sorted(timed):
        place = last.get(speaker)
        if place is not None and start - found[place][1] <= GAP:
            found[place] = (found[place][0], max(found[place][1], end), speaker)
        else:
            last[speaker] = len(found)
            found.append((start, max(start, end), speaker))
    return found


def longest_run(order: Sequence[str], sides: Mapping[str, Side]) -> int:
    """Count the most turns in a row by one side; by one speaker where nobody's side is known.

    Whoever takes neither side, or whose side is unknown, ends a run and makes none.
    """
    of: Callable[[str], Hashable] = sides.get if any(side in SIDES for side in sides.values()) else str
    runs = [(key, len(list(run))) for key, run in groupby(order, key=of)]
    return max((count for key, count in runs if of is str or key in SIDES), default=0)


def gini(amounts: Sequence[float], *, unbiased: bool = False) -> float | None:
    """How unequal amounts are: 0 when all have the same, at most (n-1)/n, or 1 when `unbiased` makes sizes comparable.

    None when there is nobody or nothing, and nothing unbiased of one.
    """
    n, total = len(amounts), math.fsum(amounts)
    if not total or (unbiased and n < 2):
        return None
    ranked = math.fsum((2 * i - n - 1) * each for i, each in enumerate(sorted(amounts), start=1))
    return ranked / (n * total) * (n / (n - 1) if unbiased else 1)


def evenness(amounts: Sequence[float]) -> float | None:
    """How even amounts are: 1 when all have the same, 0 when one has all; None for fewer than two, or nothing."""
    n, total = len(amounts), math.fsum(amounts)
    if n < 2 or not total:
        return None
    return abs(math.fsum(p * math.log(p) for each in amounts if (p := each / total) > 0) / math.log(n))


def top_share(amounts: Sequence[float]) -> float | None:
    """Give the largest share; None when there is nothing. Half is within what natural meetings have."""
    total = math.fsum(amounts)
    return max(amounts) / total if total else None
