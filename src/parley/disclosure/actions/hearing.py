"""Announcements end: clients have heard of it, are not to hear of it any more, or have left."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from parley.disclosure.actions.ending import ENDED, _end_errand
from parley.disclosure.events.launching import AnnouncementsClosed
from parley.disclosure.models.launching import Announcement
from parley.disclosure.queries.announcements import announcements_to_change, open_announcements_of
from parley.disclosure.queries.launching import coming_of
from parley.disclosure.rules.launching import has_come_to
from parley.disclosure.terms import Closing
from parley.kernel.spans import today_of
from parley.ledger.door import record
from parley.ledger.terms import Actor
from parley.roadmap.queries import initiative_to_change


def _heard(initiative: int, clients: Collection[int], *, told_on: date, actor: Actor, at: datetime) -> None:
    """Close the announcements to clients that were told of an initiative on a day, if it was there by then."""
    rows = [
        each for each in open_announcements_of(initiative, clients) if told_on >= today_of(actor, each.opened_at)
    ]  # fmt: skip
    _end_announcements(rows, Closing.TOLD, at, by=actor)


def _take_back_announcements(initiative: int, at: datetime, *, because: str) -> None:
    """Close the announcements of what is not there any more, or not where the client is, with the reason of that.

    They are opened anew once it is there again.
    """
    row = initiative_to_change(initiative)
    waiting = [each for each in announcements_to_change(initiative).values() if each.closed_at is None]
    if waiting:
        coming, today = coming_of(row), at.date()
        waiting = [
            each
            for each in waiting
            if not has_come_to(each.client.region_id, coming, today=today, just_moved=True)  # however long ago
        ]
    _end_announcements(waiting, Closing.TAKEN_BACK, at, because=because)


def _end_announcements(
    rows: Sequence[Announcement], closing: Closing, at: datetime, *, by: Actor | None = None, because: str = ""
) -> None:
    """Close announcements of one initiative, and record that once."""
    if not rows:
        return
    for each in rows:
        _end_errand(each, closing, at, by=by, because=because)
    Announcement.objects.bulk_update(rows, ENDED, batch_size=200)
    clients = tuple(each.client_id for each in rows)
    record(AnnouncementsClosed(initiative=rows[0].initiative_id, clients=clients, closing=closing), reason=because)
