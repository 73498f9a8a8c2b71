"""The time boxes of an agenda: their sum, where each begins, their order, and those kept for who is called in."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from parley.kernel.refusals import Refused
from parley.meetings.terms import FROZEN, MeetingFacts, MeetingState, Slot, TimeSum


def time_sum(minutes: Sequence[int], length: int) -> TimeSum:
    """Add the time boxes up against the meeting's length, in minutes."""
    return TimeSum(sum(minutes), length)


def slots(items: Sequence[tuple[int, int, bool]]) -> list[Slot]:
    """Give each item its begin, from (item, minutes, whether somebody is called in for it) in order."""
    found, begins = [], 0
    for item, minutes, called_in in items:
        found.append(Slot(item, begins, minutes, called_in))
        begins += minutes
    return found


def order_mark(items: Sequence[int]) -> str:
    """Give a short mark of an order of items, by which one can tell later whether it is still the same."""
    return sha256(",".join(map(str, items)).encode()).hexdigest()[:12]


def item_mark(said: Sequence[str]) -> str:
    """Give a short mark of what an item says, by which one can tell later whether somebody has changed it."""
    return sha256("\x00".join(said).encode()).hexdigest()[:12]


def must_keep_slots(before: Sequence[Slot], after: Sequence[Slot], meeting: MeetingFacts, at: datetime) -> None:
    """Raise Refused when a slot that somebody is called in for would move in the last 24 hours before the meeting."""
    if meeting.state is not MeetingState.PUBLISHED or not meeting.starts_at - FROZEN <= at < meeting.starts_at:
        return
    now = {slot.item: (slot.begins, slot.minutes) for slot in after}
    if any(slot.called_in and now.get(slot.item) != (slot.begins, slot.minutes) for slot in before):
        raise Refused(
            "Somebody is called in for one item, and its time is kept from 24 hours before. "
            "Change what comes after it, or tell them and cancel their invitation."
        )
