"""What one of the cast promised in the last meeting, so that a visitor finds something to do with one tap."""

from datetime import timedelta
from typing import TYPE_CHECKING

from parley.meetings.actions import promise

if TYPE_CHECKING:
    from parley.meetings.models import Meeting
    from parley.people.models import Person
    from parley.seeds.stage import Telling

PROMISED = (
    (1, "Send the group the three questions that auditors ask of every client"),
    (4, "Ask client services in New York who else waits for a consent proof"),
)


def tell_promised(telling: "Telling", meeting: "Meeting", facilitator: "Person") -> None:
    """Let Sam promise two things in a meeting whose minutes are a draft still."""
    for days, text in PROMISED:
        due_on = (telling.at + timedelta(days=days)).date()
        promise(meeting=meeting, text=text, owner=telling.people["sam"], due_on=due_on, actor=facilitator,
                at=telling.ago(0.1))  # fmt: skip
