"""The transcript of a meeting, where the group's charter keeps it: read by the group alone, deleted before its time."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from parley.meetings.actions.talk import delete_transcript
from parley.meetings.queries.talk import transcript_seen
from parley.meetings.rules import may_arrange
from parley.screens.asking import Asked
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.meetings.shown import when_words
from parley.screens.meetings.views.meeting import find

LINES = 400  # on a page


@require_GET
def page(request: Asked, key: int) -> HttpResponse:
    """Show what was said, some lines on each page."""
    meeting = find(request, key)
    kept = transcript_seen(request.viewer, meeting, request.now)
    if kept is None:
        raise Http404
    lines = Paginator(kept.transcript.text.splitlines(), LINES).get_page(request.GET.get("page"))
    context = {
        "meeting": meeting,
        "when": when_words(request, meeting),
        "kept": kept,
        "lines": lines,
        "deletes": may_arrange(request.viewer, meeting.area_id),
    }
    return framed(request, "meetings/transcript.html", context, place=f"group:{meeting.area.key}")


@require_POST
def removal(request: Asked, key: int) -> HttpResponse:
    """Delete it."""
    delete_transcript(meeting=find(request, key), actor=request.user, at=request.now)
    say(request, _("The transcript is deleted. The figures stay."))
    return redirect("meeting_talk", key)
