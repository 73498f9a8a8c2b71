"""Clients are told that something is there: who is to hear it is found once, and followed until all have."""

from collections.abc import Collection
from datetime import datetime
from itertools import groupby

from parley.disclosure import rules
from parley.disclosure.actions.ending import _open_errand
from parley.disclosure.actions.hearing import _end_announcements, _heard
from parley.disclosure.actions.reviewing import _log_many
from parley.disclosure.actions.telling import Occasion, _must_have_come, _now
from parley.disclosure.events.launching import AnnouncementsOpened
from parley.disclosure.models.launching import Announcement
from parley.disclosure.queries.announcements import (
    announcement_to_change,
    announcements_of_leavers,
    announcements_open_to,
    announcements_to_change,
    to_hear_of,
)
from parley.disclosure.queries.launching import coming_of
from parley.disclosure.rules.launching import has_come_to
from parley.disclosure.terms import Closing
from parley.disclosure.terms.launching import THERE
from parley.groups.queries import acting
from parley.kernel.refusals import Refused
from parley.kernel.spans import today_of
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.roadmap.models import Initiative
from parley.roadmap.queries import initiative_to_change

AGAIN = (Closing.TAKEN_BACK, Closing.LEFT)  # it may be there again, and the client too


@action
def open_announcements(
    *,
    initiative: Initiative,
    tested: frozenset[int] = frozenset(),
    just_moved: bool = False,
    actor: Actor,
    at: datetime,
) -> int:
    """Find the clients that are to hear that it is there: who asked for it, was told of it or tested it; how many.

    In regions whose day has come, as `has_come_to` says. `tested` are keys of clients. Once for each client: doing it
    again opens what is new, and what was taken back.
    """
    row = initiative_to_change(initiative.pk)
    if row.stage not in THERE:
        return 0
    coming, today = coming_of(row), at.date()
    known, new, again = announcements_to_change(row.pk), [], []
    for client, (region, why) in to_hear_of(row.pk, tested).items():
        if not has_come_to(region, coming, today=today, just_moved=just_moved):
            continue
        there = known.get(client)
        if there is None:
            words = {word: word in why.split() for word in ("asked", "told", "tested")}
            new.append(Announcement(initiative=row, client_id=client, opened_at=at, **words))
        elif there.closing in AGAIN:
            _open_errand(there, at)
            again.append(there)
    Announcement.objects.bulk_create(new, batch_size=200) if new else None
    for there in again:
        there.save()
    if new or again:
        record(AnnouncementsOpened(initiative=row.pk, clients=tuple(each.client_id for each in [*new, *again])))
    return len(new) + len(again)


@action
def tell_announced(
    *,
    initiative: Initiative,
    announcements: Collection[int],
    how: Occasion,
    seen_track: int | None = None,
    actor: Actor,
    at: datetime,
) -> tuple[int, list[str]]:
    """Log that clients were told, in the words in force for each, that it is there; how many, and who was left out.

    `announcements` are keys; left out, by name, is whom nothing may be told now. Raises Refused when nobody is left,
    for whoever does not see to them, and when other words are in force than those of `seen_track`, which were read.
    """
    _must_have_come(how, actor, at)
    now = _now(initiative, at)
    track = now.disclosed.track
    if seen_track is not None and track is not None and track.key != seen_track:
        raise Refused("Other words are in force now than those you read. Read them, then log which the clients heard.")
    theirs = announcements_open_to(acting(actor), on=today_of(actor, at)).filter(initiative=now.row)
    rows = list(theirs.filter(pk__in=list(announcements)).select_related("client").order_by("pk"))
    if not rows:
        raise Refused("None of these waits for you any more. Look at your list again.")
    for opened_on in {today_of(actor, each.opened_at) for each in rows}:
        if how.on < opened_on:
            raise Refused("It was not there yet on that day. Write the day on which they heard it.", field="told_on")
    told = [each for each in rows if now.telling_to(each.client_id, each.client.region_id)]
    if not told:
        here = now.telling_in(rows[0].client.region_id)
        raise Refused(f"{here.sentence} {here.when} If they heard of it all the same, log it on the client’s page, in "
                      "the words that were used.")  # fmt: skip
    _log_many(now, [each.client for each in told], how, actor, at, review=False)
    _heard(now.row.pk, [each.client_id for each in told], told_on=how.on, actor=actor, at=at)  # also who knew already
    there = {each.pk for each in told}
    return len(told), [each.client.name for each in rows if each.pk not in there]


@action
def put_aside(*, announcement: Announcement, because: str, actor: Actor, at: datetime) -> None:
    """Close an announcement that this client need not hear, with the reason.

    Raises Refused for whoever does not see to the client, without a reason, and when it has ended.
    """
    initiative_to_change(announcement.initiative_id)  # before its announcements, as every change of it locks them
    row = announcement_to_change(announcement.pk)
    if row.closed_at is not None:
        raise Refused("This has ended already. Log what you tell the client now as a statement instead.")
    if not announcements_open_to(acting(actor), on=today_of(actor, at)).filter(pk=row.pk).exists():
        raise Refused("Whoever looks after this client tells them. Ask them, or product operations.")
    _end_announcements([row], Closing.NOT_NEEDED, at, by=actor, because=rules.not_needed_because(because))


@action
def end_announcements_of_leavers(*, actor: Actor, at: datetime) -> int:
    """Close what clients that have left were to hear; how many. For the worker."""
    ended = 0
    for initiative, some in groupby(announcements_of_leavers(), key=lambda each: each.initiative_id):
        initiative_to_change(initiative)
        rows = list(some)
        _end_announcements(rows, Closing.LEFT, at, because="The client has left.")
        ended += len(rows)
    return ended
