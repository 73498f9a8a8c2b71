"""Minutes as one reader may see them: what was said, what came of it, what was added, and what concerns them first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from parley.clients.queries import voices_visible_to
from parley.decisions.queries import decisions_visible_to
from parley.decisions.terms import Gift
from parley.groups.queries import acting, insiders_of
from parley.ledger.terms import MACHINE
from parley.meetings.models import AgendaItem, Attendance, CalledIn, Meeting, MinutesLine
from parley.meetings.queries.agendas import AgendaLine, agenda_of
from parley.meetings.queries.drafting import noted_in, settled_in
from parley.meetings.queries.own import is_own
from parley.meetings.queries.seeing import whole_items
from parley.meetings.queries.tapping import was_there
from parley.meetings.rules.minutes import in_order
from parley.meetings.rules.slots import item_mark
from parley.meetings.terms import Presence
from parley.meetings.terms.minutes import CAME, SETTLING, SHOWN, TOGETHER, LineFacts, LineKind
from parley.people.models import Person
from parley.people.queries import people_in_the_company
from parley.people.terms import Viewer
from parley.prepared import prepared
from parley.topics.queries import topics_visible_to


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemMinutes:
    """The minutes of one item that the reader may see; `own` when it is about something of theirs."""

    line: AgendaLine
    lines: tuple[LineFacts, ...] = ()
    own: bool = False

    @property
    def settled(self) -> list[LineFacts]:
        """What was decided, answered or put off."""
        return of_kinds(self.lines, *SETTLING)

    @property
    def results(self) -> list[LineFacts]:
        """What came of it: what was settled, promised, left for later, and said by clients."""
        return of_kinds(self.lines, *CAME)

    @property
    def additions(self) -> list[LineFacts]:
        """What was added later."""
        return of_kinds(self.lines, LineKind.ADDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """All that one reader may see of a meeting's minutes. Names of who came and is credited are for its group.

    `lines` are about the meeting as a whole, and what the reader promised about an item they do not see.
    """

    meeting: Meeting
    inside: bool
    missed: bool  # the reader belongs there and did not come
    items: tuple[ItemMinutes, ...]
    lines: tuple[LineFacts, ...] = ()
    came: tuple[Attendance, ...] = ()

    @property
    def first(self) -> tuple[ItemMinutes, ...]:
        """What somebody who was not there reads first: what is about something of theirs."""
        return tuple(each for each in self.items if each.own) if self.missed else ()

    @property
    def rest(self) -> tuple[ItemMinutes, ...]:
        """Everything else, in the order of the meeting."""
        return tuple(each for each in self.items if not (self.missed and each.own))

    @property
    def results(self) -> list[LineFacts]:
        """What came of the meeting as a whole."""
        return of_kinds(self.lines, *CAME)

    @property
    def additions(self) -> list[LineFacts]:
        """What was added about the meeting as a whole."""
        return of_kinds(self.lines, LineKind.ADDED)

    @property
    def credits(self) -> list[LineFacts]:
        """Who is credited."""
        return of_kinds(self.lines, LineKind.CREDITED)

    def named(self, presence: Presence) -> list[str]:
        """Name who came, or did not."""
        return [each.person.name for each in self.came if each.presence is presence]


def of_kinds(lines: Iterable[LineFacts], *kinds: LineKind) -> list[LineFacts]:
    """Of some lines, those of some kinds."""
    return [each for each in lines if each.kind in kinds]


def minutes_of(viewer: Viewer, meeting: Meeting) -> Minutes:
    """Give the minutes of a held meeting as the viewer may see them: a draft as things stand now, until published.

    At most seven queries, however long they are.
    """
    draft = meeting.minutes_published_at is None
    lines = agenda_of(viewer, meeting)
    return minutes_with(
        viewer,
        meeting,
        lines,
        attendances_of(meeting.pk),
        noted=noted_in(viewer, meeting) if draft else (),
    )


def draft_mark(minutes: Minutes) -> str:
    """Give a short mark of what a draft says, by which one can tell later whether somebody has changed it."""
    said = [text for each in minutes.items for text in (each.line.notes, *(one.words for one in each.results))]
    said += [each.words for each in minutes.results]
    return item_mark(said + [f"{each.person_id} {each.presence}" for each in minutes.came])


def minutes_with(
    viewer: Viewer,
    meeting: Meeting,
    agenda: Sequence[AgendaLine],
    came: Sequence[Attendance],
    *,
    noted: Sequence[LineFacts] = (),
) -> Minutes:
    """Do as `minutes_of`, for a page that has agenda and attendance already; `noted` goes into a draft.

    One query.
    """
    inside = viewer.operations or meeting.area_id in viewer.inside
    shown = [each for each in agenda if not each.hidden]
    if meeting.minutes_published_at is None:
        lines = [*settled_in(viewer, meeting, [each.item for each in shown]), *noted]
    else:
        lines = _kept(viewer, meeting.pk)
    by_item: dict[int | None, list[LineFacts]] = {each.item.pk: [] for each in shown}
    whole: list[LineFacts] = []
    for each in in_order(lines):
        if each.item in by_item:
            by_item[each.item].append(each)
        elif (each.kind is LineKind.PROMISED and each.person == viewer.person) or (inside and each.item is None):
            whole.append(each)
    missed = inside and _missed(viewer, meeting, came)
    return Minutes(
        meeting=meeting,
        inside=inside,
        missed=missed,
        items=tuple(
            ItemMinutes(line=each, lines=tuple(by_item[each.item.pk]), own=missed and is_own(each.item))
            for each in shown
        ),
        lines=tuple(whole),
        came=tuple(came) if inside else (),
    )


def _missed(viewer: Viewer, meeting: Meeting, came: Iterable[Attendance]) -> bool:
    """Whether somebody of the group was not there; whoever does not belong there did not miss anything."""
    there = {each.person_id: each.presence for each in came}
    return meeting.area_id in viewer.inside and not was_there(viewer, there, lambda: True)


def _kept(viewer: Viewer, meeting: int) -> list[LineFacts]:
    """What was kept when the minutes were published and what was added since, as far as the viewer may see it."""
    return [
        LineFacts(
            kind=each.kind, words=_words(each), why=each.why, item=each.item_id, decision=each.decision_id,
            topic=each.topic_id, insight=each.insight_id, client=each.insight.client.name if each.insight else "",
            person=each.person_id, name=each.person.name if each.person else "", day=each.day, at=each.written_at,
        )
        for each in _kept_rows(viewer, meeting)
    ]  # fmt: skip


def _words(row: MinutesLine) -> str:
    """Give the words of a line; of a topic or an insight those it has now, as they are its own."""
    if row.kind is LineKind.LATER and row.topic:
        return row.topic.title
    return row.insight.text if row.insight else row.words


@prepared
def _kept_rows(viewer: Viewer, meeting: int) -> QuerySet[MinutesLine]:
    decisions = decisions_visible_to(viewer).filter(pk=OuterRef("decision"))
    topics = topics_visible_to(viewer).filter(pk=OuterRef("topic"))
    insights = voices_visible_to(viewer).filter(pk=OuterRef("insight"))
    rows = MinutesLine.objects.filter(
        Q(decision=None) | Exists(decisions),
        Q(topic=None) | Exists(topics),
        Q(insight=None) | Exists(insights),
        meeting=meeting,
    )
    return rows.select_related("person", "topic", "insight__client").order_by("pk")


@prepared
def attendances_of(meeting: int) -> QuerySet[Attendance]:
    """Who was noted as present or not, by name, whether or not they still belong to the group."""
    rows = Attendance.objects.filter(meeting=meeting).select_related("person__function")
    return rows.order_by("person__name", "pk")


def readers_of_minutes(meeting: Meeting) -> QuerySet[Person]:
    """Who gets the minutes: the people of the group, whichever sitting is theirs, and those called in for an item."""
    called = CalledIn.objects.filter(item__meeting=meeting).values("person")
    return people_in_the_company().filter(insiders_of(meeting.area_id) | Q(pk__in=called))


def minutes_to_send(at: datetime) -> QuerySet[Meeting]:
    """Meetings whose minutes were published a while ago and are to be sent, the first published first."""
    rows = Meeting.objects.filter(minutes_published_at__lte=at - TOGETHER, minutes_sent_at=None)
    return rows.select_related("area").order_by("minutes_published_at", "pk")


def lines_to_keep(meeting: Meeting, given: Iterable[Gift], at: datetime) -> list[MinutesLine]:
    """What came of a meeting as it stands now, whoever may see it, and whom it credits, as rows to be kept."""
    items = list(whole_items(AgendaItem.objects.filter(meeting=meeting).order_by("position", "pk")))
    found = [*settled_in(acting(MACHINE), meeting, items), *noted_in(acting(MACHINE), meeting)]
    kinds: dict[int, list[str]] = {}
    for each in given:
        kinds.setdefault(each.person, []).append(each.kind.value)
    found += [LineFacts(kind=LineKind.CREDITED, words=" ".join(each), person=who) for who, each in kinds.items()]
    return [
        MinutesLine(
            meeting=meeting, item_id=each.item, kind=each.kind,
            words="" if each.kind in SHOWN else each.words,
            decision_id=each.decision, topic_id=each.topic, insight_id=each.insight, person_id=each.person,
            day=each.day, written_at=at,
        )
        for each in found
    ]  # fmt: skip
