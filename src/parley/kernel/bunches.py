"""Many things taken a few at a time, so that memory stays bounded."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def bunches(things: Iterable[T], size: int = 500) -> Iterator[list[T]]:
    """Yield the things in lists of at most `size`."""
    left = iter(things)
    while bunch := list(islice(left, size)):
        yield bunch
