"""A round in turn as everybody sees it: whose turn is next, who comes after, and that passing is free."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parley.meetings.queries import people_coming_to, people_here
from parley.meetings.rules.live import here_since
from parley.meetings.rules.turns import order_of_turns, turns_left

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from parley.meetings.models import Hand, Meeting
    from parley.people.models import Person

MOST_SHOWN = 4  # names of who comes after the next


@dataclass(frozen=True, slots=True)
class Turns:
    """Whose turn it is next, who comes after them, how many more, and whether the viewer’s is still to come."""

    next: "Person | None"
    after: "list[Person]"
    more: int
    mine: bool


def turns_of(
    meeting: "Meeting", round_: int, *, hands: "Collection[Hand]", floor: int | None, viewer: int, at: "datetime"
) -> Turns:
    """Give the turns that are left of a round, of who is in the room; where nobody’s browser is, of all who come.

    Two queries.
    """
    coming = {each.pk: each for each in people_coming_to(meeting)}
    there = set(people_here(meeting.pk, here_since(at)))
    people = [each for each in coming.values() if each.pk in there] or list(coming.values())
    order = order_of_turns([(each.pk, each.side) for each in people], round_, last=meeting.run_by_id)
    done = {hand.person_id for hand in hands if hand.had_turn}
    left = [coming[key] for key in turns_left(order, done | {floor or 0})]
    return Turns(
        next=left[0] if left else None,
        after=left[1 : MOST_SHOWN + 1],
        more=max(0, len(left) - 1 - MOST_SHOWN),
        mine=any(each.pk == viewer for each in left),
    )
