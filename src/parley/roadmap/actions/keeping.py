"""What every change of an initiative ends with: who sees it now, a higher version, and the ledger told of both."""

from datetime import datetime

from parley.ledger.door import record
from parley.roadmap import rules
from parley.roadmap.events import ShownToChanged
from parley.roadmap.models import Initiative
from parley.roadmap.queries import showing_of


def _keep(row: Initiative, at: datetime) -> None:
    """Save a changed initiative, shown to whom its why, stage and overrides allow from now on."""
    before, row.shown_to = row.shown_to, rules.shown_to(showing_of(row))
    row.version += 1
    row.changed_at = at
    row.save()
    if row.shown_to is not before:
        record(ShownToChanged(initiative=row.pk, before=before, after=row.shown_to))
