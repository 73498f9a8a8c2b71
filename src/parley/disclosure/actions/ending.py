"""How an errand, a correction or an announcement, ends or is opened anew."""

from datetime import datetime

from parley.disclosure.models import Correction
from parley.disclosure.models.launching import Announcement
from parley.disclosure.terms import Closing
from parley.ledger.terms import Actor

ENDED = ("took_days", "closed_at", "closing", "because", "closed_by")


def _end_errand(
    row: Correction | Announcement, closing: Closing, at: datetime, *, by: Actor | None = None, because: str = ""
) -> None:
    """Note how an errand ended; saving it and recording that is for the caller."""
    row.closed_at, row.closing, row.because = at, closing, because
    row.closed_by_id = by.pk if by else None
    row.took_days = max((at - row.opened_at).days, 0)


def _open_errand(row: Correction | Announcement, at: datetime) -> None:
    """Open an errand that had ended anew."""
    row.opened_at, row.reminded_at = at, None
    row.closed_at = row.closing = row.took_days = row.closed_by = None
    row.because = ""
