"""How broad a demand is: how many clients it would be if all counted alike, and what is left without the largest."""

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def concentration(parts: Collection[float]) -> float:
    """Give the Herfindahl-Hirschman index of some parts, the sum of their squared shares: 1/n to 1; 0 without any."""
    total = sum(parts)
    return sum((each / total) ** 2 for each in parts) if total else 0.0


def effective_number(parts: Collection[float]) -> float:
    """Give how many equal parts are as concentrated as these, 1 divided by `concentration`; 0 without any."""
    index = concentration(parts)
    return 1 / index if index else 0.0


def place_of(which: K, counts: Mapping[K, float]) -> int:
    """Give the place of one among some that are counted, 1 the first; those that are equal share the better place."""
    return 1 + sum(each > counts[which] for each in counts.values())


def without(counts: Mapping[K, float], of_one: Mapping[K, float]) -> dict[K, float]:
    """Give what is left of some counts without what one client gave to each."""
    return {key: count - of_one.get(key, 0) for key, count in counts.items()}


def is_among_the_first(place: int, of: int) -> bool:
    """Whether a place is in the first third of so many; of one or two, the first is."""
    return place <= max(1, of // 3)
