"""The page of a meeting in its moments: before, with its agenda; during, with minutes; after, with what came of it."""

from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse

from parley.kernel.refusals import Refused
from parley.meetings.queries import (
    agenda_of,
    asks_for_taps,
    came_and_coming,
    carried_over,
    clash_for,
    has_twin,
    item_on_in,
    looked_back,
    meeting_facts,
    points_of_meeting,
)
from parley.meetings.rules import (
    may_arrange,
    may_run,
    may_write_minutes,
    must_be_under_way,
    order_mark,
    supposed,
    time_sum,
    why_not_add,
    why_not_hold,
    why_not_take_notes,
)
from parley.meetings.terms import ItemState, MeetingState, Presence
from parley.people.terms import Side
from parley.screens.asking import Asked
from parley.screens.frame import page as framed
from parley.screens.meetings.documents import purpose_words
from parley.screens.meetings.forms import AttendanceForm, PersonForm, PromiseForm, ReasonForm
from parley.screens.meetings.hours_words import off_words
from parley.screens.meetings.minuted import heading, minuted, noted
from parley.screens.meetings.replies import replying_of
from parley.screens.meetings.running import running_of
from parley.screens.meetings.shown import (
    meeting_words,
    sitting_words,
    slot_words,
    spared_here,
    state_words,
    thing_href,
    when_words,
)
from parley.screens.meetings.writing import boxes
from parley.screens.posting import status_of, when_shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.forms import Form

    from parley.meetings.models import Attendance, Meeting
    from parley.meetings.queries import AgendaLine
    from parley.meetings.terms import MeetingFacts
    from parley.people.models import Person
    from parley.people.terms import Viewer
    from parley.screens.meetings.forms import NotesForm

EARLY = timedelta(minutes=30)


def show(
    request: Asked,
    meeting: "Meeting",
    *,
    written: "Mapping[int, NotesForm] | None" = None,
    refusal: str = "",
    status: int = 200,
    **bound: "Form",
) -> HttpResponse:
    """Show a meeting; `bound` are forms that were sent and refused: promise, attendance, cancel.

    `written` are notes somebody sent with the minutes, which are shown then: those not kept stand in their boxes.
    """
    viewer, facts = request.viewer, meeting_facts(meeting)
    agenda = agenda_of(viewer, meeting)
    inside = meeting.area_id in viewer.inside or viewer.operations
    came, people = came_and_coming(meeting) if inside else ([], [])
    if came and facts.minutes_published:
        people = []
    there = {each.person_id: each.presence for each in came}
    moment = _moment(request, meeting, writing=written is not None)
    writes = may_write_minutes(viewer, facts) and not facts.minutes_published and _can_write(request, meeting)
    context: dict[str, Any] = {
        "meeting": meeting,
        "when": when_words(request, meeting),
        "state": state_words(meeting.state),
        "moment": moment,
        "inside": inside,
        "writes": writes,
        "boxes": boxes(agenda if writes else [], written or {}),
        "today": request.now.astimezone(ZoneInfo(viewer.time_zone)).date(),
        "asks_for_taps": asks_for_taps(viewer, meeting, request.now, there=there, invited=[each.pk for each in people]),
        "begun": request.now >= meeting.starts_at,
        "time_is_up": request.now >= meeting.starts_at + timedelta(minutes=meeting.minutes),
        "refusal": refusal,
        "letting_go": None,
    }
    wrong = [each for each in context["boxes"].notes.values() if each.is_bound and each.errors]
    context["refused"] = [*bound.values(), *wrong]
    context |= _coming(request, meeting, agenda, people, inside=inside)
    context |= _agenda(request, meeting, agenda, over=moment == "after", inside=inside)
    context |= _rights(viewer, meeting, facts, request, inside=inside)
    context |= _people(viewer, meeting, people, came)
    context |= minuted(
        request, meeting, facts, agenda, came, points=context["points"], heading=heading(moment, inside=inside),
        during=moment == "during",
    )  # fmt: skip
    context |= _forms(request, meeting, agenda, people, there, writing=writes and moment == "during")
    context |= bound
    if status == HTTPStatus.OK:
        status = max([200, *(status_of(form) for form in context["refused"])])
    return framed(request, "meetings/meeting.html", context, place=f"group:{meeting.area.key}", status=status)


def _coming(
    request: Asked, meeting: "Meeting", agenda: "Sequence[AgendaLine]", people: "list[Person]", *, inside: bool
) -> dict[str, Any]:
    """Give who runs it, whether the viewer comes, and who cannot because they are off or elsewhere at that hour."""
    return {
        "run": running_of(request.viewer, meeting, request.now) if inside else None,
        "reply": replying_of(request.viewer, meeting, people, agenda, request.now),
        "clash": clash_for(meeting, people, request.now) if inside else None,
        "off_words": off_words,
    }


def _agenda(
    request: Asked, meeting: "Meeting", agenda: "Sequence[AgendaLine]", *, over: bool, inside: bool
) -> dict[str, Any]:
    """Give what is on the agenda, what was promised, and what earlier meetings said of it."""
    back = looked_back(request.viewer, meeting, [] if over else agenda, alone=not has_twin(meeting))
    here, before = points_of_meeting(request.viewer, meeting)
    on = item_on_in(meeting)
    unreached = [line.item for line in agenda if line.item.state is ItemState.UNREACHED]
    return {
        "agenda": agenda,
        "back": back,
        "twin_when": sitting_words(request, back),
        "spared": spared_here(meeting, agenda) if inside else "",
        "mark": order_mark([line.item.pk for line in agenda]),
        "words": purpose_words,
        "href": thing_href,
        "my_slots": [] if inside else [slot_words(request, line) for line in agenda],
        "sum": time_sum([line.item.minutes for line in agenda], meeting.minutes) if inside else None,
        "sides": [sum(line.side is side for line in agenda) for side in (Side.PRODUCT, Side.BUSINESS)],
        "points": here,
        "promised_before": before,
        "unreached": [line.title for line in agenda if line.item.state is ItemState.AHEAD and line.item.pk != on],
        "went": carried_over(meeting, unreached) if inside else {},
        "meeting_words": meeting_words,
    }


def _rights(
    viewer: "Viewer", meeting: "Meeting", facts: "MeetingFacts", request: Asked, *, inside: bool
) -> dict[str, Any]:
    """Give what the viewer may do with the meeting, and why not."""
    return {
        "arranges": may_run(viewer, facts),
        "keeps_promises": may_arrange(viewer, meeting.area_id),
        "why_not_add": why_not_add(viewer, facts) if inside else "",
        "takes_notes": not why_not_take_notes(viewer, facts),
        "why_not_close": why_not_hold(facts, request.now),
    }


def _people(viewer: "Viewer", meeting: "Meeting", people: "list[Person]", came: "list[Attendance]") -> dict[str, Any]:
    """Give who is invited, who came, and who sent apologies."""
    held = meeting.state is MeetingState.HELD
    there = {each.person_id: each.presence for each in came}
    return {
        "people": people,
        "present": noted(Presence.PRESENT, people, came, held=held),
        "apologies": noted(Presence.APOLOGIES, people, came, held=held),
        "noted_of": len(came),
        "noted": any(presence is not Presence.APOLOGIES for presence in there.values()),
        "sent_apologies": there.get(viewer.person) is Presence.APOLOGIES,
    }


def _forms(
    request: Asked,
    meeting: "Meeting",
    agenda: "list[AgendaLine]",
    people: "list[Person]",
    there: dict[int, Presence],
    *,
    writing: bool,
) -> dict[str, Any]:
    """Give the forms of a meeting, as they are before anybody writes into them; each is made when it is shown."""
    items = [(line.item.pk, line.title) for line in agenda if not line.hidden]
    called = {each.pk for line in agenda for each in line.called_in}
    supposed_there = supposed([each.pk for each in people], there)
    return when_shown(
        attendance=lambda: AttendanceForm(people=people, there=supposed_there),
        promise=lambda: PromiseForm(people=people, items=items, initial={"due_on": _in_a_week(request)}),
        cancel=lambda: ReasonForm(prefix="cancel"),
        ran=lambda: PersonForm(
            people=[each for each in people if each.pk not in called],
            writing=True,
            prefix="ran",
            initial={"person": meeting.run_by_id},
        ),
        takers=lambda: PersonForm(people=people, writing=writing, initial={"person": meeting.note_taker_id}),
    )


def _moment(request: Asked, meeting: "Meeting", *, writing: bool) -> str:
    """Say which of its three moments a meeting is in."""
    if meeting.state in (MeetingState.HELD, MeetingState.CANCELLED):
        return "after"
    begun = writing or request.now >= meeting.starts_at - EARLY or request.GET.get("show") == "minutes"
    return "during" if begun and _can_write(request, meeting) else "before"


def _can_write(request: Asked, meeting: "Meeting") -> bool:
    try:
        must_be_under_way(meeting_facts(meeting), request.now)
    except Refused:
        return False
    return True


def _in_a_week(request: Asked) -> Any:
    return (request.now + timedelta(days=7)).date()
