"""What may come onto an agenda, as the rule that proposes one is told of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from parley.decisions.queries import decisions_visible_to
from parley.decisions.terms import UNSETTLED, decision_ref
from parley.groups.queries import insiders, keepers_of
from parley.ledger.terms import Ref
from parley.meetings.models import ActionPoint, AgendaItem, Meeting
from parley.meetings.queries.agendas import AGENDA_ITEM, on_agendas, side_of_item
from parley.meetings.queries.carrying import left_over
from parley.meetings.queries.facts import thing_of
from parley.meetings.queries.seats import second_regions_on
from parley.meetings.queries.seeing import is_seen, items_visible_to, open_points
from parley.meetings.rules.agenda import draw_up
from parley.meetings.terms import STILL_TO_COME, ItemState, MeetingState, Purpose
from parley.meetings.terms.agenda import OPENING, AgendaProposal, Candidate, Room
from parley.people.terms import Side, Viewer
from parley.roadmap.queries import initiatives_visible_to
from parley.roadmap.terms import Audience, Stage, Waiver, initiative_ref
from parley.topics.queries import topics_visible_to
from parley.topics.terms import TopicState, topic_ref

MOST_LOOKED_AT = 300  # rows of each kind; one thing has a row for each region and function
OVER = (Stage.LIVE, Stage.STOPPED)


@dataclass(frozen=True, slots=True)
class _Lead:
    """Somebody who may lead an item: whether they see the roadmap before the group does."""

    name: str
    keeps: bool


def proposed_agenda(viewer: Viewer, meeting: Meeting, at: datetime) -> AgendaProposal:
    """Propose what to put on an agenda beside what stands on it, of what the viewer may see. Seven queries."""
    items = list(_items(viewer, meeting, at))
    standing = [each for each in items if each.meeting_id == meeting.pk]
    left = {thing_of(each): each for each in reversed(items) if each.meeting_id != meeting.pk and is_seen(each)}
    free_lines = [each for each in items if each.meeting_id != meeting.pk and thing_of(each) is None]
    leads = {
        person.pk: _Lead(person.name, person.keeps)
        for person in insiders(meeting.area_id).annotate(keeps=Q(operations=True) | keepers_of(meeting.area_id))
    }
    room = _room(meeting, standing, at)
    found = [
        *_topics(viewer, meeting, at, leads, left),
        *_decisions(viewer, meeting, at, leads, left),
        *_initiatives(viewer, meeting, at, leads, left),
        *(_line(each, leads) for each in free_lines),
    ]
    return draw_up(found, room, at)


def _items(viewer: Viewer, meeting: Meeting, at: datetime) -> QuerySet[AgendaItem]:
    """What stands on the agenda, then what earlier meetings of the group did not reach and none took on."""
    unreached = left_over(AgendaItem.objects.filter(meeting__area=meeting.area_id), at).values("pk")
    rows = items_visible_to(viewer).filter(Q(meeting=meeting) | Q(pk__in=unreached))
    related = "meeting", "topic", "initiative", "lead__function"
    return rows.select_related(*related).order_by("-meeting__starts_at", "position", "pk")


def _room(meeting: Meeting, standing: Iterable[AgendaItem], at: datetime) -> Room:
    """What the meeting has room for. Two queries."""
    same = Q(series=meeting.series_id, sitting=meeting.sitting) if meeting.series_id else Q()
    later = Meeting.objects.filter(
        same, area=meeting.area_id, state__in=STILL_TO_COME, starts_at__gt=meeting.starts_at
    ).order_by("starts_at")
    promised = open_points(ActionPoint.objects.filter(area=meeting.area_id)).order_by()
    row = (
        Meeting.objects.filter(pk=meeting.pk)
        .annotate(next_at=Subquery(later.values("starts_at")[:1]), opens=Exists(promised))
        .values_list("next_at", "opens")
        .get()
    )
    next_at, opens = row
    zone = ZoneInfo(meeting.time_zone)
    planned = list(standing)
    sides = [side for each in planned if (side := side_of_item(each)) is not Side.NEITHER]
    seats = second_regions_on([meeting.pk]) if meeting.series_id else {}
    return Room(
        today=at.astimezone(zone).date(),
        day=meeting.starts_at.astimezone(zone).date(),
        free=meeting.minutes - sum(each.minutes for each in planned) - (OPENING if opens else 0),
        next_on=next_at.astimezone(zone).date() if next_at else None,
        sitting=meeting.sitting,
        second=seats.get(meeting.pk, frozenset()),
        last_side=sides[-1] if sides else Side.NEITHER,
    )


def _topics(
    viewer: Viewer, meeting: Meeting, at: datetime, leads: dict[int, _Lead], left: dict[Any, AgendaItem]
) -> list[Candidate]:
    zone = ZoneInfo(meeting.time_zone)
    today = at.astimezone(zone).date()
    rows = (
        topics_visible_to(viewer)
        .filter(area=meeting.area_id)
        .filter(Q(state=TopicState.OPEN) | Q(state=TopicState.PARKED, parked_until__lte=today))
        .exclude(pk__in=on_agendas(meeting, "topic", at))
        .annotate(discussed_at=Subquery(_discussed("topic")))
        .order_by("answer_by", "pk")
        .values_list("pk", "title", "answer_by", "side", "brought_by", "regions__region", "regions__region__name",
                     "functions__function", "discussed_at")[:MOST_LOOKED_AT]
    )  # fmt: skip
    return [
        _candidate(
            Candidate(
                ref=topic_ref(key), title=each[0][1], purpose=Purpose.HEAR, due=each[0][2], side=each[0][3],
                regions=_pairs((row[5], row[6]) for row in each),
                needs=tuple(sorted({row[7] for row in each if row[7]})),
                discussed_on=each[0][8].astimezone(zone).date() if each[0][8] else None,
            ),
            each[0][4], leads, left,
        )
        for key, each in _by_key(rows)
    ]  # fmt: skip


def _discussed(kind: str) -> QuerySet[AgendaItem, datetime]:
    """When a thing was discussed last, in a meeting that was held."""
    held = AgendaItem.objects.filter(
        **{kind: OuterRef("pk")}, state=ItemState.DONE, meeting__state=MeetingState.HELD
    ).order_by("-meeting__starts_at")
    found: QuerySet[AgendaItem, datetime] = held.values_list("meeting__starts_at", flat=True)
    return found[:1]


def _decisions(
    viewer: Viewer, meeting: Meeting, at: datetime, leads: dict[int, _Lead], left: dict[Any, AgendaItem]
) -> list[Candidate]:
    """Open decisions; one about initiatives of some regions alone concerns these."""
    about = "initiative_links__initiative"
    rows = (
        decisions_visible_to(viewer)
        .filter(area=meeting.area_id, state__in=UNSETTLED)
        .exclude(pk__in=on_agendas(meeting, "decision", at))
        .order_by("decide_by", "pk")
        .values_list("pk", "question", "decide_by", "decider", "decider__function__side", f"{about}__all_regions",
                     f"{about}__regions__region", f"{about}__regions__region__name")[:MOST_LOOKED_AT]
    )  # fmt: skip
    return [
        _candidate(
            Candidate(
                ref=decision_ref(key), title=each[0][1], purpose=Purpose.DECIDE, due=each[0][2],
                side=each[0][4] or Side.NEITHER,
                regions=() if any(row[5] for row in each) else _pairs((row[6], row[7]) for row in each),
            ),
            each[0][3], leads, left,
        )
        for key, each in _by_key(rows)
    ]  # fmt: skip


def _initiatives(
    viewer: Viewer, meeting: Meeting, at: datetime, leads: dict[int, _Lead], left: dict[Any, AgendaItem]
) -> list[Candidate]:
    """Initiatives shown for now although their why is owed, and those that a meeting did not reach."""
    keys = [ref.key for ref in left if ref and ref.kind == "initiative"]
    owed = Q(overrides__waives=Waiver.WHY, overrides__ended_at=None)
    rows = (
        initiatives_visible_to(viewer)
        .filter(owed | Q(pk__in=keys), area=meeting.area_id)
        .exclude(stage__in=OVER)
        .exclude(pk__in=on_agendas(meeting, "initiative", at))
        .order_by(F("overrides__until").asc(nulls_first=True), "pk")  # an import may owe a why for hundreds
        .values_list("pk", "title", "owner", "owner__function__side", "shown_to", "overrides__waives",
                     "overrides__ended_at", "overrides__until", "all_regions", "regions__region",
                     "regions__region__name")[:MOST_LOOKED_AT]
    )  # fmt: skip
    return [
        _candidate(
            Candidate(
                ref=initiative_ref(key), title=each[0][1], purpose=Purpose.INFORM, side=each[0][3] or Side.NEITHER,
                due=next((row[7] for row in each if row[5] is Waiver.WHY and row[6] is None), None),
                regions=() if each[0][8] else _pairs((row[9], row[10]) for row in each),
                lead_sees=each[0][4] is not Audience.PRODUCT_TEAM,
            ),
            each[0][2], leads, left,
        )
        for key, each in _by_key(rows)
    ]  # fmt: skip


def _line(item: AgendaItem, leads: dict[int, _Lead]) -> Candidate:
    """A line of somebody's own that was not reached."""
    lead = item.lead_id if item.lead_id in leads else None
    return Candidate(
        ref=Ref(AGENDA_ITEM, item.pk), title=item.title, purpose=item.purpose, side=side_of_item(item),
        unreached_on=_day(item), minutes=item.minutes, lead=lead, lead_name=leads[lead].name if lead else "",
        carried_from=item.pk,
    )  # fmt: skip


def _candidate(
    found: Candidate, usual_lead: int | None, leads: dict[int, _Lead], left: dict[Any, AgendaItem]
) -> Candidate:
    """The same with its lead, if they are of the group, and what an earlier meeting that did not reach it says.

    Topics and decisions of a group are seen by all its people; an initiative perhaps by its product people alone.
    """
    before = left.get(found.ref)
    key = (before.lead_id if before and before.lead_id else None) or usual_lead
    lead = leads.get(key) if key else None
    found = replace(
        found,
        lead=key if lead else None,
        lead_name=lead.name if lead else "",
        lead_sees=found.lead_sees or lead is None or lead.keeps,
    )
    if before is None:
        return found
    return replace(
        found, unreached_on=_day(before), minutes=before.minutes, purpose=before.purpose, carried_from=before.pk
    )


def _day(item: AgendaItem) -> date:
    return item.meeting.starts_at.astimezone(ZoneInfo(item.meeting.time_zone)).date()


def _by_key(rows: Iterable[tuple[Any, ...]]) -> Iterable[tuple[int, list[tuple[Any, ...]]]]:
    """Put rows together that begin with the same key, in the order in which the keys came.

    Where more were there than are looked at, the last of them may lack a region: it waits for the next time.
    """
    found: dict[int, list[tuple[Any, ...]]] = {}
    for number, row in enumerate(rows, 1):
        found.setdefault(row[0], []).append(row)
        if number == MOST_LOOKED_AT and len(found) > 1:
            found.popitem()
    return found.items()


def _pairs(given: Iterable[tuple[int | None, str | None]]) -> tuple[tuple[int, str], ...]:
    return tuple(sorted({(key, name) for key, name in given if key and name}))
