"""A meeting as an entry of the calendar that somebody reads at their address, in their language."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parley.languages.joining import headed
from parley.meetings.queries import uid_of
from parley.meetings.terms import MeetingState
from parley.meetings.terms.invitations import CalendarEntry, EntryState
from parley.screens.rendering import absolute

if TYPE_CHECKING:
    from parley.meetings.queries import Read

STATES = {MeetingState.PLANNED: EntryState.TENTATIVE, MeetingState.CANCELLED: EntryState.CANCELLED}


def entry_of(read: "Read") -> CalendarEntry:
    """Write one meeting, or the one item of it that is theirs."""
    meeting = read.meeting
    title = headed(meeting.area.name, read.title or meeting.title)
    if meeting.state is MeetingState.CANCELLED:  # many programs show nothing else of it
        title = _("Cancelled: %(title)s") % {"title": title}
    about = _("You are asked to come for this item alone.") if read.item else _("The agenda is in Parley.")
    if meeting.state is MeetingState.PLANNED:
        about = _("Planned; the agenda is not published yet.")
    link = absolute("meeting", meeting.pk)
    return CalendarEntry(
        uid=uid_of(meeting.pk, read.item), sequence=meeting.version, starts_at=read.starts_at, minutes=read.minutes,
        time_zone=meeting.time_zone, title=title, about=f"{about}\n{link}", link=link,
        state=STATES.get(meeting.state, EntryState.CONFIRMED),
    )  # fmt: skip
