"""A line that was written down while a meeting was on: it is said in other words, or left out of the minutes."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parley.meetings.actions import correct_line, leave_out_line
from parley.meetings.queries import capture_seen, line_of, meeting_facts, room_facts, room_of
from parley.meetings.rules import must_write_minutes
from parley.meetings.terms.live import Captured
from parley.screens.asking import Asked, found
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.meetings.documents import result_href, result_words
from parley.screens.meetings.live_forms import CorrectionForm
from parley.screens.posting import managed, status_of
from parley.screens.rendering import url

if TYPE_CHECKING:
    from parley.meetings.models import Capture, Meeting


@require_http_methods(["GET", "POST"])
def one(request: Asked, key: int) -> HttpResponse:
    """Show a line to whoever writes the minutes; say what was decided in other words."""
    capture = _to_write(request, key)
    form = CorrectionForm(request.POST or None, initial={"words": capture.words, "seen": capture.words})

    def correct() -> None:
        given = form.cleaned_data
        correct_line(capture=capture, words=given["words"], seen=given["seen"], actor=request.user, at=request.now)

    if form.is_bound and form.is_valid() and managed(form, correct):
        say(request, _("The line says it so now."))
        return _back(capture.meeting)
    line, meeting = line_of(capture), capture.meeting
    context = {
        "capture": capture,
        "meeting": meeting,
        "said": result_words(line),
        "page": result_href(line),
        "decided": capture.kind is Captured.DECISION,
        "promised": capture.kind is Captured.ACTION,
        "back": _back_to(meeting),
        "form": form,
    }
    place = f"group:{meeting.area.key}"
    return framed(request, "meetings/captured_line.html", context, place=place, status=status_of(form))


@require_POST
def removal(request: Asked, key: int) -> HttpResponse:
    """Leave a line out of the minutes."""
    capture = _to_write(request, key)
    meeting = capture.meeting
    leave_out_line(capture=capture, actor=request.user, at=request.now)
    say(request, _("The line is left out."))
    return _back(meeting)


def _to_write(request: Asked, key: int) -> "Capture":
    """Give a line to whoever may change it. Raises Http404 for who does not see it, Refused for who does not write."""
    capture = found(capture_seen(request.viewer, key))
    must_write_minutes(request.viewer, meeting_facts(capture.meeting), request.now)
    return capture


def _back(meeting: "Meeting") -> HttpResponse:
    return redirect(_back_to(meeting))


def _back_to(meeting: "Meeting") -> str:
    """Give the address of the live room while it runs, else of the minutes."""
    running = room_facts(meeting, room_of(meeting.pk)).running
    return url("live" if running else "meeting", meeting.pk)
