"""Announcements end: clients have heard of it, are not to hear of it any more, or have left."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from parley.disclosure.actions.ending import ENDED, _end_errand
from parley.disclosure.events.launching import AnnouncementsClosed
from parley.disclosure.models.launching import Announcement
from parley.disclosure.queries.announcements import announcements_to_change, open_announcements_of
from parley.disclosure.terms import Closing
from parley.disclosure.terms.launching import THERE
from parley.kernel.spans import today_of
from parley.ledger.door import record
from parley.ledger.terms import Actor
from parley.roadmap.queries import initiative_to_change, regions_of


def _heard(initiative: int, clients: Collection[int], *, told_on: date, actor: Actor, at: datetime) -> None:
    """Close the announcements to clients that were told of an initiative on a day, if it was there by then."""
    rows = [
        each for each in open_announcements_of(initiative, clients) if told_on >= today_of(actor, each.opened_at)
    ]  # fmt: skip
    _end_announcements(rows, Closing.TOLD, at, by=actor)


def _take_back_announcements(initiative: int, at: datetime, *, because: str) -> None:
    """Close the announcements of what is not there any more, or not in the client's region, with the reason of that."""
    row = initiative_to_change(initiative)
    waiting = [each for each in announcements_to_change(initiative).values() if each.closed_at is None]
    if row.stage in THERE and waiting:
        places = {each.pk for each in regions_of(initiative)}
        waiting = [each for each in waiting if places and each.client.region_id not in {*places, None}]
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
