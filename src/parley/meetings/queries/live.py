"""The live room as it is now: the item, its rounds and notes, hands, what was written down. One query each."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    TextField,
    When,
)
from django.db.models.functions import Coalesce

from parley.decisions.queries import viewers_of_decision
from parley.groups.queries import insiders_of
from parley.kernel.refusals import Refused
from parley.ledger.queries import newest_written
from parley.meetings.models import (
    AgendaItem,
    Arrival,
    Attendance,
    CalledIn,
    FloorTime,
    HadFloor,
    Hand,
    LiveRoom,
    Meeting,
    Round,
)
from parley.meetings.queries.seeing import _in_room, people_invited_to
from parley.meetings.rules.live import NOT_RUNNING
from parley.meetings.terms import Presence
from parley.meetings.terms.live import RoomFacts, RoundFacts, RoundKind
from parley.people.terms import Side
from parley.prepared import prepared, prepared_one
from parley.roadmap.queries import viewers_of_initiative
from parley.topics.queries import viewers_of_topic
from parley.voices.queries import hashes_of_notes


@prepared_one
def room_of(meeting: int) -> QuerySet[LiveRoom]:
    """The live room of a meeting, with how many had the floor, of each side too, and for how many seconds."""
    heard = HadFloor.objects.filter(room=OuterRef("pk"))
    times = FloorTime.objects.filter(room=OuterRef("pk"))
    rows: QuerySet[LiveRoom] = LiveRoom.objects.filter(meeting=meeting).select_related("floor__function")
    return rows.annotate(
        newest_entry=newest_written(),
        voices_now=_of_room(heard, Count("person", distinct=True)),
        voices_on_item=_of_room(heard.filter(item=OuterRef("item")), Count("person")),
        product_voices=_of_room(heard.filter(person__function__side=Side.PRODUCT), Count("person", distinct=True)),
        business_voices=_of_room(heard.filter(person__function__side=Side.BUSINESS), Count("person", distinct=True)),
        product_seconds=_of_room(times.filter(side=Side.PRODUCT), Sum("seconds")),
        business_seconds=_of_room(times.filter(side=Side.BUSINESS), Sum("seconds")),
    )


def _of_room(rows: QuerySet[Any, Any], what: Any) -> Coalesce:
    """Give a count or sum over rows of a room as a part of a query; 0 for none."""
    summed = rows.order_by().values("room").annotate(n=what).values("n")
    return Coalesce(Subquery(summed, output_field=IntegerField()), 0)


def room_facts(meeting: Meeting, room: LiveRoom | None) -> RoomFacts:
    """What rules about a room need."""
    running = room is not None and room.ended_at is None
    return RoomFacts(
        area=meeting.area_id,
        running=running,
        ended=room is not None and not running,
        item=room.item_id if room else None,
    )


def round_facts(row: Round) -> RoundFacts:
    """What rules about a round need."""
    return RoundFacts(kind=row.kind, open=row.closed_at is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundSeen:
    """A round as everybody sees it: its notes once it is closed; while it is open how many, and this browser's own."""

    key: int
    kind: RoundKind
    question: str
    opened_at: datetime
    closed_at: datetime | None
    writers: int
    notes: tuple[str, ...]
    count: int
    mine: tuple[tuple[int, str], ...]  # number and words
    earlier: bool = False  # of another sitting of this meeting, which was before this one


def rounds_of(room: int, item: int | None, secret: str = "", *, earlier: Collection[int] = ()) -> list[RoundSeen]:
    """The rounds on an item in order, after the closed ones on `earlier` items; one query.

    `secret` is what a browser holds that wrote notes.
    """
    hashes = hashes_of_notes(secret)
    found: dict[int, dict[str, Any]] = {}
    for key, on, kind, question, writers, opened_at, closed_at, note, words, browser in _rounds(
        room, item, tuple(hashes), tuple(earlier)
    ):
        row = found.setdefault(
            key,
            {"key": key, "kind": kind, "question": question, "writers": writers, "opened_at": opened_at,
             "closed_at": closed_at, "notes": [], "count": 0, "mine": [], "earlier": on != item},
        )  # fmt: skip
        row["count"] += note is not None
        if browser:
            row["mine"].append((hashes[browser], words))
        elif words is not None:
            row["notes"].append(words)
    return [
        RoundSeen(**row | {"notes": tuple(row["notes"]), "mine": tuple(sorted(row["mine"]))}) for row in found.values()
    ]


@prepared
def _rounds(room: int, item: int | None, hashes: tuple[str, ...], earlier: tuple[int, ...]) -> QuerySet[Round, Any]:
    """Rounds, each as often as it has notes; the words of open ones only where this browser wrote them."""
    rows: QuerySet[Any, Any] = Round.objects.filter(
        Q(room=room, item=item) | Q(item__in=earlier, closed_at__isnull=False)
    ).annotate(
        browser=Case(When(notes__browser__in=hashes, then=F("notes__browser")), output_field=CharField()),
        words=Case(
            When(closed_at__isnull=False, then=F("notes__words")),
            When(notes__browser__in=hashes, then=F("notes__words")),
            output_field=TextField(),
        ),
    )
    columns = "pk", "item", "kind", "question", "writers", "opened_at", "closed_at", "notes__key", "words", "browser"
    return rows.order_by("pk", "notes__key").values_list(*columns)


@dataclass(frozen=True, slots=True)
class _Same:
    """What an item is about, and of which sitting."""

    series: int
    occurrence: date | None
    sitting: int
    topic: int | None
    initiative: int | None
    decision: int | None
    title: str


def said_in_earlier_sittings(meeting: Meeting, item: AgendaItem) -> list[tuple[int, str]]:
    """Give what stood for the same on the agenda of an earlier sitting: the item's key and its minutes. One query."""
    if meeting.sitting == 1 or meeting.series_id is None:
        return []
    about = item.topic_id, item.initiative_id, item.decision_id, item.title
    return _said_earlier(_Same(meeting.series_id, meeting.occurrence, meeting.sitting, *about))


@prepared
def _said_earlier(same: _Same) -> QuerySet[AgendaItem, tuple[int, str]]:
    before = Meeting.objects.filter(series=same.series, occurrence=same.occurrence, sitting__lt=same.sitting)
    rows = AgendaItem.objects.filter(meeting__in=before.values("pk"), topic=same.topic, initiative=same.initiative)
    rows = rows.filter(decision=same.decision, title=same.title)
    return rows.order_by("meeting__starts_at").values_list("pk", "notes")


@prepared
def hands_of(room: int, meeting: int, area: int) -> QuerySet[Hand]:
    """Who has a hand up, asks to be asked or is asked next; the hand that went up first comes first.

    Whoever left the group meanwhile, or is called in no more, has none.
    """
    rows = Hand.objects.filter(room=room, person__in=_in_room(meeting, area).values("pk"))
    return rows.select_related("person__function").order_by("hand_since", "pk")


def voices_by_side(room: LiveRoom) -> Counter[Side]:
    """How many different people of each side had the floor."""
    heard = HadFloor.objects.filter(room=room).values_list("person", "person__function__side").distinct()
    return Counter(Side(side or Side.NEITHER) for _person, side in heard)


@prepared
def had_floor_in(room: int) -> QuerySet[HadFloor, tuple[int | None, int]]:
    """Who had the floor on which item: for facilitators, while the room runs."""
    return HadFloor.objects.filter(room=room).values_list("item", "person")


def rooms_left_open(before: datetime) -> QuerySet[LiveRoom]:
    """Rooms that nobody ended, of meetings that began before a moment."""
    rows = LiveRoom.objects.filter(ended_at=None, meeting__starts_at__lt=before)
    return rows.select_related("meeting__area").order_by("pk")


def room_to_change(meeting: Meeting) -> LiveRoom:
    """The live room of a meeting, held until the transaction ends. Raises Refused when it was never opened."""
    rows = LiveRoom.objects.select_related("meeting__area", "floor__function").select_for_update(of=("self",))
    room: LiveRoom | None = rows.filter(meeting=meeting).first()
    if room is None:
        raise Refused(NOT_RUNNING)
    return room


def arrivals_in(meeting: int, since: datetime) -> QuerySet[Arrival]:
    """Whose browsers were in the room of a meeting since a moment."""
    return Arrival.objects.filter(room__meeting=meeting, seen_at__gte=since)


@prepared
def people_here(meeting: int, since: datetime) -> QuerySet[Arrival, int]:
    """Who is in the room of a meeting, by key."""
    return arrivals_in(meeting, since).values_list("person", flat=True)


def writers_on(meeting: Meeting, item: AgendaItem, since: datetime) -> int:
    """How many could write about an item: whoever was in the room since a moment, and may see what it is about.

    Nobody who is not invited, or sent apologies.
    """
    away = Attendance.objects.filter(meeting=meeting, presence__in=(Presence.APOLOGIES, Presence.ABSENT))
    called = CalledIn.objects.filter(item=item).values("person")
    rows = people_invited_to(meeting).filter(insiders_of(meeting.area_id) | Q(operations=True) | Q(pk__in=called))
    rows = rows.filter(pk__in=arrivals_in(meeting.pk, since).values("person"))
    rows = rows.exclude(pk__in=away.values("person"))
    if item.topic:
        rows = rows.filter(pk__in=viewers_of_topic(item.topic).values("pk"))
    elif item.initiative:
        rows = rows.filter(pk__in=viewers_of_initiative(item.initiative).values("pk"))
    elif item.decision:
        rows = rows.filter(pk__in=viewers_of_decision(item.decision).values("pk"))
    return rows.count()


def was_on(item: AgendaItem) -> bool:
    """Whether an item is on in a live room, or people were heard about it in one."""
    heard = Q(pk__in=LiveRoom.objects.filter(item=item).values("pk")) | Q(rounds__item=item) | Q(had_floor__item=item)
    return LiveRoom.objects.filter(heard).exists()


def round_open_in(meeting: Meeting, key: int) -> Round | None:
    """A round of a meeting that is open, by its key."""
    found: Round | None = Round.objects.filter(pk=key, room__meeting=meeting, closed_at=None).first()
    return found
