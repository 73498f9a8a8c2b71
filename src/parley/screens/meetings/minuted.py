"""What a held meeting’s page shows of its minutes: what came of it, and first what concerns whoever missed it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from parley.meetings.queries import captured_in, lines_captured, lines_of_points, minutes_with
from parley.meetings.rules import may_add_to_minutes
from parley.meetings.rules.minutes import in_order
from parley.meetings.terms import MeetingState, Presence
from parley.meetings.terms.minutes import LineKind
from parley.screens.meetings.documents import added_words, given_words, result_href, result_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parley.meetings.models import ActionPoint, Attendance, Meeting
    from parley.meetings.queries import AgendaLine, ItemMinutes
    from parley.meetings.terms import MeetingFacts
    from parley.meetings.terms.minutes import LineFacts
    from parley.people.models import Person
    from parley.screens.asking import Asked


@dataclass(frozen=True, slots=True)
class Part:
    """Some lines of an agenda under a heading."""

    heading: str
    lines: "list[AgendaLine]"


def minuted(
    request: "Asked",
    meeting: "Meeting",
    facts: "MeetingFacts",
    agenda: "Sequence[AgendaLine]",
    came: "Sequence[Attendance]",
    *,
    points: "Sequence[ActionPoint]",
    heading: str,
    during: bool,
) -> dict[str, Any]:
    """Give a page what it shows of the minutes of a meeting; before it was held, its agenda under one heading.

    `points` are what was promised in it, as far as the viewer sees it.
    """
    held = meeting.state is MeetingState.HELD
    draft = held and not facts.minutes_published
    noted = [*captured_in(request.viewer, meeting), *lines_of_points(points)] if draft else ()
    minutes = minutes_with(request.viewer, meeting, agenda, came, noted=noted) if held else None
    by_item: dict[int, ItemMinutes] = {each.line.item.pk: each for each in minutes.items} if minutes else {}
    first = {each.line.item.pk for each in minutes.first} if minutes else set()
    parts = [Part(heading, list(agenda))]
    if first:
        parts = [
            Part(_("You were not there: your topics first"), [each for each in agenda if each.item.pk in first]),
            Part(_("Everything else"), [each for each in agenda if each.item.pk not in first]),
        ]
    return {
        "parts": [each for each in parts if each.lines],
        "minuted": by_item,
        "came_of_it": [(each.line, result) for each in minutes.rest for result in each.settled] if minutes else [],
        "captured": by_item_now(request, meeting) if during else {},
        "besides": [each for each in minutes.results if each.kind is not LineKind.PROMISED] if minutes else [],
        "added": minutes.additions if minutes else (),
        "credited": [(each.name, given_words(each)) for each in minutes.credits] if minutes else [],
        "draft": draft,
        "adds": may_add_to_minutes(request.viewer, facts),
        "result_words": result_words,
        "result_href": result_href,
        "added_words": added_words,
    }  # fmt: skip


def by_item_now(request: "Asked", meeting: "Meeting") -> "dict[int | None, list[LineFacts]]":
    """Give what was written down line by line while the meeting is on, by item. One query."""
    found: dict[int | None, list[LineFacts]] = {}
    for each in in_order(lines_captured(request.viewer, meeting.pk)):
        found.setdefault(each.item, []).append(each)
    return found


def noted(presence: Presence, people: "list[Person]", came: "list[Attendance]", *, held: bool) -> "list[Person]":
    """Say who was noted so: of a held meeting everybody, whether or not they belong to the group today."""
    so = [each.person for each in came if each.presence is presence]
    return so if held else [each for each in people if each in so]


def heading(moment_now: str, *, inside: bool) -> str:
    """Say what the items are, in the moment a meeting is in."""
    if not inside:
        return _("What you are called in for")
    return {"before": _("Agenda"), "during": _("Agenda and minutes"), "after": _("Minutes")}[moment_now]
