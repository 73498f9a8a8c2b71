"""The worker some minutes from now: news is mailed once nothing more has come for a while."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from parley.ledger.outbox import Rest
from parley.notifications.rules import TOGETHER
from parley.reactions.worker import Worker


def do(task: Callable[[dict[str, Any], datetime], object], payload: dict[str, Any], at: datetime) -> None:
    """Do a piece of work as the worker does: part after part, until nothing of it is due."""
    rest = task(payload, at)
    while isinstance(rest, Rest) and rest.run_after <= at:
        rest = task(rest.payload, at)


def work_off(*, after: timedelta = TOGETHER) -> datetime:
    """Do all work that is due by now, then all that is due in some minutes; give that moment."""
    Worker().work_off()
    later = timezone.now() + after + timedelta(seconds=1)
    Worker(clock=lambda: later).work_off()
    return later
