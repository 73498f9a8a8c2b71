"""Who is invited for what and when that changes; what is made of a reply; what calling in alone spares."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from parley.kernel.refusals import Refused
from parley.meetings.terms import MeetingFacts, MeetingState
from parley.meetings.terms.invitations import Coming, Replied, ReplyRead, Revision, Seat, Time

TOGETHER = timedelta(minutes=5)  # what changes within that time is one mail
NEAR = timedelta(hours=2)  # a meeting that begins so soon: nobody waits for more changes


def wanted_seats(
    meeting: MeetingFacts, group: Iterable[int], called: Iterable[tuple[int, int, int, int]], at: datetime
) -> dict[Seat, Time] | None:
    """Say who is to be invited for what: the group for all of it, others for the item they are called in for alone.

    `called` are person, item, its begin and length in minutes. None while nothing is to be changed: not published yet,
    held, or over. Nobody is when the meeting was cancelled.
    """
    if meeting.state is MeetingState.CANCELLED:
        return {}
    if meeting.state is not MeetingState.PUBLISHED or at >= ends_at(meeting):
        return None
    wanted = {Seat(person): Time(meeting.starts_at, meeting.minutes) for person in group}
    for person, item, begins, minutes in called:
        if Seat(person) not in wanted:
            wanted[Seat(person, item)] = Time(meeting.starts_at + timedelta(minutes=begins), minutes)
    return wanted


def revision(wanted: Mapping[Seat, Time], sent: Mapping[Seat, Time | None]) -> Revision:
    """Compare who is to be invited with what was sent; None was sent to whoever is not needed any more."""
    return Revision(
        new=tuple(seat for seat in wanted if sent.get(seat) is None),
        changed=tuple(seat for seat, time in wanted.items() if sent.get(seat) not in {None, time}),
        gone=tuple(seat for seat, time in sent.items() if time is not None and seat not in wanted),
    )


def tell_after(meeting: MeetingFacts, at: datetime) -> datetime:
    """Say when changes are mailed: together after some minutes, at once when the meeting is near."""
    return at if meeting.starts_at - at < NEAR else at + TOGETHER


def ends_at(meeting: MeetingFacts) -> datetime:
    """Give the moment at which a meeting is over."""
    return meeting.starts_at + timedelta(minutes=meeting.minutes)


def why_not_reply(meeting: MeetingFacts, *, invited: bool, at: datetime) -> str:
    """Say why somebody cannot say whether they come; nothing when they can."""
    if meeting.state is MeetingState.PLANNED:
        return "The agenda is not published yet, so nobody is asked. You hear of it when it is."
    if meeting.state is MeetingState.CANCELLED:
        return "This meeting was cancelled, so there is nothing to reply. Look at the next one."
    if meeting.state is MeetingState.HELD or at >= ends_at(meeting):
        return "This meeting is over, so there is nothing to reply. Read its minutes instead."
    if not invited:
        return "You are not invited to this any more. Ask the group’s facilitators if you should be."
    return ""


def must_reply(meeting: MeetingFacts, *, invited: bool, at: datetime) -> None:
    """Raise Refused unless somebody can say whether they come."""
    if why := why_not_reply(meeting, invited=invited, at=at):
        raise Refused(why)


def why_not_counted(reply: ReplyRead, *, uid: str, sequence: int, address: str, sender: str) -> str:
    """Say why what a calendar program wrote back is not counted; nothing when it is.

    It counts from the person who was invited, about the entry they were sent, as it is now.
    """
    if reply.uid != uid:
        return "it is about another meeting than the one it was sent for"
    if not reply.attendee.casefold() == sender.casefold() == address.casefold():
        return "it does not come from the person who was invited"
    if reply.coming is None:
        return "it says neither yes, maybe nor no"
    if reply.sequence != sequence:
        return "it was given for an earlier time of the meeting"
    return ""


def still_said(replies: Iterable[Replied], starts: Mapping[int, datetime]) -> dict[Seat, Coming]:
    """Keep what was said about the hour at which each item begins now, by its key; 0 is the whole meeting."""
    return {each.seat: each.coming for each in replies if starts.get(each.seat.item) == each.asked_for}


def spared_minutes(calls: Iterable[tuple[int, int, int, int]]) -> int:
    """Add up what people were spared who came for their items alone, in minutes.

    `calls` are meeting, its length, person, length of one item; who came for several of a meeting is counted once.
    """
    spent: dict[tuple[int, int, int], int] = {}
    for meeting, length, person, minutes in calls:
        spent[meeting, length, person] = spent.get((meeting, length, person), 0) + minutes
    return sum(max(0, length - minutes) for (_meeting, length, _person), minutes in spent.items())
