"""Accounts in Slack and channels for the tests."""

from typing import TYPE_CHECKING, Any

from parley.notifications.actions.channels import tie_channel
from parley.notifications.actions.chat import ask_for_code, link_account
from parley.notifications.terms.chat import There
from tests.cast import Cast
from tests.slack import CHANNEL

if TYPE_CHECKING:
    from parley.notifications.models.chat import Channel
    from parley.people.models import Person


def linked(cast: Cast, *people: "Person") -> list[str]:
    """Link the accounts of some people; give how Slack names them: U0 and their key."""
    for each in people:
        code = ask_for_code(person=each, actor=each, at=cast.at)
        link_account(code=code, slack_id=f"U0{each.pk}", actor=each, at=cast.at)
    return [f"U0{each.pk}" for each in people]


def tied(cast: Cast, slack_id: str = CHANNEL, *, area: Any = "identity", by: "Person | None" = None) -> "Channel":
    """Let a channel hear of identity, or of what is said, by Femi or whoever is named."""
    there = There(slack_id, slack_id.lower(), member=True, shared=False, archived=False)
    area = cast.identity if area == "identity" else area
    return tie_channel(there=there, reads=True, area=area, actor=by or cast.femi, at=cast.at)
