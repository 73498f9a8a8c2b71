"""Much of everything, made through actions: what can wait for somebody, and what can change."""

from datetime import timedelta
from typing import TYPE_CHECKING

from parley.ledger.terms import MACHINE
from parley.meetings.actions import add_item, promise, publish_meeting
from parley.meetings.terms import Purpose
from parley.topics.actions import bring_topic
from parley.topics.terms import TopicKind
from tests.meetings.made import soon, weekly

if TYPE_CHECKING:
    from tests.cast import Cast


def much(cast: "Cast", times: int) -> None:
    """Bring topics, promise things, publish meetings with a lead, and leave series without a first week."""
    for n in range(times):
        bring_topic(
            area=cast.identity, kind=TopicKind.QUESTION, title=f"Does consent cover country {n}?",
            why="Clients there ask every week.", actor=cast.aiko, at=cast.at,
        )  # fmt: skip
        meeting = soon(cast, title=f"Extra meeting {n}", ahead=timedelta(hours=2, minutes=n))
        add_item(meeting=meeting, purpose=Purpose.HEAR, minutes=10, title="What clients ask", lead=cast.femi,
                 actor=cast.femi, at=cast.at)  # fmt: skip
        publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
        promise(meeting=meeting, text=f"Ask legal about country {n}", owner=cast.femi,
                due_on=(cast.at + timedelta(days=1)).date(), actor=MACHINE, at=cast.at)  # fmt: skip
        weekly(cast, rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", title=f"Fortnightly {n}")
