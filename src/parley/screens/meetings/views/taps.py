"""The two taps after a meeting: asked of whoever was there, and what was said, once it is sealed."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parley.meetings.actions import give_taps
from parley.meetings.queries import tap_facts, taps_of
from parley.meetings.rules.taps import FEWEST, why_not_tap
from parley.meetings.terms.taps import Tap
from parley.screens.asking import Asked
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.meetings.presenting_forms import TapsForm
from parley.screens.meetings.shown import meeting_words
from parley.screens.meetings.views.meeting import find
from parley.screens.posting import managed, status_of


@require_http_methods(["GET", "POST"])
def taps(request: Asked, key: int) -> HttpResponse:
    """Ask the two questions; facilitators see what was said after the last three meetings that were sealed."""
    meeting = find(request, key)
    facts = tap_facts(request.viewer, meeting)
    facilitates = meeting.area_id in request.viewer.facilitates
    if not facts.was_there and not facilitates:
        raise Http404
    form = TapsForm(request.POST or None)

    def give() -> None:
        said = {name: Tap(form.cleaned_data[name]) for name in ("could_say", "worth")}
        give_taps(meeting=meeting, **said, actor=request.user, at=request.now)

    if request.method == "POST" and form.is_valid() and managed(form, give):
        say(request, _("Thank you. Your answers are counted, and nobody can tell which were yours."))
        return redirect("meeting", key)
    context = {
        "meeting": meeting,
        "called": meeting_words(meeting),
        "form": form,
        "why_not": why_not_tap(facts, request.now),
        "fewest": FEWEST,
        "shown": taps_of(meeting.area_id) if facilitates else None,
    }
    place = f"group:{meeting.area.key}"
    return framed(request, "meetings/taps.html", context, place=place, status=status_of(form))
