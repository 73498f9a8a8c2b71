"""Meetings as their reader sees them: moments in two zones, states and purposes in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import ngettext

from parley.meetings.queries import agenda_of, called_hours_of, carried_over, series_facts, sitting_in
from parley.meetings.rules import city, first_days, lacks_first_week, moment_words, series_words, spared_minutes
from parley.meetings.terms import ItemState, MeetingState
from parley.meetings.terms.hours import SeriesHour
from parley.screens.asking import Asked
from parley.screens.meetings.hours_words import hours_in_words
from parley.screens.meetings.running import runs_words
from parley.screens.rendering import day, moment
from parley.screens.telling import linked

if TYPE_CHECKING:
    from datetime import date

    from parley.ledger.terms import Ref
    from parley.meetings.models import Meeting, Series
    from parley.meetings.queries import AgendaLine, LookedBack


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting in a list."""

    meeting: "Meeting"
    href: str
    when: str
    state: str
    tone: str
    items: str
    runs: str


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A series in words, and the days it could start on when nobody has said."""

    series: "Series"
    words: str
    said: str
    first_days: "list[date]"


STATES = {
    MeetingState.PLANNED: (later("not published yet"), "plain"),
    MeetingState.PUBLISHED: (later("agenda published"), "good"),
    MeetingState.HELD: (later("held"), "plain"),
    MeetingState.CANCELLED: (later("cancelled"), "bad"),
}


def state_words(state: MeetingState) -> tuple[str, str]:
    """Say a state, and the tone of its chip."""
    words, tone = STATES[state]
    return str(words), tone


def thing_href(thing: "Ref | None") -> str:
    """Give the page of a topic, initiative or decision."""
    return reverse(thing.kind, args=[thing.key]) if thing else ""


def when_words(request: Asked, meeting: "Meeting") -> str:
    """Say when a meeting is, where it is held and for the reader."""
    zone = request.viewer.time_zone
    return moment_words(meeting.starts_at, meeting.time_zone, reader_zone=zone, at=request.now)


def sitting_words(request: Asked, back: "LookedBack") -> str:
    """Say when the other sitting of a meeting is; nothing when there is none."""
    there, zone = back.sitting, request.viewer.time_zone
    return moment_words(there.starts_at, there.time_zone, reader_zone=zone, at=request.now) if there else ""


def meeting_words(meeting: "Meeting") -> str:
    """Name a meeting with its day: all meetings of a group may have one title."""
    return f"{meeting.title}, {day(meeting.starts_at)}"


def closed_words(request: Asked, meeting: "Meeting") -> str:
    """Say that a meeting is closed, and where what it did not reach has gone, with a link."""
    closed = _("The meeting is closed, and its minutes have written themselves. Read them, then publish them.")
    return left_words(request, meeting, closed)


def left_words(request: Asked, meeting: "Meeting", ended: str) -> str:
    """Say that a meeting has `ended`, and where what it did not reach has gone, with a link."""
    left = [line.item for line in agenda_of(request.viewer, meeting) if line.item.state is ItemState.UNREACHED]
    if not left:
        return ended
    went, said = carried_over(meeting, left), [ended]
    for there in dict.fromkeys(went.values()):
        count = sum(each == there for each in went.values())
        words = ngettext("%d item is carried over to", "%d items are carried over to", count) % count
        link = linked(reverse("meeting", args=[there.pk]), meeting_words(there))
        said.append(format_html("{} {}.", words, link))
    if len(went) < len(left):
        said.append(_("What is still open and has no next meeting yet is offered when an agenda is made."))
    return format_html_join(" ", "{}", [(each,) for each in said])


def slot_words(request: Asked, line: "AgendaLine") -> str:
    """Say from when to when somebody called in is needed: “15:00 to 15:25 Berlin” in their own zone."""
    begins = line.begins_at.astimezone(ZoneInfo(request.viewer.time_zone))
    ends = begins + timedelta(minutes=line.item.minutes)
    return _("from %(begins)s to %(ends)s %(city)s") % {
        "begins": f"{begins:%H:%M}",
        "ends": f"{ends:%H:%M}",
        "city": city(request.viewer.time_zone),
    }


def spared_words(request: Asked, area: int) -> str:
    """Say how many hours were not spent in a year, as people came for their items alone; nothing when none were."""
    minutes = spared_minutes(called_hours_of(area, request.now - timedelta(days=365)))
    if not minutes:
        return ""
    return _("%(hours)s hours were not spent here within a year, as people came for their item alone.") % {
        "hours": _hours(minutes)
    }


def spared_here(meeting: "Meeting", agenda: "Iterable[AgendaLine]") -> str:
    """Say how many hours people called in are spared by one meeting; nothing when nobody is."""
    held = meeting.state is MeetingState.HELD
    reached = [line for line in agenda if not held or line.item.state is ItemState.DONE]
    calls = [(meeting.pk, meeting.minutes, each.pk, line.item.minutes) for line in reached for each in line.called_in]
    minutes = spared_minutes(calls)
    if not minutes:
        return ""
    if held:
        return _("%(hours)s hours were not spent, as they came for their item alone.") % {"hours": _hours(minutes)}
    return _("%(hours)s hours are not spent, as they come for their item alone.") % {"hours": _hours(minutes)}


def _hours(minutes: int) -> str:
    hours = minutes / 60
    return f"{hours:.0f}" if hours >= 10 else f"{hours:.1f}"


def meeting_rows(request: Asked, meetings: "Iterable[Meeting]", *, mine: bool = False) -> list[MeetingRow]:
    """Show meetings in a list: in the reader's own zone (`mine`), or in the meeting's and the reader's."""
    found = []
    for each in meetings:
        inside = each.area_id in request.viewer.inside or request.viewer.operations
        count = getattr(each, "item_count", 0)
        items = ngettext("%d item", "%d items", count) % count if inside and count else ""
        when = moment(each.starts_at, request.viewer.time_zone) if mine else when_words(request, each)
        runs = runs_words(request.viewer, each) if inside else ""
        found.append(MeetingRow(each, reverse("meeting", args=[each.pk]), when, *state_words(each.state), items, runs))
    return found


def meets_words(request: Asked, series: "Series") -> str:
    """Say when a series that `series_of` gave meets, in the reader's zone and for their sitting."""
    facts = series_facts(series)
    hours = hours_in_words((SeriesHour(1, 0, facts.local_time, facts.time_zone), *facts.hours)) if facts.hours else ""
    zone = request.viewer.time_zone
    return series_words(facts, reader_zone=zone, at=request.now, sitting=sitting_in(series), hours=hours)


def series_rows(request: Asked, rows: "Iterable[Series]") -> list[SeriesRow]:
    """Show series as sentences in the reader's zone."""
    found = []
    for each in rows:
        facts = series_facts(each)
        days = first_days(each.rule, request.now.date()) if lacks_first_week(facts) else []
        found.append(SeriesRow(each, meets_words(request, each), each.said, days))
    return found
