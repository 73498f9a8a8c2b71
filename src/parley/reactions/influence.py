"""What is measured of influence by itself: every day what was given is counted, every quarter credits are drawn."""

from datetime import datetime, timedelta
from random import Random

from parley.kernel.spans import quarter_of
from parley.ledger.terms import MACHINE
from parley.surveys.actions.checks import draw_checks
from parley.surveys.actions.influence import keep_counts
from parley.surveys.queries.influence_counts import counted_now, quarters_to_count


def count_influence(at: datetime) -> None:
    """Count the last quarters anew, each in a transaction of its own, as what came of old ones changes too."""
    for quarter in quarters_to_count(at.date()):
        keep_counts(quarter=quarter, counts=list(counted_now(quarter)), actor=MACHINE, at=at)


def draw_credits(at: datetime) -> int:
    """Draw credits of the quarter that ended last, unless that was done: the quarter is what the lot is drawn by."""
    quarter = quarter_of(quarter_of(at.date()).first - timedelta(days=1))
    random = Random(quarter.first.isoformat())  # noqa: S311 - a lot that anybody can draw again, and no secret
    return draw_checks(quarter=quarter, random=random, actor=MACHINE, at=at)
