"""How talk was shared: a meeting’s report is for its group, and what one person has is for that person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.utils.crypto import salted_hmac

from parley.meetings.models import AgendaItem, Attendance, CalledIn, Meeting, ShareLetGo, Talk, TalkShare, Transcript
from parley.meetings.queries.seeing import people_invited_to
from parley.meetings.rules.talk import OWN_KEPT, Present, kept_until
from parley.meetings.terms import Presence
from parley.people.models import Person
from parley.people.terms import Viewer
from parley.prepared import prepared, prepared_one
from parley.roadmap.queries import regions_among
from parley.topics.queries import concerned_by

COMPARED = 10  # meetings before


@prepared_one
def talk_of(viewer: Viewer, meeting: int) -> QuerySet[Talk]:
    """The report of a meeting of the viewer’s groups; product operations see all."""
    rows = Talk.objects.filter(meeting=meeting)
    return rows if viewer.operations else rows.filter(meeting__area__in=viewer.inside)


def own_share(viewer: Viewer, talk: Talk, at: datetime) -> TalkShare | None:
    """What the viewer has of a meeting’s talk; a month after it was counted nothing."""
    return _own(viewer, talk.meeting_id) if talk.counted_at + OWN_KEPT > at else None


@prepared_one
def _own(viewer: Viewer, meeting: int) -> QuerySet[TalkShare]:
    return TalkShare.objects.filter(meeting=meeting, person=viewer.person)


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept transcript, the days for which the charter keeps it, and when it goes."""

    transcript: Transcript
    days: int
    until: datetime


def transcript_seen(viewer: Viewer, meeting: Meeting, at: datetime, *, words: bool = True) -> Kept | None:
    """The transcript of a meeting, as long as the charter of the viewer’s own group keeps it; with or without words."""
    if meeting.area_id not in viewer.inside:
        return None
    found = Transcript.objects.filter(meeting=meeting).annotate(days=F("meeting__area__group__transcript_days"))
    row = (found if words else found.defer("text")).first()
    until = kept_until(row.kept_at, row.days) if row else at
    return Kept(row, row.days, until) if row and until > at else None


def transcripts_due(at: datetime) -> list[Transcript]:
    """The transcripts whose time is over, without their words."""
    days = F("meeting__area__group__transcript_days")
    rows = Transcript.objects.annotate(days=days).defer("text").select_related("meeting")
    return [row for row in rows if kept_until(row.kept_at, row.days) <= at]


def share_mark(meeting: int, person: int) -> str:
    """Give the mark of somebody in one meeting, by which nobody is found who reads the database alone."""
    return salted_hmac("parley.meetings.share", f"{meeting}:{person}", algorithm="sha256").hexdigest()


def let_go_in(meeting: int, people: Iterable[int]) -> set[int]:
    """Give those of some people who let go of their share of a meeting's talk. One query."""
    marks = set(ShareLetGo.objects.filter(meeting=meeting).values_list("mark", flat=True))
    return {key for key in people if share_mark(meeting, key) in marks}


def concerned_in(meeting: Meeting, people: Mapping[int, Person]) -> set[int]:
    """Whom of some people a meeting’s items concern: their region, function or own topic, or they were called in."""
    items = list(AgendaItem.objects.filter(meeting=meeting).values_list("topic", "initiative"))
    topics = concerned_by([topic for topic, _ in items if topic])
    initiatives = [initiative for _, initiative in items if initiative]
    regions = topics.regions | set(regions_among(initiatives).values_list("region", flat=True))
    called = CalledIn.objects.filter(item__meeting=meeting).values_list("person", flat=True)
    asked = topics.people | set(called)
    return {
        key
        for key, each in people.items()
        if key in asked or each.region_id in regions or each.function_id in topics.functions
    }


def earlier_reports(meeting: Meeting) -> list[dict[str, Any]]:
    """The reports of the group’s meetings before, the latest first."""
    return list(_earlier(meeting.area_id, meeting.starts_at))


@prepared
def _earlier(area: int, before: datetime) -> QuerySet[Talk, Any]:
    rows = Talk.objects.filter(meeting__area=area, meeting__starts_at__lt=before).order_by("-meeting__starts_at")
    return rows.values_list("report", flat=True)[:COMPARED]


def came_to(meeting: Meeting) -> dict[int, Person]:
    """Who was noted as present, by key, in the order of their names."""
    rows = Attendance.objects.filter(meeting=meeting, presence=Presence.PRESENT)
    people = [each.person for each in rows.select_related("person__function", "person__region")]
    return {each.pk: each for each in sorted(people, key=lambda person: (person.name, person.pk))}


def could_speak_in(meeting: Meeting) -> dict[int, Person]:
    """Whom a speaker may be: those who came first, then everybody else who was invited."""
    found = came_to(meeting)
    for each in people_invited_to(meeting).select_related("function", "region"):
        found.setdefault(each.pk, each)
    return found


def as_present(person: Person) -> Present:
    """A person as the facts of a report."""
    function = person.function.name if person.function else ""
    return Present(person.side, function, person.region.name if person.region else "")
