"""Channels as tests try them: the cast with a channel of identity, whose Slack is the one of the test, and a clock."""

from datetime import timedelta
from typing import Any

import pytest

from parley.ledger.models import Entry
from parley.ledger.outbox import Rest
from parley.ledger.queries import told
from parley.reactions.chat import post_to_chat, see_to_chat
from tests.cast import Cast
from tests.decisions.made import decision, moved, settle_and_publish
from tests.disclosure.made import in_build
from tests.notifications.chatted import linked, tied
from tests.slack import CHANNEL, Message, Slack


class Company:
    """The cast with a channel of identity, and a clock."""

    def __init__(self, cast: Cast, slack: Slack) -> None:
        self.cast, self.slack, self.at = cast, slack, cast.at + timedelta(seconds=1)
        slack.now = self.clock
        self.last = Entry.objects.latest("pk").pk

    def clock(self) -> float:
        """Give the seconds of the moment."""
        return self.at.timestamp()

    def happens(self) -> None:
        """Let what has happened since the last time be reacted to, twice, as it may be."""
        entries = list(Entry.objects.filter(pk__gt=self.last).order_by("pk"))
        self.last = max([self.last, *(each.pk for each in entries)])
        for each in told(entries) * 2:
            see_to_chat(each, self.at)

    def post(self, **later: float) -> Rest | None:
        """React, and send what is owed."""
        self.at += timedelta(**later)
        self.happens()
        return post_to_chat({}, self.at)

    @property
    def channel(self) -> list[Message]:
        return self.slack.in_channel(CHANNEL)


@pytest.fixture
def company(cast: Cast, slack: Slack) -> Company:
    """A channel of identity in which are Sam and Noor, whose accounts are linked."""
    slack.channel(CHANNEL, *linked(cast, cast.sam, cast.noor))
    tied(cast)
    return Company(cast, slack)


def published(company: Company, **given: Any) -> Any:
    cast = company.cast
    made = in_build(cast, **given)
    row = decision(cast, moved(made))
    settle_and_publish(decision=row, option=row.options.order_by("pk")[0], actor=cast.elena, at=cast.at)
    row.refresh_from_db()
    return made, row
