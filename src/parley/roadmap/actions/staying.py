"""Where initiatives stay, written in the same transaction as the stage they are moved to."""

from collections.abc import Iterable
from datetime import datetime

from parley.roadmap.models import Initiative
from parley.roadmap.models.flow import Stay
from parley.roadmap.terms import Stage


def _begin_stays(rows: Iterable[Initiative], at: datetime, *, here_already: bool = False) -> None:
    """Open the first stay of initiatives that are new here.

    `here_already`: they come from elsewhere and were in their stage before, nobody knows since when; but for one that
    is live, and says since when.
    """
    stays = []
    for row in rows:
        since = row.live_at if row.stage is Stage.LIVE else None
        stays.append(
            Stay(initiative=row, stage=row.stage, entered_at=since or at, begun=bool(since) or not here_already)
        )
    Stay.objects.bulk_create(stays)


def _stay_in(row: Initiative, stage: Stage, at: datetime) -> None:
    """End the stay that is open, and begin the next. A moment before its beginning counts as that."""
    before = Stay.objects.filter(initiative=row, left_at=None).first()
    now = max(at, before.entered_at) if before else at
    if before:
        before.left_at = now
        before.save(update_fields=["left_at"])
    Stay.objects.create(initiative=row, stage=stage, entered_at=now)
