"""Keeping what was counted of influence. It is derived from what people gave, so no event is recorded."""

from collections.abc import Iterable
from datetime import datetime

from parley.kernel.spans import Window
from parley.ledger.door import action
from parley.ledger.terms import Actor
from parley.surveys.models.checks import CountedQuarter, InfluenceCount
from parley.surveys.queries.influence_counts import Counted

AT_ONCE = 2_000  # rows of one statement


@action
def keep_counts(*, quarter: Window, counts: Iterable[Counted], actor: Actor, at: datetime) -> None:
    """Keep what was counted of a quarter in the place of what was counted before; for the worker."""
    row, _made = CountedQuarter.objects.update_or_create(first=quarter.first, defaults={"counted_at": at})
    InfluenceCount.objects.filter(quarter=row).delete()
    InfluenceCount.objects.bulk_create(
        (
            InfluenceCount(
                quarter=row, person_id=each.person, kind=each.kind, given=each.given, answered=each.answered,
                in_time=each.in_time, credited=each.credited, changed=each.changed,
            )
            for each in counts
        ),
        batch_size=AT_ONCE,
    )  # fmt: skip
