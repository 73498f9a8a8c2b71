"""Handing over the open decisions of an area that is dissolved."""

from datetime import datetime

from parley.decisions.events import DecisionRehomed
from parley.decisions.models import Decision
from parley.decisions.terms import UNPUBLISHED
from parley.groups.models import Area
from parley.groups.queries import acting
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.rules import must_administer


@action
def move_decisions(*, area: Area, heir: Area, actor: Actor, at: datetime) -> int:
    """Bring every open decision of an area to another; how many. Whoever was to decide still is."""
    must_administer(acting(actor))
    rows = list(Decision.objects.select_for_update().filter(area=area, state__in=UNPUBLISHED).order_by("pk"))
    for row in rows:
        row.area = heir
        row.version += 1
        row.save(update_fields=["area", "version"])
        record(DecisionRehomed(decision=row.pk, before=area.pk, after=heir.pk))
    return len(rows)
