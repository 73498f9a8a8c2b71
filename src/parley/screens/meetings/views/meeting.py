"""One meeting: its page, and what is done with it as a whole."""

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parley.kernel.refusals import Refused
from parley.meetings.actions import cancel_meeting, move_meeting, name_note_taker, publish_meeting
from parley.meetings.queries import (
    meeting_seen,
    people_coming_to,
    people_invited_to,
)
from parley.meetings.rules import (
    begins_at,
)
from parley.screens.asking import Asked, found
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.meetings.forms import MoveForm, PersonForm, ReasonForm
from parley.screens.meetings.showing import show
from parley.screens.meetings.shown import left_words, when_words
from parley.screens.posting import attempt, status_of

if TYPE_CHECKING:
    from parley.meetings.models import Meeting

EARLY = timedelta(minutes=30)


@require_GET
def page(request: Asked, key: int) -> HttpResponse:
    """The meeting, in the moment it is in."""
    return show(request, find(request, key))


def find(request: Asked, key: int) -> "Meeting":
    """Give a meeting the viewer may see. Raises Http404."""
    return found(meeting_seen(request.viewer, key))


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
        say(request, left_words(request, meeting, _("The meeting is cancelled.")))
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
