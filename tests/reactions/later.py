"""The worker some minutes from now: news is mailed once nothing more has come for a while."""

from datetime import datetime, timedelta

from django.utils import timezone

from parley.notifications.rules import TOGETHER
from parley.reactions.worker import Worker


def work_off(*, after: timedelta = TOGETHER) -> datetime:
    """Do all work that is due by now, then all that is due in some minutes; give that moment."""
    Worker().work_off()
    later = timezone.now() + after + timedelta(seconds=1)
    Worker(clock=lambda: later).work_off()
    return later
