"""What somebody holds in all rooms: what must be handed over before they leave."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import CharField, F, IntegerField, Q, QuerySet, Value

from parley.clients.queries import look_after_clients, looked_after_by
from parley.clients.terms import client_ref
from parley.decisions.queries import are_asked_to_decide, decided_by
from parley.decisions.terms import decision_ref
from parley.groups.queries.holding import areas_decided_by, areas_facilitated_by, areas_kept_by, hold_in_groups
from parley.groups.terms import area_ref
from parley.ledger.terms import Ref
from parley.meetings.models import ActionPoint, AgendaItem, CalledIn, Meeting
from parley.meetings.queries.seeing import open_points
from parley.meetings.terms import STILL_TO_COME, Held, Holding, ItemState, action_point_ref, meeting_ref
from parley.people.models import Person
from parley.people.queries import leavers
from parley.roadmap.queries import own_initiatives, owned_by
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


REFS: dict[Held, Callable[[int], Ref]] = {
    Held.DECIDES: area_ref,
    Held.FACILITATES: area_ref,
    Held.ROADMAPS: area_ref,
    Held.INITIATIVES: initiative_ref,
    Held.CLIENTS: client_ref,
    Held.DECISIONS: decision_ref,
    Held.POINTS: action_point_ref,
    Held.NOTES: meeting_ref,
    Held.LEADS: meeting_ref,
}


def holdings_of(person: Person) -> list[Holding]:
    """Everything somebody holds, kind by kind, in the order it is handed over. One query."""
    first, *rest = (
        rows.order_by()
        .select_related(None)
        .values_list(Value(held.value, CharField()), F(key), others or Value(0, IntegerField()))
        for held, rows, key, others in _rows(person)
    )
    found: dict[Held, dict[int, int]] = {held: {} for held in Held}
    for held, key, others in first.union(*rest):
        found[Held(held)][key] = others
    return [
        Holding(held, tuple(REFS[held](key) for key in sorted(keys)), sum(not others for others in keys.values()))
        for held, keys in found.items()
    ]


def left_and_holding() -> QuerySet[Person]:
    """People who have left and still hold something, as an import may bring them; by name, for handing it over."""
    ahead = AgendaItem.objects.filter(state=ItemState.AHEAD, meeting__state__in=STILL_TO_COME)
    return leavers().filter(
        hold_in_groups()
        | own_initiatives()
        | look_after_clients()
        | are_asked_to_decide()
        | Q(pk__in=open_points(ActionPoint.objects.all()).order_by().values("owner"))
        | Q(pk__in=Meeting.objects.filter(state__in=STILL_TO_COME).exclude(note_taker=None).values("note_taker"))
        | Q(pk__in=ahead.exclude(lead=None).values("lead"))
    )


def _rows(person: Person) -> Iterable[tuple[Held, QuerySet[Any], str, Any]]:
    """What somebody holds of each kind: the rows, the column of the key, and how many others hold it, if any may."""
    yield Held.DECIDES, areas_decided_by(person), "pk", None
    yield Held.FACILITATES, areas_facilitated_by(person), "pk", F("others")
    yield Held.ROADMAPS, areas_kept_by(person), "pk", F("others")
    yield Held.INITIATIVES, owned_by(person), "pk", None
    yield Held.CLIENTS, looked_after_by(person), "pk", F("others")
    yield Held.DECISIONS, decided_by(person), "pk", None
    yield Held.POINTS, promised_by(person), "pk", None
    yield Held.NOTES, noted_by(person), "pk", None
    yield Held.LEADS, led_by(person), "meeting", None
