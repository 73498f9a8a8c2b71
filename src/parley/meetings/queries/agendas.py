"""An agenda as one viewer sees it, and what waits to be put on it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from parley.decisions.queries import decisions_visible_to
from parley.decisions.terms import UNSETTLED, decision_ref
from parley.ledger.terms import Ref
from parley.meetings.models import AgendaItem, CalledIn, Meeting
from parley.meetings.queries.carrying import left_over
from parley.meetings.queries.facts import thing_of
from parley.meetings.queries.listing import LONGEST
from parley.meetings.queries.own import own_item
from parley.meetings.queries.seeing import is_seen, items_visible_to, whole_items
from parley.meetings.rules import day_words
from parley.meetings.terms import STILL_TO_COME, MeetingState, Purpose, Waiting
from parley.people.models import Person
from parley.people.terms import Side, Viewer
from parley.prepared import prepared
from parley.roadmap.queries import initiatives_visible_to
from parley.roadmap.terms import Horizon, Stage, initiative_ref
from parley.topics.queries import topics_visible_to
from parley.topics.terms import TopicState, topic_ref

LONGEST_LIST = 60
AGENDA_ITEM = "agenda_item"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaLine:
    """One item as the viewer sees it. Of a hidden one only the lead and the time box are shown."""

    item: AgendaItem
    title: str
    thing: Ref | None
    hidden: bool
    why: str
    notes: str
    side: Side
    begins_at: datetime
    carried_from: datetime | None
    called_in: list[Person]
    late: bool  # whether it ends after the meeting does


def agenda_of(viewer: Viewer, meeting: Meeting) -> list[AgendaLine]:
    """The agenda in order, for one viewer. At most three queries, however long it is.

    Somebody called in gets their item at its own hour; the minutes of the items before it are counted and not shown.
    """
    begins = meeting.starts_at
    hours: dict[int, datetime] = {}
    items = _items(viewer, meeting.pk, held=meeting.state is MeetingState.HELD)
    called: dict[int, list[Person]] = {}
    for each in _called_in(meeting.pk):
        called.setdefault(each.item_id, []).append(each.person)
    inside = viewer.operations or meeting.area_id in viewer.inside
    boxes = [(item.pk, item.minutes) for item in items] if inside else _boxes(meeting.pk)
    for key, minutes in boxes:
        hours[key] = begins
        begins += timedelta(minutes=minutes)
    ends = meeting.starts_at + timedelta(minutes=meeting.minutes)
    return [_line(item, hours[item.pk], called.get(item.pk, []), ends) for item in items]


@prepared
def _items(viewer: Viewer, meeting: int, *, held: bool) -> QuerySet[AgendaItem]:
    """Find the items; of a `held` meeting each with whether it is about something of the viewer's: see `is_own`."""
    items = whole_items(items_visible_to(viewer).filter(meeting=meeting))
    return items.annotate(own=own_item(viewer)) if held else items


@prepared
def _called_in(meeting: int) -> QuerySet[CalledIn]:
    rows = CalledIn.objects.filter(item__meeting=meeting)
    return rows.select_related("person__function").order_by("person__name")


@prepared
def _boxes(meeting: int) -> QuerySet[AgendaItem, tuple[int, int]]:
    return AgendaItem.objects.filter(meeting=meeting).values_list("pk", "minutes")


def _line(item: AgendaItem, begins_at: datetime, called_in: list[Person], ends: datetime) -> AgendaLine:
    seen = is_seen(item)
    return AgendaLine(
        item=item,
        title=title_of(item) if seen else "",
        thing=thing_of(item) if seen else None,
        hidden=not seen,
        why=item.why if seen else "",
        notes=item.notes if seen else "",
        side=side_of_item(item),
        begins_at=begins_at,
        carried_from=item.carried_from.meeting.starts_at if item.carried_from else None,
        called_in=called_in,
        late=begins_at + timedelta(minutes=item.minutes) > ends,
    )


def title_of(item: AgendaItem) -> str:
    """The title of what an item is about; only for a viewer who may see the thing."""
    if item.topic:
        return item.topic.title
    if item.initiative:
        return item.initiative.title
    return item.decision.question if item.decision else item.title


def side_of_item(item: AgendaItem) -> Side:
    """Which side brought an item: the topic's, or that of whoever leads it."""
    if item.topic:
        return item.topic.side
    return item.lead.side if item.lead else Side.NEITHER


def waiting_for_agenda(viewer: Viewer, meeting: Meeting, at: datetime) -> list[Waiting]:
    """What the viewer may put on this agenda: late topics and unreached items first. Four queries."""
    today = at.astimezone(ZoneInfo(meeting.time_zone)).date()
    left = _left_over(viewer, meeting, at)
    unreached = {thing_of(item): item for item in left if thing_of(item)}
    topics = (
        topics_visible_to(viewer)
        .filter(area=meeting.area_id)
        .filter(Q(state=TopicState.OPEN) | Q(state=TopicState.PARKED, parked_until__lte=today))
        .exclude(pk__in=on_agendas(meeting, "topic", at))
        .order_by("answer_by")[:LONGEST_LIST]
    )
    decisions = (
        decisions_visible_to(viewer)
        .filter(area=meeting.area_id, state__in=UNSETTLED)
        .exclude(pk__in=on_agendas(meeting, "decision", at))
        .order_by("decide_by")[:LONGEST_LIST]
    )
    found = [
        _waiting(topic_ref(each.pk), each.title, "an answer was promised by", each.answer_by, today, at, unreached)
        for each in topics
    ]
    found += [
        _waiting(decision_ref(each.pk), each.question, "to be decided by", each.decide_by, today, at, unreached)
        for each in decisions
    ]
    found += [_free_line(item, at) for item in left if thing_of(item) is None]
    found.sort(key=lambda each: not each.late)
    return found + _initiatives(viewer, meeting, unreached, at)


def on_agendas(meeting: Meeting, kind: str, at: datetime) -> QuerySet[AgendaItem, dict[str, Any]]:
    """What stands on an agenda of the group that is still to come, apart from the other sitting of this meeting.

    A meeting that is over and was never closed keeps nothing back.
    """
    coming = Q(meeting__state__in=STILL_TO_COME, meeting__starts_at__gt=at - LONGEST) | Q(meeting=meeting.pk)
    items = AgendaItem.objects.filter(coming, meeting__area=meeting.area_id)
    if meeting.series_id and meeting.occurrence:
        items = items.exclude(
            ~Q(meeting=meeting.pk), meeting__series=meeting.series_id, meeting__occurrence=meeting.occurrence
        )
    return items.exclude(**{kind: None}).values(kind)


def _left_over(viewer: Viewer, meeting: Meeting, at: datetime) -> list[AgendaItem]:
    """Items that were not reached and came onto no later agenda, newest first."""
    items = left_over(items_visible_to(viewer).filter(meeting__area=meeting.area_id), at).select_related("meeting")
    return [item for item in items.order_by("-meeting__starts_at")[:LONGEST_LIST] if is_seen(item)]


def _waiting(  # noqa: PLR0917 - one call, two kinds of things
    ref: Ref, title: str, words: str, by: date, today: date, at: datetime, unreached: dict[Ref | None, AgendaItem]
) -> Waiting:
    purpose = Purpose.DECIDE if ref.kind == "decision" else Purpose.HEAR
    if ref in unreached:
        note = f"not reached on {day_words(unreached[ref].meeting.starts_at.date(), at)}"
        return Waiting(ref=ref, title=title, note=note, late=True, purpose=purpose)
    if by < today:
        note = f"late: {words} {day_words(by, at)}"
        return Waiting(ref=ref, title=title, note=note, late=True, purpose=purpose)
    return Waiting(ref=ref, title=title, note=f"{words} {day_words(by, at)}", purpose=purpose)


def _free_line(item: AgendaItem, at: datetime) -> Waiting:
    note = f"not reached on {day_words(item.meeting.starts_at.date(), at)}"
    return Waiting(ref=Ref(AGENDA_ITEM, item.pk), title=item.title, note=note, late=True, purpose=item.purpose)


def _initiatives(
    viewer: Viewer, meeting: Meeting, unreached: dict[Ref | None, AgendaItem], at: datetime
) -> list[Waiting]:
    order = list(Horizon)
    rows = initiatives_visible_to(viewer).filter(area=meeting.area_id).exclude(stage__in=(Stage.STOPPED, Stage.LIVE))
    rows = rows.exclude(pk__in=AgendaItem.objects.filter(meeting=meeting).exclude(initiative=None).values("initiative"))
    found = []
    for each in sorted(rows.order_by("position", "pk")[: 2 * LONGEST_LIST], key=lambda row: order.index(row.horizon)):
        left = unreached.get(initiative_ref(each.pk))
        note = (
            f"not reached on {day_words(left.meeting.starts_at.date(), at)}"
            if left
            else f"{each.horizon} on the roadmap"
        )
        found.append(Waiting(ref=initiative_ref(each.pk), title=each.title, note=note, late=bool(left)))
    return sorted(found, key=lambda each: not each.late)
