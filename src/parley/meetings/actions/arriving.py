"""Who is in a running room, as their browsers say again and again. It is known while the room runs."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from parley.ledger.door import unsigned
from parley.ledger.terms import Actor
from parley.meetings.models import Arrival, LiveRoom, Round
from parley.meetings.queries import writers_on
from parley.meetings.rules import live as rules
from parley.meetings.terms.live import RoundKind


@unsigned
def stay_in_room(*, meeting: int, people: Collection[int], actor: Actor, at: datetime) -> None:
    """Note that the browsers of some people are in a room that runs. Whoever comes while others write may write too."""
    del actor
    room = LiveRoom.objects.select_related("meeting", "item").filter(meeting=meeting, ended_at=None).first()
    if room is None:
        return
    there = Arrival.objects.filter(room=room, person__in=people)
    here = set(there.filter(seen_at__gte=rules.here_since(at)).values_list("person", flat=True))
    there.update(seen_at=at)
    known = set(there.values_list("person", flat=True))
    Arrival.objects.bulk_create(
        (Arrival(room=room, person_id=each, seen_at=at) for each in sorted(set(people) - known)), ignore_conflicts=True
    )
    if set(people) - here and room.item:
        open_one = Q(room=room, item=room.item, closed_at=None, kind=RoundKind.WRITTEN)
        for row in Round.objects.filter(open_one):
            writers = writers_on(room.meeting, room.item, rules.here_since(row.opened_at))
            Round.objects.filter(open_one, pk=row.pk, writers__lt=writers).update(writers=writers)
