"""One past meeting of the sample had a live room: what was written down in it, line by line, is in its minutes."""

from datetime import timedelta
from typing import TYPE_CHECKING

from parley.meetings.actions import (
    capture_decision,
    capture_insight,
    capture_promise,
    capture_topic,
    give_floor,
    open_room,
)
from parley.seeds.stage import Telling

if TYPE_CHECKING:
    from parley.clients.models import Client
    from parley.meetings.models import Meeting
    from parley.people.models import Person

DECIDED = "The words for Japan are written before the beta opens to anybody there."
PROMISED = "Send the group what counsel in Tokyo says about the wording"
RAISED = "Who at a client signs the consent proof?"
WHY = "Three of us were asked in one month, and each named another role. It came up at the end and had to wait."
SAID = "Our auditors take a consent proof only if it names who signed it."
SPEAKERS = 5


def tell_live_room(telling: Telling, meeting: "Meeting", client: "Client", facilitator: "Person") -> None:
    """Let a meeting that begins have its live room: some speak, and a line of each kind is written down."""
    begins, members = meeting.starts_at, telling.members["identity"]
    open_room(meeting=meeting, actor=facilitator, at=begins)
    for place, person in enumerate(members[:SPEAKERS]):
        give_floor(meeting=meeting, person=person, actor=facilitator, at=begins + timedelta(minutes=2 + 3 * place))
    at = begins + timedelta(minutes=20)
    capture_insight(
        meeting=meeting, client=client, words=SAID, told_by=telling.people["aiko"], actor=facilitator, at=at
    )
    capture_topic(meeting=meeting, words=RAISED, why=WHY, raised_by=telling.people["sam"], actor=facilitator, at=at)
    due_on = (begins + timedelta(days=14)).date()
    capture_promise(meeting=meeting, words=PROMISED, owner=telling.people["noor"], due_on=due_on, actor=facilitator,
                    at=at)  # fmt: skip
    capture_decision(meeting=meeting, words=DECIDED, actor=facilitator, at=at + timedelta(minutes=2))
