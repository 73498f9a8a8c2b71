"""Rows as the facts that rules are given."""

from django.db.models import Exists, OuterRef, Prefetch

from parley.decisions.terms import decision_ref
from parley.groups.rules import must_be_open
from parley.kernel.refusals import Refused
from parley.ledger.terms import Ref
from parley.meetings.models import AgendaItem, CalledIn, Meeting, Reply, Series
from parley.meetings.rules import slots
from parley.meetings.rules.sittings import hours_read
from parley.meetings.terms import MeetingFacts, SeriesFacts, Slot
from parley.meetings.terms.invitations import Coming
from parley.meetings.terms.rota import RunAs
from parley.roadmap.terms import initiative_ref
from parley.topics.terms import topic_ref


def series_facts(series: Series) -> SeriesFacts:
    """What says when a series meets."""
    return SeriesFacts(
        rule=series.rule,
        local_time=series.local_time,
        time_zone=series.time_zone,
        starts_on=series.starts_on,
        ended_on=series.ended_on,
        hours=hours_read(series.hours),
    )


def meeting_facts(meeting: Meeting) -> MeetingFacts:
    """What rules about a meeting need."""
    return MeetingFacts(
        area=meeting.area_id,
        state=meeting.state,
        starts_at=meeting.starts_at,
        time_zone=meeting.time_zone,
        minutes=meeting.minutes,
        note_taker=meeting.note_taker_id,
        minutes_published=meeting.minutes_published_at is not None,
        area_goes_on=meeting.area.dissolved_on is None,
        run_by=meeting.run_by_id,
        substitute=meeting.run_by_id if meeting.run_as is RunAs.SUBSTITUTE else None,
    )


def locked(meeting: Meeting) -> Meeting:
    """Give a meeting as it is now, held until the transaction ends. Raises Refused when its area was dissolved."""
    row: Meeting = Meeting.objects.select_related("area").select_for_update(of=("self",)).get(pk=meeting.pk)
    must_be_open(row.area.name, dissolved=row.area.dissolved_on is not None)
    return row


def thing_of(item: AgendaItem) -> Ref | None:
    """Name the topic, initiative or decision an item is about; None for a free line."""
    if item.topic_id:
        return topic_ref(item.topic_id)
    if item.initiative_id:
        return initiative_ref(item.initiative_id)
    return decision_ref(item.decision_id) if item.decision_id else None


def item_now(item: AgendaItem) -> AgendaItem:
    """Give an item as it is now. Raises Refused when somebody took it off its agenda meanwhile."""
    now: AgendaItem | None = AgendaItem.objects.select_related("lead").filter(pk=item.pk).first()
    if now is None:
        raise Refused(
            "Somebody took this item off the agenda meanwhile. Look at the agenda, and put it on again if it is needed."
        )
    return now


def said_by(item: AgendaItem, *, why: bool) -> list[str]:
    """Say what somebody may change of an item, with its why or without."""
    lead = item.lead.name if item.lead else "–"
    return [item.title, item.purpose.value, f"{item.minutes} min", lead, *([item.why] if why else [])]


def slots_of(meeting: Meeting) -> list[Slot]:
    """The places of all items in a meeting, in order; one is kept for who is called in unless all of them cannot come.

    Two queries.
    """
    no = Reply.objects.filter(meeting=meeting, item=OuterRef("item"), person=OuterRef("person"), coming=Coming.NO)
    coming = Prefetch("called_in", CalledIn.objects.exclude(Exists(no)))
    items = AgendaItem.objects.filter(meeting=meeting).prefetch_related(coming)
    return slots([(item.pk, item.minutes, bool(item.called_in.all())) for item in items])
