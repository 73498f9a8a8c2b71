"""Where what a meeting did not reach stands now."""

from collections.abc import Sequence

from django.db.models import Q

from parley.meetings.models import AgendaItem, Meeting
from parley.meetings.queries.facts import thing_of


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
    found: dict[int, Meeting] = {}
    for row in rows.exclude(carried_from=None).select_related("meeting").order_by("meeting__starts_at", "pk"):
        for item in items:
            if row.carried_from_id == item.pk or (thing_of(item) and thing_of(item) == thing_of(row)):
                found.setdefault(item.pk, row.meeting)
    return found
