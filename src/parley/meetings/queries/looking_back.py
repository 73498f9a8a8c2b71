"""What was said and decided before about what is on an agenda, and what another sitting of the meeting wrote down."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, F, Q, QuerySet, Value

from parley.decisions.queries import decisions_visible_to
from parley.decisions.terms import TOLD
from parley.ledger.terms import Ref
from parley.meetings.models import AgendaItem, Meeting
from parley.meetings.queries.agendas import title_of
from parley.meetings.queries.facts import thing_of
from parley.meetings.queries.seeing import is_seen, items_visible_to
from parley.meetings.terms import ItemState, MeetingState
from parley.people.terms import Viewer
from parley.prepared import padded, prepared
from parley.topics.terms import topic_ref

if TYPE_CHECKING:
    from parley.meetings.queries.agendas import AgendaLine

MOST_MEETINGS = 4  # of one thing, the latest
MOST_ROWS = 400
KINDS = ("topic", "initiative", "decision")


@dataclass(frozen=True, slots=True)
class Decided:
    """A published decision, by its key, and what was chosen."""

    key: int
    question: str
    chosen: str
    on: datetime


@dataclass(frozen=True, slots=True)
class SaidElsewhere:
    """What another sitting of the same meeting wrote down about something."""

    title: str
    notes: str


@dataclass(frozen=True, slots=True)
class Before:
    """What became of a thing before: the meetings that discussed it, the latest first, and what was decided."""

    discussed: list[Meeting] = field(default_factory=list)
    decided: list[Decided] = field(default_factory=list)
    elsewhere: list[SaidElsewhere] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LookedBack:
    """What was before, by the key of an agenda item; the other sitting, if there is one, and what it said besides."""

    before: dict[int, Before]
    sitting: Meeting | None
    besides: list[SaidElsewhere]


def looked_back(viewer: Viewer, meeting: Meeting, agenda: "Sequence[AgendaLine]") -> LookedBack:
    """Look back for an agenda, as far as the viewer may see it. At most two queries, however long it is.

    Somebody called in for an item learns of its own past what they were called in for then.
    """
    items = {line.thing: line.item.pk for line in agenda if line.thing}
    if not items and not meeting.occurrence:
        return LookedBack({}, None, [])
    keys = {kind: padded([each.key for each in items if each.kind == kind]) for kind in KINDS}
    found = {item: Before() for item in items.values()}
    besides: list[SaidElsewhere] = []
    twin = None
    for item in _earlier(viewer, meeting.pk, meeting.area_id, meeting.series_id, meeting.occurrence, **keys):
        before = next((found[items[each]] for each in _about(item) if each in items), None)
        if item.meeting.occurrence == meeting.occurrence is not None and item.meeting.series_id == meeting.series_id:
            twin = item.meeting
            if item.notes and is_seen(item):
                (before.elsewhere if before else besides).append(SaidElsewhere(title_of(item), item.notes))
        elif (
            before and is_seen(item) and len(before.discussed) < MOST_MEETINGS and item.meeting not in before.discussed
        ):
            before.discussed.append(item.meeting)
    if items:
        for key, question, chosen, on, kind, subject in _decided(viewer, **keys):
            found[items[Ref(kind, subject)]].decided.append(Decided(key, question, chosen or "", on))
    return LookedBack({key: each for key, each in found.items() if each != Before()}, twin, besides)


def _about(item: AgendaItem) -> list[Ref]:
    """Name what an earlier item was about; of a topic that became part of another, that one too."""
    thing = thing_of(item)
    merged = item.topic.merged_into_id if item.topic else None
    return [each for each in (thing, topic_ref(merged) if merged else None) if each]


@prepared
def _earlier(  # noqa: PLR0917 - the parts of a meeting that a prepared query is asked with
    viewer: Viewer,
    meeting: int,
    area: int,
    series: int | None,
    occurrence: date | None,
    topic: tuple[int, ...],
    initiative: tuple[int, ...],
    decision: tuple[int, ...],
) -> QuerySet[AgendaItem]:
    """Find what meetings of the group held before discussed of the same things, and all of another sitting's agenda."""
    same = (
        Q(topic__in=topic) | Q(topic__merged_into__in=topic) | Q(initiative__in=initiative) | Q(decision__in=decision)
    )
    rows = Q(same, state=ItemState.DONE, meeting__state=MeetingState.HELD)
    if series is not None and occurrence is not None:
        rows |= Q(meeting__series=series, meeting__occurrence=occurrence)
    found = items_visible_to(viewer).filter(rows, meeting__area=area).exclude(meeting=meeting)
    found = found.exclude(meeting__state=MeetingState.CANCELLED).select_related(
        "meeting", "topic", "initiative", "decision"
    )
    return found.order_by("-meeting__starts_at", "position", "pk")[:MOST_ROWS]


@prepared
def _decided(
    viewer: Viewer, topic: tuple[int, ...], initiative: tuple[int, ...], decision: tuple[int, ...]
) -> QuerySet[Any, tuple[int, str, str | None, datetime, str, int]]:
    """Find published decisions that settle some topics, are about some initiatives, or came before some decisions."""
    told = decisions_visible_to(viewer).filter(state__in=TOLD).order_by()
    columns = "pk", "question", "chosen__title", "published_at", "kind", "subject"
    parts = [
        told.filter(**{f"{path}__in": keys})
        .annotate(kind=Value(kind, CharField()), subject=F(path))
        .values_list(*columns)
        for kind, path, keys in (
            ("topic", "topic_links__topic", topic),
            ("initiative", "initiative_links__initiative", initiative),
            ("decision", "superseded_by", decision),
        )
        if keys
    ]
    rows: QuerySet[Any, tuple[int, str, str | None, datetime, str, int]]
    rows = (
        parts[0].union(*parts[1:]).order_by("-published_at", "-pk")
        if parts[1:]
        else parts[0].order_by("-published_at", "-pk")
    )
    return rows
