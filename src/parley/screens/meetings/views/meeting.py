"""One meeting in its three moments: before, with its agenda; during, with minutes; after, with what came of it."""

from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parley.kernel.refusals import Refused
from parley.meetings.actions import cancel_meeting, move_meeting, name_note_taker, publish_meeting
from parley.meetings.queries import (
    agenda_of,
    asks_for_taps,
    attendances_of,
    carried_over,
    looked_back,
    meeting_facts,
    meeting_seen,
    people_coming_to,
    people_invited_to,
    points_of_meeting,
)
from parley.meetings.rules import (
    begins_at,
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
from parley.screens.asking import Asked, found
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.meetings.forms import AttendanceForm, MoveForm, PersonForm, PromiseForm, ReasonForm
from parley.screens.meetings.minuted import heading, minuted, noted
from parley.screens.meetings.replies import replying_of
from parley.screens.meetings.running import running_of
from parley.screens.meetings.shown import (
    meeting_words,
    purpose_words,
    sitting_words,
    slot_words,
    spared_here,
    state_words,
    thing_href,
    when_words,
)
from parley.screens.meetings.writing import boxes
from parley.screens.posting import attempt, status_of, when_shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.forms import Form

    from parley.meetings.models import Meeting
    from parley.meetings.queries import AgendaLine
    from parley.people.models import Person
    from parley.screens.meetings.forms import NotesForm

EARLY = timedelta(minutes=30)


@require_GET
def page(request: Asked, key: int) -> HttpResponse:
    """The meeting, in the moment it is in."""
    return show(request, find(request, key))


def find(request: Asked, key: int) -> "Meeting":
    """Give a meeting the viewer may see. Raises Http404."""
    return found(meeting_seen(request.viewer, key))


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
    came = attendances_of(meeting.pk) if inside else []
    people = people_coming_to(meeting) if inside and not (came and facts.minutes_published) else []
    there = {each.person_id: each.presence for each in came}
    here, before = points_of_meeting(viewer, meeting)
    moment_now = _moment(request, meeting, writing=written is not None)
    back = looked_back(viewer, meeting, [] if moment_now == "after" else agenda)
    writes = may_write_minutes(viewer, facts) and not facts.minutes_published and _can_write(request, meeting)
    held = meeting.state is MeetingState.HELD
    context: dict[str, Any] = {
        "meeting": meeting,
        "when": when_words(request, meeting),
        "state": state_words(meeting.state),
        "moment": moment_now,
        "agenda": agenda,
        "back": back,
        "spared": spared_here(meeting, agenda) if inside else "",
        "twin_when": sitting_words(request, back),
        "mark": order_mark([line.item.pk for line in agenda]),
        "words": purpose_words,
        "href": thing_href,
        "inside": inside,
        "my_slots": [] if inside else [slot_words(request, line) for line in agenda],
        "arranges": may_run(viewer, facts),
        "keeps_promises": may_arrange(viewer, meeting.area_id),
        "writes": writes,
        "why_not_add": why_not_add(viewer, facts) if inside else "",
        "asks_for_taps": asks_for_taps(viewer, meeting, request.now, there=there, invited=[each.pk for each in people]),
        "takes_notes": not why_not_take_notes(viewer, facts),
        "sum": time_sum([line.item.minutes for line in agenda], meeting.minutes) if inside else None,
        "sides": [sum(line.side is side for line in agenda) for side in (Side.PRODUCT, Side.BUSINESS)],
        "points": here,
        "promised_before": before,
        "people": people,
        "present": noted(Presence.PRESENT, people, came, held=held),
        "apologies": noted(Presence.APOLOGIES, people, came, held=held),
        "noted_of": len(came),
        "sent_apologies": there.get(viewer.person) == "apologies",
        "today": request.now.astimezone(ZoneInfo(viewer.time_zone)).date(),
        "unreached": sum(line.item.state is ItemState.AHEAD for line in agenda),
        "boxes": boxes(agenda if writes else [], written or {}),
        "why_not_close": why_not_hold(facts, request.now),
        "went": carried_over(meeting, [line.item for line in agenda if line.item.state is ItemState.UNREACHED])
        if inside
        else {},
        "meeting_words": meeting_words,
        "noted": any(presence is not Presence.APOLOGIES for presence in there.values()),
        "run": running_of(viewer, meeting, request.now) if inside else None,
        "reply": replying_of(viewer, meeting, people, agenda, request.now),
        "refusal": refusal,
        "refused": list(bound.values()),
    }
    context |= minuted(request, meeting, facts, agenda, came, heading=heading(moment_now, inside=inside))
    context |= _forms(request, meeting, agenda, people, there, writing=writes and moment_now == "during")
    context |= bound
    if status == HTTPStatus.OK:
        status = max([200, *(status_of(form) for form in bound.values())])
    return framed(request, "meetings/meeting.html", context, place=f"group:{meeting.area.key}", status=status)


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
    supposed_there = supposed([each.pk for each in people], there)
    return when_shown(
        attendance=lambda: AttendanceForm(people=people, there=supposed_there),
        promise=lambda: PromiseForm(people=people, items=items, initial={"due_on": _in_a_week(request)}),
        cancel=lambda: ReasonForm(prefix="cancel"),
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


@require_POST
def publication(request: Asked, key: int) -> HttpResponse:
    """Publish the agenda."""
    meeting = find(request, key)
    publish_meeting(meeting=meeting, actor=request.user, at=request.now)
    say(request, _("The agenda is published. Everybody who is invited is told."))
    return redirect("meeting", key)


@require_POST
def cancellation(request: Asked, key: int) -> HttpResponse:
    """Cancel the meeting with a sentence."""
    meeting = find(request, key)
    form = ReasonForm(request.POST, prefix="cancel")

    def cancel() -> bool:
        reason = form.cleaned_data["reason"]
        cancel_meeting(meeting=meeting, reason=reason, actor=request.user, at=request.now)
        return True

    if form.is_valid() and attempt(form, cancel):
        say(request, _("The meeting is cancelled. What was on its agenda goes to the next one of its series."))
        return redirect("meeting", key)
    return show(request, meeting, cancel=form)


@require_http_methods(["GET", "POST"])
def moment(request: Asked, key: int) -> HttpResponse:
    """Move the meeting."""
    meeting = find(request, key)
    there = meeting.starts_at.astimezone(ZoneInfo(meeting.time_zone))
    form = MoveForm(request.POST or None, initial={"day": there.date(), "hour": there.time()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        to = begins_at(given["day"], given["hour"], meeting.time_zone)
        moved = attempt(
            form,
            lambda: move_meeting(
                meeting=meeting, starts_at=to, reason=given["reason"], actor=request.user, at=request.now
            ),
        )
        if moved:
            say(request, _("The meeting is moved."))
            return redirect("meeting", key)
    context = {"meeting": meeting, "when": when_words(request, meeting), "form": form}
    place = f"group:{meeting.area.key}"
    return framed(request, "meetings/move.html", context, place=place, status=status_of(form))


@require_POST
def note_taker(request: Asked, key: int) -> HttpResponse:
    """Say who takes the notes: oneself, unless somebody is named."""
    meeting = find(request, key)
    if meeting.area_id not in request.viewer.inside and not request.viewer.operations:
        raise Http404  # who is called in for one item does not learn who else is invited
    take_notes(request, meeting, myself="person" not in request.POST)
    return redirect("meeting", key)


def take_notes(request: Asked, meeting: "Meeting", *, myself: bool) -> None:
    """Say that one takes the notes oneself, or that the person does who was chosen. Raises Refused."""
    if myself:
        name_note_taker(meeting=meeting, person=request.user, actor=request.user, at=request.now)
        say(request, _("You take the notes. Thank you."))
        return
    form = PersonForm(request.POST, people=people_coming_to(meeting))
    if not form.is_valid():
        raise Refused(_("That person does not come to this meeting. Choose somebody of the list."))
    person = people_invited_to(meeting).get(pk=form.cleaned_data["person"])
    name_note_taker(meeting=meeting, person=person, actor=request.user, at=request.now)
    say(request, _("%s takes the notes.") % person.name)
