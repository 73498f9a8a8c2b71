"""What was said and decided before about what is on an agenda, and what another sitting of the meeting wrote down."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Case, CharField, F, IntegerField, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Coalesce

from parley.decisions.queries import decisions_visible_to
from parley.decisions.terms import TOLD
from parley.ledger.terms import Ref
from parley.meetings.models import AgendaItem, Meeting
from parley.meetings.queries.seeing import items_visible_to
from parley.meetings.terms import ItemState, MeetingState
from parley.meetings.terms.live import Captured
from parley.people.terms import Viewer
from parley.prepared import padded, prepared

if TYPE_CHECKING:
    from parley.meetings.queries.agendas import AgendaLine

MOST_MEETINGS = 4  # of one thing, the latest
WORDS = "captures__words"
KINDS = ("topic", "initiative", "decision")
COLUMNS = ("what", "kind", "subject", "key", "heading", "text", "zone", "moment", "place")


@dataclass(frozen=True, slots=True)
class MeetingThen:
    """Another meeting, by its key, and when it was or will be."""

    key: int
    starts_at: datetime
    time_zone: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A published decision, by its key, and what was chosen."""

    key: int
    question: str
    chosen: str
    on: datetime


@dataclass(frozen=True, slots=True)
class SaidElsewhere:
    """What another sitting of the same meeting wrote down about something, or decided."""

    title: str
    notes: str
    decided: bool = False


@dataclass(frozen=True, slots=True)
class Before:
    """What became of a thing before: the meetings that discussed it, the latest first, and what was decided."""

    discussed: list[MeetingThen] = field(default_factory=list)
    decided: list[Decided] = field(default_factory=list)
    elsewhere: list[SaidElsewhere] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LookedBack:
    """What was before, by the key of an agenda item; the other sitting, if there is one, and what it said besides."""

    before: dict[int, Before]
    sitting: MeetingThen | None
    besides: list[SaidElsewhere]


def looked_back(viewer: Viewer, meeting: Meeting, agenda: "Sequence[AgendaLine]", *, alone: bool = False) -> LookedBack:
    """Look back for an agenda, as far as the viewer may see it. One query at most, however long it is.

    A meeting that is known to stand `alone` has no other sitting.
    Somebody called in for an item learns of its own past what they were called in for then.
    """
    items = {line.thing: line.item.pk for line in agenda if line.thing}
    found = {item: Before() for item in items.values()}
    besides: list[SaidElsewhere] = []
    sitting = None
    if not items and (alone or not meeting.occurrence):
        return LookedBack({}, None, [])
    keys = {kind: padded([each.key for each in items if each.kind == kind]) for kind in KINDS}
    rows = _past(viewer, meeting.pk, meeting.area_id, meeting.series_id, meeting.occurrence, **keys)
    for what, kind, subject, key, heading, text, zone, moment, _place in rows:
        item = items.get(Ref(kind, subject))
        before = found[item] if item else Before()
        match what:
            case "discussed" if len(before.discussed) < MOST_MEETINGS:
                before.discussed.append(MeetingThen(key, moment, zone))
            case "decided":
                before.decided.append(Decided(key, heading, text, moment))
            case "sitting" | "line":
                sitting = MeetingThen(key, moment, zone)
                if text:
                    (before.elsewhere if item else besides).append(SaidElsewhere(heading, text, what == "line"))
    return LookedBack({key: each for key, each in found.items() if each != Before()}, sitting, besides)


@prepared
def _past(  # noqa: PLR0917 - the parts of a meeting that a prepared query is asked with
    viewer: Viewer,
    meeting: int,
    area: int,
    series: int | None,
    occurrence: date | None,
    topic: tuple[int, ...],
    initiative: tuple[int, ...],
    decision: tuple[int, ...],
) -> QuerySet[Any, tuple[str, str, int, int, str, str, str, datetime, int]]:
    """Find in one query where things were discussed, what was decided, and what the other sitting wrote down."""
    marked: QuerySet[Any] = items_visible_to(viewer)
    seen = marked.filter(thing_seen=True, meeting__area=area).exclude(meeting=meeting).order_by()
    done = seen.filter(state=ItemState.DONE, meeting__state=MeetingState.HELD)
    parts: list[QuerySet[Any, Any]] = []
    if series is not None and occurrence is not None:
        done = done.exclude(meeting__series=series, meeting__occurrence=occurrence)
        other = seen.filter(meeting__series=series, meeting__occurrence=occurrence)
        lines = other.filter(captures__kind=Captured.DECISION)
        parts += [_of_the_other_sitting(other, "sitting", "notes"), _of_the_other_sitting(lines, "line", WORDS)]
    told = decisions_visible_to(viewer).filter(state__in=TOLD).order_by()
    discussed = (
        ("topic", "topic", topic),
        ("topic", "topic__merged_into", topic),
        ("initiative", "initiative", initiative),
        ("decision", "decision", decision),
    )
    decided = (
        ("topic", "topic_links__topic", topic),
        ("initiative", "initiative_links__initiative", initiative),
        ("decision", "superseded_by", decision),
    )
    parts += [_discussed(done.filter(**{f"{path}__in": keys}), kind, path) for kind, path, keys in discussed if keys]
    parts += [_decided(told.filter(**{f"{path}__in": keys}), kind, path) for kind, path, keys in decided if keys]
    rows: QuerySet[Any, tuple[str, str, int, int, str, str, str, datetime, int]]
    rows = parts[0].union(*parts[1:]) if parts[1:] else parts[0]
    return rows.order_by("-moment", "place", "-key", "subject", "text")


def _discussed(items: QuerySet[AgendaItem], kind: str, path: str) -> QuerySet[AgendaItem, Any]:
    return items.annotate(
        what=_word("discussed"), kind=_word(kind), subject=F(path), key=F("meeting"), heading=_word(""), text=_text(""),
        zone=F("meeting__time_zone"), moment=F("meeting__starts_at"), place=Value(0, IntegerField()),
    ).values_list(*COLUMNS)  # fmt: skip


def _decided(decisions: QuerySet[Any], kind: str, path: str) -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any] = decisions.annotate(
        what=_word("decided"), kind=_word(kind), subject=F(path), key=F("pk"), heading=F("question"),
        text=Coalesce(Cast("chosen__title", TextField()), _text("")), zone=_word(""), moment=F("published_at"),
        place=Value(0, IntegerField()),
    ).values_list(*COLUMNS)  # fmt: skip
    return rows


def _of_the_other_sitting(items: QuerySet[AgendaItem], what: str, words: str) -> QuerySet[AgendaItem, Any]:
    kinds = [When(**{f"{kind}__isnull": False}, then=_word(kind)) for kind in KINDS]
    titles = [
        When(topic__isnull=False, then=F("topic__title")),
        When(initiative__isnull=False, then=F("initiative__title")),
        When(decision__isnull=False, then=F("decision__question")),
    ]
    return (
        items.exclude(meeting__state=MeetingState.CANCELLED)
        .annotate(
            what=_word(what), kind=Case(*kinds, default=_word(""), output_field=CharField()),
            subject=Coalesce("topic", "initiative", "decision", Value(0)), key=F("meeting"),
            heading=Case(*titles, default=F("title"), output_field=CharField()), text=F(words),
            zone=F("meeting__time_zone"), moment=F("meeting__starts_at"), place=F("position"),
        )
        .values_list(*COLUMNS)
    )  # fmt: skip


def _word(word: str) -> Value:
    return Value(word, CharField())


def _text(text: str) -> Value:
    return Value(text, TextField())
