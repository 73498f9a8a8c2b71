"""What changed since somebody was last here, in their groups and in what they were told of."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from parley.decisions.queries import decisions_visible_to
from parley.groups.queries import acting
from parley.groups.queries.shifts import shifts_of_groups, shifts_visible_to
from parley.ledger.models import Entry
from parley.ledger.queries import Told, happened_to, told
from parley.ledger.terms import MACHINE
from parley.meetings.queries import meetings_visible_to
from parley.meetings.terms import MeetingState
from parley.notifications.models import Notice
from parley.notifications.queries.levels import groups_at, threads_at
from parley.notifications.rules import DECIDED
from parley.notifications.terms import Level
from parley.people.terms import Viewer
from parley.prepared import prepared
from parley.roadmap.queries import initiatives_visible_to
from parley.topics.queries import topics_visible_to
from parley.trials.queries.seeing import trials_visible_to

LIMIT = 150  # entries looked at; Today shows at most 30 things
LIMIT_IN_GROUP = 16  # a group's page shows at most 8 of them
# What is said better by what it led to, or matters only to whoever prepares a meeting.
QUIET = (
    "thread.opened", "thread.followed", "thread.guest", "contribution.credited", "comment.changed", "comment.reacted",
    "comment.taken_further",
    "contribution.credited_together", "initiative.reordered", "initiative.duty_met", "initiative.duty_owed_again",
    "agenda.added", "agenda.changed", "agenda.dropped", "agenda.marked", "agenda.carried_over", "agenda.notes_written",
    "agenda.called_in", "agenda.prepared", "meeting.planned", "meeting.attendance", "meeting.note_taker",
    "meeting.taps_sealed", "meeting.talk_counted", "meeting.talk_forgotten", "meeting.transcript_kept",
    "meeting.transcript_deleted", "meeting.held_on_holiday", "meeting.minutes_sent",
    "meeting.run_proposed", "meeting.run_asked", "meeting.run_declined",
    "live.opened", "live.item", "live.time", "live.round_opened", "live.round_closed", "live.hands", "live.floor",
    "live.asking", "live.captured", "live.ended",
    "talk_track.drafted", "statement.logged", "statement.many_logged",
    "statement.words_lost", "initiative.part_of_shift", "correction.opened", "correction.changed",
    "correction.reminded", "correction.closed", "decision.link_made", "decision.not_mailed",
)  # fmt: skip


def changes_for(viewer: Viewer, *, since: datetime) -> list[Told]:
    """Tell what others did since a moment to things the viewer may see, newest first: their groups', or told to them.

    Somebody in no group reads what changed in all initiatives and decisions they may see: those for the whole company.

    Of a group of which they want to hear decisions only, or nothing, they read that, and what they were told of.
    One query. What an entry names besides its subject may be out of the viewer's sight: its reader checks.
    """
    found = told(_entries(viewer, since))
    return [each for each in found if each.actor != viewer.person]


def changes_in_group(viewer: Viewer, *, area: int, since: datetime) -> list[Told]:
    """Tell what happened since a moment to a group's initiatives, topics and decisions that the viewer may see.

    Newest first, one query. What an entry names besides its subject may be out of the viewer's sight.
    """
    return told(_in_group(viewer, area, since))


@prepared
def _in_group(viewer: Viewer, area: int, since: datetime) -> QuerySet[Entry]:
    which = (
        Q(kind="initiative", key__in=_keys(initiatives_visible_to(viewer).filter(area=area)))
        | Q(kind="topic", key__in=_keys(topics_visible_to(viewer).filter(area=area)))
        | Q(kind="decision", key__in=_keys(decisions_visible_to(viewer).filter(area=area)))
    )
    return happened_to(which, since=since, but=QUIET)[:LIMIT_IN_GROUP]


@prepared
def _entries(viewer: Viewer, since: datetime) -> QuerySet[Entry]:
    unheard, decided = threads_at(viewer, Level.NOTHING), groups_at(viewer, Level.DECISIONS)
    less = groups_at(viewer, Level.DECISIONS, Level.NOTHING)
    noticed = Notice.objects.filter(person=viewer.person, read_at=None).values("entry")
    all_ = acting(MACHINE)  # what follows from being inside the group need not be asked of each row again
    which = Q()
    for kind, mine, seen in (
        ("initiative", initiatives_visible_to(viewer).exclude(thread__in=unheard), initiatives_visible_to(viewer)),
        ("topic", topics_visible_to(all_).exclude(thread__in=unheard), topics_visible_to(viewer)),
        ("decision", decisions_visible_to(all_).exclude(thread__in=unheard), decisions_visible_to(viewer)),
        ("meeting", _known(meetings_visible_to(all_)), _known(meetings_visible_to(viewer))),
    ):
        which |= Q(kind=kind, key__in=_keys(mine.filter(area__in=viewer.inside).exclude(area__in=less)))
        which |= Q(kind=kind, key__in=_keys(seen), entry__in=noticed)
    of_groups = decisions_visible_to(all_).filter(area__in=viewer.inside).filter(area__in=decided)
    which |= Q(kind="decision", key__in=_keys(of_groups), entry__kind__in=DECIDED)
    which |= Q(kind="shift", key__in=_keys(shifts_of_groups(viewer.inside)))
    which |= Q(kind="shift", key__in=_keys(shifts_visible_to(viewer)), entry__in=noticed)
    which |= Q(kind="insight", entry__in=noticed)  # whose words everybody may read
    which |= Q(kind="trial", key__in=_keys(trials_visible_to(viewer)), entry__in=noticed)
    if not viewer.inside:
        which |= Q(kind="initiative", key__in=_keys(initiatives_visible_to(viewer)))
        which |= Q(kind="decision", key__in=_keys(decisions_visible_to(viewer)))
    return happened_to(which, since=since, but=QUIET)[:LIMIT]


def _known(meetings: QuerySet[Any]) -> QuerySet[Any]:
    """Of some meetings, those that people were told of."""
    return meetings.exclude(state=MeetingState.PLANNED)


def _keys(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.order_by().select_related(None).values("pk")
