"""What a calendar program reads at somebody's address; and what calling in alone has spared."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from parley.meetings.models import AgendaItem, CalledIn, Feed, Meeting, Reply
from parley.meetings.queries.agendas import title_of
from parley.meetings.queries.invitations import token_of
from parley.meetings.queries.seats import goes_to
from parley.meetings.queries.seeing import is_seen, items_visible_to, meetings_visible_to
from parley.meetings.terms import ItemState, MeetingState
from parley.meetings.terms.invitations import Coming
from parley.people.queries import hash_of
from parley.people.terms import Viewer
from parley.prepared import prepared, prepared_one

BEHIND, AHEAD = timedelta(days=60), timedelta(days=400)  # how far a feed goes
MOST_READ = 500


@dataclass(frozen=True, slots=True)
class Read:
    """A meeting in a feed; `item` when only one is theirs, with its title as far as they may see it."""

    meeting: Meeting
    starts_at: datetime
    minutes: int
    item: int = 0
    title: str = ""


def feed_of(person: int, area: int | None) -> str | None:
    """The token of somebody's address: of all their meetings, or one group's; None when there is none."""
    row = _feed(person, area)
    return token_of(row.seed, "feed") if row else None


@prepared_one
def _feed(person: int, area: int | None) -> QuerySet[Feed]:
    return Feed.objects.filter(person=person, area=area)


def feed_given(token: str) -> Feed | None:
    """The feed of a token, unless its person has left or its group has ended."""
    rows = Feed.objects.select_related("person__function", "person__region", "area").filter(token_hash=hash_of(token))
    return rows.filter(Q(area=None) | Q(area__dissolved_on=None), person__left_on=None).first()


def feed_entries(viewer: Viewer, area: int | None, at: datetime) -> list[Read]:
    """List the viewer's meetings and the items they are called in for, bounded in time, the first first. Three queries.

    Planned meetings are for insiders alone; of a cancelled one those called in hear too.
    """
    meetings = list(_meetings(viewer, area, at - BEHIND, at + AHEAD)[:MOST_READ])
    inside = [Read(each, each.starts_at, each.minutes) for each in meetings if each.area_id in viewer.inside]
    others = {each.pk: each for each in meetings
              if each.area_id not in viewer.inside and each.state is not MeetingState.PLANNED}  # fmt: skip
    return sorted(inside + _items_of(viewer, others), key=lambda each: (each.starts_at, each.meeting.pk, each.item))


def _meetings(viewer: Viewer, area: int | None, since: datetime, until: datetime) -> QuerySet[Meeting]:
    mine = goes_to(viewer) if area is None else Q(area=area)
    if area is None:
        mine |= Q(pk__in=CalledIn.objects.filter(person=viewer.person).values("item__meeting"))
    rows = meetings_visible_to(viewer).filter(mine, starts_at__gte=since, starts_at__lte=until)
    return rows.order_by("starts_at", "pk")


def _items_of(viewer: Viewer, meetings: dict[int, Meeting]) -> list[Read]:
    """Give the items of some meetings that the viewer is called in for, each at its own hour."""
    if not meetings:
        return []
    begins: dict[int, datetime] = {}
    hours = {key: each.starts_at for key, each in meetings.items()}
    boxes = AgendaItem.objects.filter(meeting__in=meetings).order_by("meeting", "position", "pk")
    for key, meeting, minutes in boxes.values_list("pk", "meeting", "minutes"):
        begins[key] = hours[meeting]
        hours[meeting] += timedelta(minutes=minutes)
    items = items_visible_to(viewer).filter(meeting__in=meetings, called_in__person=viewer.person)
    return [
        Read(meetings[item.meeting_id], begins[item.pk], item.minutes, item.pk, title_of(item) if is_seen(item) else "")
        for item in items.select_related("topic", "initiative", "decision")
    ]


def called_hours_of(area: int, since: datetime) -> Iterable[tuple[int, int, int, int]]:
    """Who came to a group's meetings held since for their items alone, as `rules.spared_minutes` asks. One query.

    Whoever could not come, or came for what was not reached, is not counted: nothing was spared by calling them in.
    """
    return _called(area, since)


@prepared
def _called(area: int, since: datetime) -> QuerySet[CalledIn, tuple[int, int, int, int]]:
    no = Reply.objects.filter(meeting=OuterRef("item__meeting"), item=OuterRef("item"), person=OuterRef("person"))
    held = CalledIn.objects.filter(item__meeting__area=area, item__meeting__state=MeetingState.HELD)
    came = held.filter(~Exists(no.filter(coming=Coming.NO)), item__state=ItemState.DONE)
    rows = came.filter(item__meeting__starts_at__gte=since).annotate(length=F("item__meeting__minutes"))
    found: QuerySet[CalledIn, tuple[int, int, int, int]]
    found = rows.values_list("item__meeting", "length", "person", "item__minutes")
    return found
