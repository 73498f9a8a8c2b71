"""What changed since somebody was last here, in their groups and in what they were told of."""

from datetime import datetime

from django.db.models import Q

from parley.decisions.queries import decisions_visible_to
from parley.ledger.queries import Told, happened_to
from parley.meetings.queries import meetings_visible_to
from parley.meetings.terms import MeetingState
from parley.notifications.models import Notice
from parley.people.terms import Viewer
from parley.roadmap.queries import initiatives_visible_to
from parley.topics.queries import topics_visible_to

LIMIT = 150  # entries looked at; Today shows at most 30 things
QUIET = ("thread.opened", "thread.followed", "thread.guest", "contribution.credited")  # said better by what caused them


def changes_for(viewer: Viewer, *, since: datetime) -> list[Told]:
    """Tell what others did since a moment to things the viewer may see, newest first: their groups', or told to them.

    One query. What an entry names besides its subject may be out of the viewer's sight: the reader of the list checks.
    """
    told = Notice.objects.filter(person=viewer.person, read_at=None).values("entry")
    which = Q()
    for kind, seen in (
        ("initiative", initiatives_visible_to(viewer)),
        ("topic", topics_visible_to(viewer)),
        ("decision", decisions_visible_to(viewer)),
        ("meeting", meetings_visible_to(viewer).exclude(state=MeetingState.PLANNED)),
    ):
        plain = seen.order_by().select_related(None)
        which |= Q(kind=kind, key__in=plain.filter(area__in=viewer.inside).values("pk"))
        which |= Q(kind=kind, key__in=plain.values("pk"), entry__in=told)
    return [
        each
        for each in happened_to(which, since=since, limit=LIMIT)
        if each.actor != viewer.person and each.event.kind not in QUIET
    ]
