"""What tests of messages of web hooks share: a clock that is moved, and something that a web hook is told of."""

from datetime import timedelta
from typing import Any

from parley.disclosure.actions import move_stage
from parley.ledger.models import Entry
from parley.ledger.queries import entry_told
from parley.notifications.models.hooks import Delivery
from parley.reactions.hooks import see_to_hooks
from parley.roadmap.terms import Audience, Stage
from tests.cast import Cast
from tests.roadmap.made import initiative


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, cast: Cast) -> None:
        self.at = cast.at + timedelta(minutes=1)

    def __call__(self) -> Any:
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


def moved(cast: Cast, title: str = "Consent receipts", audience: Audience = Audience.COMPANY) -> Any:
    """Move an initiative to another stage, and let web hooks know of it."""
    row = initiative(cast, title, audience=audience, stage=Stage.BUILD)
    move_stage(
        initiative=row,
        stage=Stage.LAUNCH,
        reason="Four clients ran it for a month without a fault.",
        actor=cast.noor,
        at=cast.at,
    )
    told = entry_told(Entry.objects.filter(kind="initiative.stage_moved").latest("pk").pk)
    assert told
    see_to_hooks(told, cast.at)
    see_to_hooks(told, cast.at)  # react may run again
    return row


def only(**facts: Any) -> Delivery:
    return Delivery.objects.get(**facts)
