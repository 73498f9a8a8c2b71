"""In which order people are heard in turn."""

import hashlib
from collections.abc import Collection, Iterable

from parley.people.terms import Side


def order_of_turns(people: Iterable[tuple[int, Side]], seed: int, last: int | None = None) -> list[int]:
    """Lay people in an order that says nothing of them, sides alternating; whoever runs the meeting comes `last`.

    It is the same for everybody who looks, and whoever comes later does not change the order of the others.
    """
    sides = dict(people)
    drawn = sorted(sides, key=lambda key: hashlib.sha256(f"{seed}:{key}".encode()).digest())
    product = [key for key in drawn if sides[key] is Side.PRODUCT and key != last]
    others = [key for key in drawn if sides[key] is not Side.PRODUCT and key != last]
    return _alternating(product, others) + ([last] if last in sides and last is not None else [])


def _alternating(some: list[int], others: list[int]) -> list[int]:
    """Lay two lists into one row, one of each by turns as far as their lengths allow; the longer begins."""
    few, many = sorted((some, others), key=len)
    row: list[int] = []
    for place, key in enumerate(many):
        taken, due = (-(-n * len(few) // len(many)) for n in (place, place + 1))
        row += [key, *few[taken:due]]
    return row


def turns_left(order: Iterable[int], done: Collection[int]) -> list[int]:
    """Say whose turn is still to come."""
    return [key for key in order if key not in done]
