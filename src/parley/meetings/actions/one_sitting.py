"""Going back to one sitting: what was planned for the second comes to the first, with its people."""

from collections.abc import Mapping
from datetime import datetime

from parley.ledger.door import record
from parley.meetings.actions.bringing import _fill_in
from parley.meetings.events import ItemAdded
from parley.meetings.models import ActionPoint, AgendaItem, CalledIn, Meeting, MeetingRegion, Preparation, Series
from parley.meetings.queries import same_thing_on, thing_of
from parley.meetings.terms import STILL_TO_COME


def _back_to_one(series: Series, seconds: Mapping[Meeting, bool], at: datetime) -> list[Meeting]:
    """Let plans of a second sitting that is no more come to the first; which of them are to be dropped.

    `seconds` says of each whether something is on its agenda.
    Their agenda goes to the first sitting of their day, or when that is over to the next; where there is none, it stays
    where it is, with its people. Of a first sitting that was published nobody is disinvited: more come to it.
    """
    firsts = Meeting.objects.filter(series=series, sitting=1, state__in=STILL_TO_COME, starts_at__gt=at)
    gone = []
    for meeting, used in seconds.items():
        same_day = firsts.filter(occurrence=meeting.occurrence).first()
        to = same_day or (firsts.order_by("starts_at").first() if used else None)
        if used and to is None:
            continue
        if same_day:
            MeetingRegion.objects.filter(meeting=same_day).delete()
        if used and to:
            _bring_agenda(meeting, to)
        gone.append(meeting)
    return gone


def _bring_agenda(meeting: Meeting, to: Meeting) -> None:
    """Put all that stands on one agenda last on another, with what was prepared and who is called in."""
    last = AgendaItem.objects.filter(meeting=to).order_by("-position").values_list("position", flat=True).first() or 0
    for item in list(AgendaItem.objects.filter(meeting=meeting)):
        there = same_thing_on(to, item)
        if there is None:
            last += 1
            there, item.meeting, item.position = item, to, last
            item.save(update_fields=["meeting", "position"])
        else:
            _join(item, there)
        record(ItemAdded(meeting=to.pk, item=there.pk, thing=thing_of(there)))
    ActionPoint.objects.filter(meeting=meeting).update(meeting=to)


def _join(item: AgendaItem, there: AgendaItem) -> None:
    """Make an item one with another about the same thing; what that lacks comes from this one."""
    _fill_in(there, item, carried_from=item.carried_from)
    CalledIn.objects.filter(item=item).exclude(person__in=there.called_in.values("person")).update(item=there)
    ActionPoint.objects.filter(item=item).update(item=there)
    if not Preparation.objects.filter(item=there).exists():
        Preparation.objects.filter(item=item).update(item=there)
    item.delete()
