"""What somebody holds in all rooms: what must be handed over before they leave."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet

from parley.clients.queries import looked_after_by
from parley.clients.terms import client_ref
from parley.decisions.queries import decided_by
from parley.decisions.terms import decision_ref
from parley.groups.queries import areas_decided_by, areas_facilitated_by, areas_kept_by
from parley.groups.terms import area_ref
from parley.ledger.terms import Ref
from parley.meetings.models import ActionPoint, AgendaItem, CalledIn, Meeting
from parley.meetings.queries.seeing import open_points
from parley.meetings.terms import STILL_TO_COME, Held, Holding, ItemState, action_point_ref, meeting_ref
from parley.people.models import Person
from parley.roadmap.queries import owned_by
from parley.roadmap.terms import initiative_ref


def promised_by(person: Person) -> QuerySet[ActionPoint]:
    """What somebody promised and nobody has closed."""
    return open_points(ActionPoint.objects.filter(owner=person))


def noted_by(person: Person) -> QuerySet[Meeting]:
    """Meetings not yet closed whose notes somebody is to take."""
    return Meeting.objects.filter(note_taker=person, state__in=STILL_TO_COME).order_by("starts_at", "pk")


def led_by(person: Person) -> QuerySet[AgendaItem]:
    """Items ahead of meetings not yet closed that somebody leads."""
    ahead = AgendaItem.objects.filter(lead=person, state=ItemState.AHEAD, meeting__state__in=STILL_TO_COME)
    return ahead.select_related("meeting").order_by("meeting__starts_at", "position", "pk")


def calls_for(person: Person) -> QuerySet[CalledIn]:
    """Items of meetings not yet closed for which somebody is called in."""
    return CalledIn.objects.filter(person=person, item__meeting__state__in=STILL_TO_COME).select_related(
        "item__meeting"
    )


def holdings_of(person: Person) -> list[Holding]:
    """Everything somebody holds, kind by kind, in the order it is handed over. Nine queries."""
    return [
        _whole(Held.DECIDES, area_ref, _keys(areas_decided_by(person))),
        _shared(Held.FACILITATES, area_ref, areas_facilitated_by(person)),
        _shared(Held.ROADMAPS, area_ref, areas_kept_by(person)),
        _whole(Held.INITIATIVES, initiative_ref, _keys(owned_by(person))),
        _shared(Held.CLIENTS, client_ref, looked_after_by(person)),
        _whole(Held.DECISIONS, decision_ref, _keys(decided_by(person))),
        _whole(Held.POINTS, action_point_ref, _keys(promised_by(person))),
        _whole(Held.NOTES, meeting_ref, _keys(noted_by(person))),
        _whole(Held.LEADS, meeting_ref, dict.fromkeys(item.meeting_id for item in led_by(person))),
    ]


def _keys(rows: QuerySet[Any]) -> Iterable[int]:
    return rows.values_list("pk", flat=True)


def _whole(held: Held, ref: Callable[[int], Ref], keys: Iterable[int]) -> Holding:
    """What one person holds alone."""
    things = tuple(ref(key) for key in keys)
    return Holding(held, things, len(things))


def _shared(held: Held, ref: Callable[[int], Ref], rows: Iterable[tuple[int, int]]) -> Holding:
    """What several people may hold: keys with how many others hold them too."""
    pairs = list(rows)
    return Holding(held, tuple(ref(key) for key, _ in pairs), sum(not others for _, others in pairs))
