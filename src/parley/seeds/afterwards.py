"""What came after the sample's meetings: the two taps, and how talk was shared, counted from a call's transcript."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from parley.ledger.terms import MACHINE
from parley.meetings.actions import give_taps, seal_taps_due
from parley.meetings.actions.talk import count_talk
from parley.meetings.queries.talk import came_to
from parley.meetings.rules.talk import Heard
from parley.meetings.terms.taps import Tap
from parley.seeds.stage import Telling

if TYPE_CHECKING:
    from parley.meetings.models import Meeting

ANSWER = 8  # so many people after a meeting
TURNS = 60


def tell_afterwards(telling: Telling, held: "Sequence[Meeting]") -> None:
    """Let people answer after the last three meetings that are sealed by now, and count the talk of two of them."""
    over = [each for each in held if each.starts_at < telling.ago(9)][-3:]
    for meeting in over:
        people = list(came_to(meeting).values())
        for person in people[:ANSWER]:
            could_say, worth = telling.random.choices(list(Tap), (7, 2, 1), k=2)
            give_taps(meeting=meeting, could_say=could_say, worth=worth, actor=person,
                      at=meeting.starts_at + timedelta(hours=2))  # fmt: skip
    seal_taps_due(actor=MACHINE, at=telling.at)
    for meeting in over[:2]:
        people = list(came_to(meeting).values())
        spoke = people[: len(people) * 2 // 3]
        order = tuple(telling.random.randrange(len(spoke)) for _turn in range(TURNS))
        heard = Heard(order, tuple(30.0 * order.count(place) for place in range(len(spoke))))
        count_talk(meeting=meeting, heard=heard, people={place: each.pk for place, each in enumerate(spoke)},
                   actor=MACHINE, at=telling.at)  # fmt: skip
