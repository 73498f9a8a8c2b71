"""Putting right what is known of a group's meetings: those that were held although nobody made an agenda."""

from datetime import datetime

from parley.groups.models import Area
from parley.groups.queries import acting
from parley.groups.rules import must_be_open
from parley.kernel.refusals import Refused
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.meetings import rules
from parley.meetings.events.doing import CountedAsHeld
from parley.meetings.models import Meeting
from parley.meetings.queries.doing import unclosed
from parley.meetings.terms import MeetingState


@action
def count_as_held(*, area: Area, actor: Actor, at: datetime) -> int:
    """Count the meetings of the last year without an agenda, which nobody closed or cancelled, as held; how many.

    Raises Refused when there are none: those with an agenda are closed one by one, so that nothing on it is lost.
    """
    rules.must_arrange(acting(actor), area.pk)
    must_be_open(area.name, dissolved=area.dissolved_on is not None)
    held = list(unclosed(area.pk, at).select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    keys = [each for each in held if each in set(unclosed(area.pk, at).values_list("pk", flat=True))]
    if not keys:
        raise Refused("No meeting without an agenda is left open. Close those with one on their own pages.")
    Meeting.objects.filter(pk__in=keys).update(state=MeetingState.HELD)
    record(CountedAsHeld(area=area.pk, meetings=len(keys)))
    return len(keys)
