"""What holds of a draft: what is tapped, how items stand, how long it takes; and how coarse a rate is meanwhile."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from parley.kernel.refusals import Refused
from parley.surveys.terms.waves import TOP, Asked, Item, Kind

FEWEST_FOR_A_RATE = 10  # invited, below which a rate while the wave is open would tell who has answered
COARSE = 5  # percent, to which it is rounded down (R3)
AT_ONCE = 5  # people: it never grows by fewer, so that it does not tell when one of them answered
MOST = 95  # percent: that everybody answered would say so of each of them
SECONDS_EACH = 24


def tapped(question: Asked, marked: Sequence[str], item: str) -> list[str]:
    """Mark an item as the next one, or take it out when it is marked. Raises Refused for a fourth, and a stranger."""
    if item in marked:
        return [each for each in marked if each != item]
    if item not in {each.key for each in question.items}:
        raise Refused("That is none of these. Tap one of them.")
    if len(marked) >= TOP:
        raise Refused("Three are marked. Tap one of them to take it out, then tap another.")
    return [*marked, item]


def order_for(question: Asked, token: str) -> list[Item]:
    """Give the items as this browser shows them: shuffled for each person, and alike each time they look."""
    return sorted(
        question.items, key=lambda item: hashlib.sha256(f"{token}:{question.key}:{item.key}".encode()).digest()
    )


def is_whole(question: Asked, given: Any) -> bool:
    """Whether a draft answers a question: two of three marks do not."""
    return bool(given) and (question.kind is not Kind.RANK or len(given) == TOP)


def whole_of(questions: Sequence[Asked], draft: Mapping[str, Any]) -> dict[str, Any]:
    """Give what of a draft is sent."""
    return {each.key: draft[each.key] for each in questions if is_whole(each, draft.get(each.key))}


def next_to_answer(questions: Sequence[Asked], draft: Mapping[str, Any]) -> int | None:
    """Give the number, from 1, of the first question that was neither answered nor gone over; None for none."""
    for number, each in enumerate(questions, 1):
        if each.key not in draft or (draft[each.key] and not is_whole(each, draft[each.key])):
            return number
    return None


def minutes_for(questions: int) -> int:
    """Give how many minutes so many questions take, at least one."""
    return max(1, round(questions * SECONDS_EACH / 60))


def rate_while_open(invited: int, answered: int) -> int | None:
    """Give the share that has answered so far in percent, rounded down to five people and to fives, 95 at most.

    None for fewer than ten invited.
    """
    if invited < FEWEST_FOR_A_RATE:
        return None
    return min(answered // AT_ONCE * AT_ONCE * 100 // invited // COARSE * COARSE, MOST)
