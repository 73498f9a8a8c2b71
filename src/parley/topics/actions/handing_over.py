"""Handing over the topics that wait in an area that is dissolved."""

from datetime import datetime

from parley.groups.models import Area
from parley.groups.queries import acting
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.rules import must_administer
from parley.topics.events import TopicRehomed
from parley.topics.models import Topic
from parley.topics.queries import behind
from parley.topics.terms import WAITING


@action
def move_topics(*, area: Area, heir: Area, actor: Actor, at: datetime) -> int:
    """Bring every topic that still waits in an area to another; how many. Their answer dates stay as promised."""
    must_administer(acting(actor))
    rows = list(Topic.objects.select_for_update().filter(area=area, state__in=WAITING).order_by("pk"))
    for row in rows:
        row.area = heir
        row.version += 1
        row.save(update_fields=["area", "version"])
        record(TopicRehomed(topic=row.pk, before=area.pk, after=heir.pk, people=behind(row)))
    return len(rows)
