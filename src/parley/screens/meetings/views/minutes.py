"""What is written down: who came, what was said, what was promised."""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from parley.kernel.refusals import Refused, Stale
from parley.meetings.actions import (
    drop_point,
    finish_point,
    hold_meeting,
    mark_item,
    note_attendance,
    note_who_ran,
    promise,
    write_minutes,
)
from parley.meetings.queries import agenda_of, meeting_seen, people_coming_to, people_to_ask, points_visible_to
from parley.meetings.terms import NotesDraft
from parley.screens.addresses import key_of, own_page
from parley.screens.asking import Asked
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.meetings.forms import AttendanceForm, PromiseForm, ReasonForm
from parley.screens.meetings.showing import show
from parley.screens.meetings.shown import closed_words
from parley.screens.meetings.views.meeting import find, take_notes
from parley.screens.meetings.writing import typed
from parley.screens.posting import attempt, managed, status_of

if TYPE_CHECKING:
    from django.forms import Form

    from parley.meetings.models import ActionPoint, Meeting

WRITING = "?show=minutes"


@require_POST
def minutes(request: Asked, key: int) -> HttpResponse:
    """Write down all that the page's one form holds, then do what the button that was pressed says."""
    meeting = find(request, key)
    if meeting.area_id not in request.viewer.inside and not request.viewer.operations:
        raise Http404  # who comes is not for people called in
    sheet = _Sheet(request, meeting)
    try:
        kept = sheet.keep_notes() and sheet.keep_attendance() and sheet.keep_promise()
        if kept and sheet.do():
            return sheet.answer()
    except Stale as stale:
        return sheet.shown(refusal=stale.sentence, status=409)
    except Refused as refusal:
        return sheet.shown(refusal=refusal.sentence, status=422)
    return sheet.shown()


class _Sheet:
    """What one request brings of the minutes. Each part is kept as soon as it may be, so that it is lost no more."""

    def __init__(self, request: Asked, meeting: "Meeting") -> None:
        self._request, self._meeting = request, meeting
        self._by: dict[str, Any] = {"actor": request.user, "at": request.now}
        self._do, _colon, self._about = request.POST.get("do", "").partition(":")
        self._people = people_coming_to(meeting)
        self._items = {
            line.item.pk: line for line in agenda_of(request.viewer, meeting) if not line.hidden
        }  # fmt: skip
        self._notes = typed(request.POST)
        self._attendance = AttendanceForm(request.POST, people=self._people, there={})
        titles = [(key, line.title) for key, line in self._items.items()]
        self._promise = PromiseForm(request.POST, people=self._people, items=titles)
        self._reason: ReasonForm | None = None

    def keep_notes(self) -> bool:
        """Write down what was changed; whether nothing is refused. Raises Refused."""
        if any(form.errors for form in self._notes.values()):
            return False
        if drafts := [
            NotesDraft(key, form.cleaned_data["notes"], form.cleaned_data["seen_version"] or 0)
            for key, form in self._notes.items()
        ]:
            write_minutes(meeting=self._meeting, notes=drafts, **self._by)
            say(self._request, _("The notes are written down."))
        return True

    def keep_attendance(self) -> bool:
        """Note who is here, when that was asked for or somebody's presence was changed; whether nothing is refused."""
        form = self._attendance
        if self._do != "attendance" and not form.has_changed():
            return True
        if form.is_valid() and managed(
            form, lambda: note_attendance(meeting=self._meeting, presences=form.presences(), **self._by)
        ):
            say(self._request, _("Noted who is here."))
            return True
        return False

    def keep_promise(self) -> bool:
        """Write down what somebody promised, when that was asked for or typed; whether nothing is refused."""
        form = self._promise
        if not self._promising:
            return True
        if form.is_valid():
            given = dict(form.cleaned_data)
            given["owner"] = next(each for each in self._people if each.pk == given["owner"])
            given["item"] = self._items[given["item"]].item if given["item"] else None
            if attempt(form, lambda: promise(meeting=self._meeting, **given, **self._by)):
                say(self._request, _("Written down, and on %s’s list.") % given["owner"].name)
                return True
        return False

    def do(self) -> bool:
        """Do what the button says besides: mark an item, end a promise, or close the meeting; whether it is done."""
        match self._do:
            case "reached" | "ahead":
                line = self._items.get(key_of(self._about) or 0)
                if line is None:
                    raise Refused(_("That item is not on the agenda any more. Look at the agenda as it is now."))
                mark_item(item=line.item, reached=self._do == "reached", **self._by)
            case "done":
                _finish(self._request, _point(self._request, key_of(self._about) or 0))
            case "drop":
                point = _point(self._request, key_of(self._about) or 0)
                self._reason = ReasonForm(self._request.POST, prefix=f"point-{point.pk}")
                self._reason.fields["reason"].widget.attrs["form"] = "minutes"
                return _drop(self._request, point, self._reason)
            case "take" | "name":
                take_notes(self._request, self._meeting, myself=self._do == "take")
            case "ran":
                self._note_who_ran()
            case "close":
                hold_meeting(meeting=self._meeting, **self._by)
                say(self._request, closed_words(self._request, self._meeting))
        return True

    def _note_who_ran(self) -> None:
        """Note who ran the meeting: with one tap whoever was to, or somebody of the list. Raises Refused."""
        chosen = key_of(self._about or self._request.POST.get("ran-person", "")) or 0
        person = people_to_ask(self._meeting.area_id).filter(pk=chosen).first()
        if chosen and chosen == self._meeting.run_by_id:
            person = self._meeting.run_by
        if person is None:
            raise Refused(_("That person is not in this group. Choose who ran the meeting from the list."))
        note_who_ran(meeting=self._meeting, person=person, **self._by)
        say(self._request, _("Noted: %s ran it. The next turns are reckoned by it.") % person.name)

    @property
    def _promising(self) -> bool:
        return self._do == "promise" or bool(self._request.POST.get("text", "").strip())

    def answer(self) -> HttpResponse:
        """Go back to where the writing goes on, or to what came of it."""
        response = redirect("meeting", self._meeting.pk)
        if self._do != "close":
            item = key_of(self._about) if self._do in {"write", "reached", "ahead"} else None
            response["Location"] += WRITING + (f"#item-{item}" if item else "")
        return response

    def shown(self, *, refusal: str = "", status: int = 200) -> HttpResponse:
        """Show the page with everything that was typed and is not kept."""
        sent: dict[str, Form] = {"attendance": self._attendance} if self._attendance.has_changed() else {}
        if self._promising:
            sent["promise"] = self._promise
        if self._reason:
            sent["letting_go"] = self._reason
        return show(
            self._request, find(self._request, self._meeting.pk), written=self._notes, refusal=refusal, status=status,
            **sent,
        )  # fmt: skip


@require_POST
def done(request: Asked, key: int) -> HttpResponse:
    """Mark what was promised as done."""
    point = _point(request, key)
    _finish(request, point)
    return _after_point(request, point)


def _finish(request: Asked, point: "ActionPoint") -> None:
    finish_point(point=point, actor=request.user, at=request.now)
    say(request, _("Done. Thank you."))


@require_POST
def dropped(request: Asked, key: int) -> HttpResponse:
    """Let go of what was promised."""
    point, form = _point(request, key), ReasonForm(request.POST)
    if _drop(request, point, form):
        return _after_point(request, point)
    context = {"point": point, "form": form, "back": own_page(request.POST.get("back", ""))}
    return framed(request, "meetings/letting_go.html", context, place="meetings", status=status_of(form))


def _drop(request: Asked, point: "ActionPoint", form: ReasonForm) -> bool:
    """Let go of what was promised; whether nothing is refused, which is said on the form."""
    needed = _("Write why this will not be done, so that nobody waits for it.")
    form.fields["reason"].error_messages["required"] = needed
    if not form.is_valid() or not managed(
        form,
        lambda: drop_point(point=point, reason=form.cleaned_data["reason"], actor=request.user, at=request.now),
    ):
        return False
    say(request, _("It is off the list, and the reason is kept."))
    return True


@require_GET
def point(request: Asked, key: int) -> HttpResponse:
    """Go to where something was promised: its meeting, or the group’s meetings for who may not see that one."""
    found = _point(request, key)
    if found.meeting_id and meeting_seen(request.viewer, found.meeting_id):
        return redirect("meeting", found.meeting_id)
    return redirect("group_meetings", found.area.key)


def _point(request: Asked, key: int) -> "ActionPoint":
    point: ActionPoint = get_object_or_404(points_visible_to(request.viewer), pk=key)
    return point


def _after_point(request: Asked, point: "ActionPoint") -> HttpResponse:
    if back := own_page(request.POST.get("back", "")):
        return HttpResponseRedirect(back)
    return redirect("meeting", point.meeting_id) if point.meeting_id else redirect("meetings")
