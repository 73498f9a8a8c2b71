"""Reading the published instances of the next release problem, whose readme describes them."""

from collections.abc import Iterator
from fractions import Fraction

from parley.kernel.refusals import Refused
from parley.roadmap.terms.portfolio import Need, Portfolio, Room, Work

NO_INSTANCE = "This is no instance of the next release problem"
LONGEST = 15  # digits: what a solver still tells apart
HOW = "levels of costs, then dependencies, then customers, as the readme beside the published files says"


def read_instance(text: str) -> Portfolio:
    """Read an instance without its budget. Requirements and customers keep their numbers, from 1.

    A dependency “A B” makes A a prerequisite of B. Raises Refused when the text is none.
    """
    words = _numbers(text)
    try:
        costs = [cost for _ in range(next(words)) for cost in _many(words)]
        after = {(next(words), next(words)) for _ in range(next(words))}
        needs = tuple(
            Need(key, next(words), tuple(sorted(set(_many(words))))) for key in range(1, next(words) + 1)
        )  # fmt: skip
    except (StopIteration, RuntimeError) as trouble:
        raise Refused(f"{NO_INSTANCE}: it ends too early. Wanted are {HOW}.") from trouble
    if next(words, None) is not None:
        raise Refused(f"{NO_INSTANCE}: it goes on after the last customer. Wanted are {HOW}.")
    known = range(1, len(costs) + 1)
    named = {each for pair in after for each in pair} | {want for need in needs for want in need.wants}
    if strange := sorted(each for each in named if each not in known):
        raise Refused(f"{NO_INSTANCE}: it names requirement {strange[0]}, and has {len(costs)}. Wanted are {HOW}.")
    works = tuple(Work(key, cost) for key, cost in zip(known, costs, strict=True))
    return Portfolio(works, needs, (Room(0, (sum(costs),)),), tuple(sorted(after)))


def budget_of(portfolio: Portfolio, ratio: str) -> int:
    """Give a ratio of the total cost, rounded down. Raises Refused for what is no ratio."""
    try:
        part = Fraction(ratio)
    except (ValueError, ZeroDivisionError) as trouble:
        raise Refused(f"“{ratio}” is no ratio. Write a part of the total cost, like 0.5.") from trouble
    if not 0 <= part <= 1:
        raise Refused(f"“{ratio}” is no part of the total cost. Write a ratio from 0 to 1, like 0.5.")
    return int(part * sum(work.cost for work in portfolio.works))


def portfolio_of(text: str, ratio: str) -> Portfolio:
    """Read an instance under a budget that is a ratio of its total cost. Raises Refused as the two above."""
    read = read_instance(text)
    return Portfolio(read.works, read.needs, (Room(0, (budget_of(read, ratio),)),), read.after)


def _numbers(text: str) -> Iterator[int]:
    for word in text.split():
        if not (word.isascii() and word.isdigit() and len(word) <= LONGEST):
            raise Refused(f"{NO_INSTANCE}: “{word[:20]}” is no number. Wanted are {HOW}.")
        yield int(word)


def _many(words: Iterator[int]) -> list[int]:
    """Read how many follow, and these."""
    return [next(words) for _ in range(next(words))]
