"""Invitations by mail: what has changed is gathered for some minutes, then each gets one mail their calendar reads.

Nothing is mailed before the agenda is published. What a mail names, its reader may see at the moment it is made.
"""

from collections.abc import Iterable
from datetime import datetime
from email.utils import formataddr
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from parley.groups.queries import viewer_of
from parley.languages.joining import headed
from parley.languages.moments import moment_words
from parley.ledger import outbox
from parley.ledger.queries import Told
from parley.ledger.terms import MACHINE
from parley.meetings.actions import revise_invitations
from parley.meetings.queries import (
    agenda_of,
    invitation_to_send,
    meeting_facts,
    meeting_seen,
    meeting_to_invite,
    meetings_ahead,
    reply_of,
    start_before,
    token_of,
    uid_of,
)
from parley.meetings.rules import Method, calendar_text, moved_by_clocks, tell_after
from parley.meetings.terms import MeetingState
from parley.meetings.terms.invitations import CalendarEntry, Coming, EntryState, Mailbox
from parley.people.queries import sample_is_loaded
from parley.reactions.mail import absolute, as_read_by, send

if TYPE_CHECKING:
    from parley.meetings.models import Invitation
    from parley.meetings.queries import AgendaLine

OF_A_MEETING = {
    "meeting.published", "meeting.moved", "meeting.cancelled", "agenda.added", "agenda.carried_over", "agenda.changed",
    "agenda.dropped", "agenda.called_in", "meeting.note_taker", "meeting.replied",
}  # fmt: skip
OF_A_GROUP = {
    "group.member_added", "group.member_removed", "group.facilitator", "area.product_person", "area.decider_named",
    "series.kept",
}  # fmt: skip


def see_to_invitations(told: Told, at: datetime) -> None:
    """After something that may change who is invited, or when, let the invitations be looked at once, soon."""
    if told.event.kind in OF_A_MEETING:
        _see_to([next(ref.key for ref in told.event.about() if ref.kind == "meeting")], at)
    elif told.event.kind in OF_A_GROUP:
        _see_to(meetings_ahead([ref.key for ref in told.event.about() if ref.kind == "area"], at), at)


def see_to_all(at: datetime) -> None:
    """Look at the invitations to all meetings to come, for what came in by an import or an earlier version."""
    if not sample_is_loaded():  # its people have no mailboxes
        _see_to(meetings_ahead(None, at), at)


def _see_to(meetings: Iterable[int], at: datetime) -> None:
    for key in meetings:
        meeting = meeting_to_invite(key)
        if meeting and meeting.state is not MeetingState.PLANNED:
            run_after = tell_after(meeting_facts(meeting), at)
            outbox.ensure("revise_invitations", unique_key=f"revise_invitations:{key}", run_after=run_after,
                          payload={"meeting": key})  # fmt: skip


def revise(meeting: int, at: datetime) -> None:
    """Send the invitations to a meeting that have to be sent."""
    row = meeting_to_invite(meeting)
    if row:
        revise_invitations(meeting=row, actor=MACHINE, at=at)


def mail_invitation(payload: dict[str, Any], at: datetime) -> None:
    """Mail one invitation, or that it is taken back, unless it has changed again: then a later mail says so."""
    row = invitation_to_send(payload["invitation"])
    if row is None or row.sequence != payload["sequence"] or not row.person.email:
        return
    viewer = viewer_of(row.person)
    line = None
    if not row.taken_back:
        seen = meeting_seen(viewer, row.meeting_id)
        if seen is None:
            return
        lines = agenda_of(viewer, seen)
        line = next((each for each in lines if each.item.pk == row.item), None)
        if row.item and line is None:
            return
    with as_read_by(row.person):
        entry = _entry(row, line)
        method = Method.CANCEL if row.taken_back else Method.REQUEST
        sender = formataddr((entry.organizer.name, entry.organizer.address)) if entry.organizer else ""
        send(
            row.person, _subject(row, entry), "invitation", _context(row, entry, at),
            about=f"invitation-{row.pk}-{row.sequence}", sender=sender,
            calendar=(method, calendar_text([entry], method, at=at)),
        )  # fmt: skip


def _entry(row: "Invitation", line: "AgendaLine | None") -> CalendarEntry:
    """Give the calendar entry of an invitation: with no title its person may not see, and no link that answers."""
    meeting, group = row.meeting, row.meeting.area.name
    title = headed(group, line.title if line and line.title else meeting.title)
    about = _("You are asked to come for this item alone.") if row.item else _("The agenda is in Parley.")
    link = absolute(reverse("meeting", args=[meeting.pk]))
    return CalendarEntry(
        uid=uid_of(meeting.pk, row.item),
        sequence=row.sequence,
        starts_at=row.starts_at,
        minutes=row.minutes,
        time_zone=meeting.time_zone,
        title=title,
        about=f"{about}\n{link}",
        link=link,
        state=EntryState.CANCELLED if row.taken_back else EntryState.CONFIRMED,
        organizer=Mailbox(_("%(group)s, by Parley") % {"group": group}, reply_address(row)),
        attendee=Mailbox(row.person.name, str(row.person.email)),
        coming=reply_of(row),
    )


def reply_address(row: "Invitation") -> str:
    """Give the address to which one person's calendar replies about one entry."""
    name, _at, domain = settings.EMAIL_REPLIES.rpartition("@")
    return f"{name}+{token_of(row.seed, 'address')}@{domain}"


def _subject(row: "Invitation", entry: CalendarEntry) -> str:
    if row.taken_back:
        cancelled = row.meeting.state is MeetingState.CANCELLED
        return (_("Cancelled: %(title)s") if cancelled else _("Not needed any more: %(title)s")) % {
            "title": entry.title
        }
    return (_("Changed: %(title)s") if row.sequence else _("Invitation: %(title)s")) % {"title": entry.title}


def _context(row: "Invitation", entry: CalendarEntry, at: datetime) -> dict[str, Any]:
    when = moment_words(row.starts_at, entry.time_zone, reader_zone=row.person.time_zone, at=at)
    address = absolute(reverse("invitation", args=[token_of(row.seed, "link")]))
    answers = [(Coming.YES, _("I come")), (Coming.MAYBE, _("Perhaps")), (Coming.NO, _("I cannot come"))]
    cancelled = row.meeting.state is MeetingState.CANCELLED
    return {
        "name": row.person.name,
        "opening": _opening(row, cancelled=cancelled),
        "title": entry.title,
        "when": when,
        "minutes": row.minutes,
        "clocks": _clocks(row),
        "reason": row.meeting.cancelled_because if cancelled else "",
        "answers": [] if row.taken_back else [(words, f"{address}?coming={coming}") for coming, words in answers],
        "link": entry.link,
    }


def _clocks(row: "Invitation") -> str:
    """Say that clocks have changed since the meeting before, where that makes it another hour for the reader."""
    before = None if row.taken_back or row.item else start_before(row.meeting)
    zones = {"time_zone": row.meeting.time_zone, "reader_zone": row.person.time_zone}
    hours = moved_by_clocks(before, row.starts_at, **zones) if before else None
    if hours is None:
        return ""
    return _("Clocks have changed since the meeting before: for you it was at %(then)s, and is at %(now)s now.") % {
        "then": hours[0],
        "now": hours[1],
    }


def _opening(row: "Invitation", *, cancelled: bool) -> str:
    if row.taken_back and cancelled:
        return _("A meeting you were expected at will not take place.")
    if row.taken_back:
        return _("You are not needed for this any more.")
    if row.item:
        return _("You are asked to come for one item of a meeting, and for nothing else of it.")
    return _("The time has changed.") if row.sequence else _("The agenda is published, and you are asked to come.")
