"""What is written down: who came, what was said, what was promised."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from parley.kernel.refusals import Refused
from parley.meetings.actions import drop_point, finish_point, mark_item, note_attendance, promise, write_notes
from parley.meetings.queries import agenda_of, is_seen, people_coming_to, points_visible_to
from parley.meetings.terms import Presence
from parley.screens.addresses import own_page
from parley.screens.asking import Asked
from parley.screens.frame import say
from parley.screens.meetings.forms import AttendanceForm, NotesForm, PromiseForm, ReasonForm
from parley.screens.meetings.views.agenda import find_item
from parley.screens.meetings.views.meeting import find, show
from parley.screens.posting import attempt

if TYPE_CHECKING:
    from parley.meetings.models import ActionPoint, Meeting

WRITING = "?show=minutes"


@require_POST
def notes(request: Asked, key: int) -> HttpResponse:
    """Write the minutes of an item; 409 with both texts when somebody wrote meanwhile."""
    item = find_item(request, key)
    if not is_seen(item):
        raise Http404
    form = NotesForm(request.POST)
    if not form.is_valid():
        raise Refused(" ".join(str(error) for errors in form.errors.values() for error in errors))
    write_notes(
        item=item,
        notes=form.cleaned_data["notes"],
        seen_version=form.cleaned_data["seen_version"],
        actor=request.user,
        at=request.now,
    )
    say(request, _("Written down."))
    return _back(item.meeting, f"#item-{item.pk}")


@require_POST
def reached(request: Asked, key: int) -> HttpResponse:
    """Mark an item as reached, or not after all."""
    item = find_item(request, key)
    mark_item(item=item, reached=request.POST.get("reached") == "yes", actor=request.user, at=request.now)
    return _back(item.meeting, f"#item-{item.pk}")


@require_POST
def attendance(request: Asked, key: int) -> HttpResponse:
    """Note who came."""
    meeting = _inside(request, key)
    people = people_coming_to(meeting)
    form = AttendanceForm(request.POST, people=people, there={})

    def note() -> bool:
        note_attendance(meeting=meeting, presences=form.presences(), actor=request.user, at=request.now)
        return True

    if form.is_valid() and attempt(form, note):
        say(request, _("Noted who is here."))
        return _back(meeting)
    return show(request, meeting, attendance=form)


@require_POST
def apologies(request: Asked, key: int) -> HttpResponse:
    """Say that one cannot come."""
    meeting = find(request, key)
    mine = {request.user.pk: Presence.APOLOGIES}
    note_attendance(meeting=meeting, presences=mine, actor=request.user, at=request.now)
    say(request, _("Your apologies are noted. You will find the minutes here."))
    return redirect("meeting", key)


@require_POST
def promises(request: Asked, key: int) -> HttpResponse:
    """Write down what somebody promised."""
    meeting = _inside(request, key)
    people = people_coming_to(meeting)
    lines = [line for line in agenda_of(request.viewer, meeting) if not line.hidden]
    form = PromiseForm(request.POST, people=people, items=[(line.item.pk, line.title) for line in lines])
    if form.is_valid():
        given = dict(form.cleaned_data)
        given["owner"] = next(each for each in people if each.pk == given["owner"])
        given["item"] = next((line.item for line in lines if line.item.pk == given["item"]), None)
        if attempt(form, lambda: promise(meeting=meeting, **given, actor=request.user, at=request.now)):
            say(request, _("Written down, and on %s’s list.") % given["owner"].name)
            return _back(meeting)
    return show(request, meeting, promise=form)


@require_POST
def done(request: Asked, key: int) -> HttpResponse:
    """Mark what was promised as done."""
    point = _point(request, key)
    finish_point(point=point, actor=request.user, at=request.now)
    say(request, _("Done. Thank you."))
    return _after_point(request, point)


@require_POST
def dropped(request: Asked, key: int) -> HttpResponse:
    """Let go of what was promised."""
    point = _point(request, key)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Write why this will not be done, so that nobody waits for it."))
    drop_point(point=point, reason=form.cleaned_data["reason"], actor=request.user, at=request.now)
    say(request, _("It is off the list, and the reason is kept."))
    return _after_point(request, point)


def _point(request: Asked, key: int) -> "ActionPoint":
    point: ActionPoint = get_object_or_404(points_visible_to(request.viewer), pk=key)
    return point


def _after_point(request: Asked, point: "ActionPoint") -> HttpResponse:
    if back := own_page(request.POST.get("back", "")):
        return HttpResponseRedirect(back)
    return redirect("meeting", point.meeting_id) if point.meeting_id else redirect("meetings")


def _inside(request: Asked, key: int) -> "Meeting":
    """A meeting of a group the viewer belongs to: who comes is not for people called in."""
    meeting = find(request, key)
    if meeting.area_id not in request.viewer.inside and not request.viewer.operations:
        raise Http404
    return meeting


def _back(meeting: "Meeting", anchor: str = "") -> HttpResponse:
    response = redirect("meeting", meeting.pk)
    response["Location"] += WRITING + anchor
    return response
