"""Where what a meeting did not reach stands now."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from parley.ledger.terms import Ref
from parley.meetings.models import AgendaItem, Meeting
from parley.meetings.queries.facts import thing_of
from parley.meetings.terms import ItemState

LOOKED_BACK = timedelta(days=400)  # what was not reached before that is forgotten


def same_thing_on(meeting: Meeting, item: AgendaItem) -> AgendaItem | None:
    """What stands on an agenda already for the thing an item of another is about; None for a free line. One query."""
    if thing_of(item) is None:
        return None
    about = {"topic": item.topic_id, "initiative": item.initiative_id, "decision": item.decision_id}
    found: AgendaItem | None = AgendaItem.objects.filter(meeting=meeting, **about).first()
    return found


def carried_over(meeting: Meeting, items: Sequence[AgendaItem]) -> dict[int, Meeting]:
    """Say to which meeting each of some unreached items went, by the item's key. One query, or none for no items.

    What stood on that agenda already took the item in: it is about the same thing, and may carry the mark of another.
    """
    if not items:
        return {}
    same_thing = (
        Q(topic__in=[item.topic_id for item in items if item.topic_id])
        | Q(initiative__in=[item.initiative_id for item in items if item.initiative_id])
        | Q(decision__in=[item.decision_id for item in items if item.decision_id])
    )
    later = Q(meeting__area=meeting.area_id, meeting__starts_at__gt=meeting.starts_at)
    rows = AgendaItem.objects.filter(Q(carried_from__in=[item.pk for item in items]) | later & same_thing)
    went = list(rows.exclude(carried_from=None).select_related("meeting").order_by("meeting__starts_at", "pk"))
    found: dict[int, Meeting] = {}
    for item in items:
        itself = [row for row in went if row.carried_from_id == item.pk]  # or the other sitting's would be taken for it
        alike = [row for row in went if thing_of(item) and thing_of(item) == thing_of(row)]
        for row in (*itself, *alike)[:1]:
            found[item.pk] = row.meeting
    return found


def left_over(items: QuerySet[Any], at: datetime) -> QuerySet[Any]:
    """Of some agenda items, those not reached lately that no later agenda took on, nor has the same thing on it.

    What is on the agenda of the other sitting of that day is heard by other people.
    """
    same = Q(topic=OuterRef("topic")) | Q(initiative=OuterRef("initiative")) | Q(decision=OuterRef("decision"))
    elsewhere = ~Q(meeting__occurrence=OuterRef("meeting__occurrence")) | Q(
        meeting__sitting=OuterRef("meeting__sitting")
    )
    later = AgendaItem.objects.filter(
        same, elsewhere, meeting__area=OuterRef("meeting__area"), meeting__starts_at__gt=OuterRef("meeting__starts_at")
    )
    waiting = items.filter(state=ItemState.UNREACHED, meeting__starts_at__gt=at - LOOKED_BACK, carried_to=None)
    return waiting.exclude(Exists(later))


def left_of(thing: Ref, area: int, at: datetime) -> AgendaItem | None:
    """What a meeting of a group did not reach about a thing and no later agenda took on, the latest. One query."""
    about = {thing.kind: thing.key, "meeting__area": area}
    found: AgendaItem | None = left_over(AgendaItem.objects.filter(**about), at).order_by("-meeting__starts_at").first()
    return found
