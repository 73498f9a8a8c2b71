"""What is done in a live room. A script hears whether it was done, or why not; anybody else gets the page again."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from parley.kernel.refusals import Refused
from parley.meetings.actions import (
    add_note_line,
    ask_next,
    ask_to_be_asked,
    capture_decision,
    capture_insight,
    capture_promise,
    capture_topic,
    close_round,
    give_floor,
    give_time,
    go_to_item,
    lower_hand,
    open_room,
    open_round,
    pass_on,
    pass_turn,
    raise_hand,
    take_back_note,
    write_note,
)
from parley.meetings.queries import items_visible_to, meeting_facts, people_of_room, round_open_in
from parley.meetings.rules import must_run
from parley.meetings.terms.live import Captured, RoundKind
from parley.screens.addresses import key_of
from parley.screens.asking import Asked, found
from parley.screens.meetings.live_forms import form_of
from parley.screens.meetings.views.live import cookie_of, secret_of, show
from parley.screens.meetings.views.meeting import find
from parley.screens.posting import managed
from parley.screens.sealing import keep_secret

if TYPE_CHECKING:
    from django import forms

    from parley.clients.models import Client
    from parley.meetings.models import Meeting
    from parley.people.models import Person

MORE = 5  # minutes that one tap gives an item
NOTES_KEPT = timedelta(hours=12)  # by the browser that wrote them
DONE = 204


def _doing(view: Callable[[Asked, int], HttpResponse]) -> Callable[[Asked, int], HttpResponse]:
    """Take what a form sends; a script hears a refusal as its sentence, anybody else as a page."""

    @require_POST
    @wraps(view)
    def inside(request: Asked, key: int) -> HttpResponse:
        try:
            return view(request, key)
        except Refused as refusal:
            if not by_script(request):
                raise
            return _sentence(refusal.sentence)

    return inside


def _sentence(text: str, field: str = "") -> HttpResponse:
    """Give a refusal to a script, with the name of the field it is about."""
    named = {"X-Field": field} if field else {}
    return HttpResponse(text, status=422, content_type="text/plain; charset=utf-8", headers=named)


def _answer(request: Asked, key: int, do: Callable[[], object]) -> HttpResponse:
    """Do something; a script hears that it was done, anybody else gets the page again."""
    do()
    return HttpResponse(status=DONE) if by_script(request) else redirect("live", key)


def _answer_form(request: Asked, meeting: "Meeting", name: str, form: "forms.Form", do: Any) -> HttpResponse:
    """Do what a form asks, when it can be read; a refusal stands beside its field."""
    if form.is_valid() and managed(form, lambda: do(form.cleaned_data)):
        return HttpResponse(status=DONE) if by_script(request) else redirect("live", meeting.pk)
    if by_script(request):
        sentences = [str(sentence) for several in form.errors.values() for sentence in several]
        fields = [form.add_prefix(name) for name in form.errors if name in form.fields]
        return _sentence(" ".join(sentences), *fields[:1])
    return show(request, meeting, bound={name: form}, status=422)


def by_script(request: Asked) -> bool:
    """Whether the page's own script asks, and needs no page in answer."""
    return request.headers.get("X-Live") == "yes"


def _seen(request: Asked) -> int | None:
    """What was on when the button was drawn, 0 for nothing; None when the address does not say."""
    seen = request.GET.get("seen")
    return None if seen is None else key_of(seen) or 0


@_doing
def opening(request: Asked, key: int) -> HttpResponse:
    """Open the room."""
    meeting = find(request, key)
    open_room(meeting=meeting, actor=request.user, at=request.now)
    return redirect("live", key)


@_doing
def item(request: Asked, key: int) -> HttpResponse:
    """Go on to an item."""
    meeting = find(request, key)
    wanted = key_of(request.POST.get("item", "")) or 0
    row = found(items_visible_to(request.viewer).filter(meeting=meeting, pk=wanted).first())
    return _answer(
        request, key,
        lambda: go_to_item(meeting=meeting, item=row, seen_item=_seen(request), actor=request.user, at=request.now),
    )  # fmt: skip


@_doing
def time(request: Asked, key: int) -> HttpResponse:
    """Give the item that is on more minutes."""
    meeting = find(request, key)
    extra = key_of(request.POST.get("extra", "")) or 0
    said: dict[str, Any] = {"seen_extra": extra, "seen_item": _seen(request), "actor": request.user, "at": request.now}
    return _answer(request, key, lambda: give_time(meeting=meeting, minutes=MORE, **said))


@_doing
def rounds(request: Asked, key: int) -> HttpResponse:
    """Open a round, or close the one that is open."""
    meeting = find(request, key)
    said: dict[str, Any] = {
        "meeting": meeting, "seen_round": _seen(request), "actor": request.user, "at": request.now,
    }  # fmt: skip
    if request.POST.get("kind") not in set(RoundKind):
        show = {"yes": True, "no": False}.get(request.POST.get("show", ""))
        return _answer(request, key, lambda: close_round(show=show, **said))
    kind = RoundKind(request.POST["kind"])

    def start(given: dict[str, Any]) -> None:
        open_round(kind=kind, question=given["question"], **said)

    return _answer_form(request, meeting, "round", form_of("round", request.viewer, request.POST), start)


@_doing
def notes(request: Asked, key: int) -> HttpResponse:
    """Write a note without a name, or take one back; the browser keeps the secret that can."""
    meeting = find(request, key)
    kept = request.COOKIES.get(cookie_of(key), "") or request.POST.get("secret", "")[:80]
    if not kept:
        raise Refused(_("This note came without its key, so it could not be taken back. Reload the page, send again."))
    row = round_open_in(meeting, key_of(request.POST.get("round", "")) or 0)
    if row is None:
        raise Refused(_("This round is closed, so its notes stay as they are. Say it in turn, or raise a hand."))
    said: dict[str, Any] = {
        "round_": row,
        "secret": secret_of(request, key, kept),
        "actor": request.user,
        "at": request.now,
    }
    if "number" in request.POST:
        number = key_of(request.POST["number"]) or 0
        answer = _answer(request, key, lambda: take_back_note(number=number, **said))
    else:
        form = form_of("note", request.viewer, request.POST)
        answer = _answer_form(
            request, meeting, "note", form, lambda given: write_note(words=given["words"], **said)
        )  # fmt: skip
    keep_secret(answer, cookie_of(key), kept, path=f"/meetings/{key}/live/", lasts=NOTES_KEPT)
    return answer


@_doing
def hand(request: Asked, key: int) -> HttpResponse:
    """Raise one's hand or take it down; facilitators take down somebody else's."""
    meeting = find(request, key)
    up = request.POST.get("up") == "yes"
    if "person" in request.POST:
        person = _person(request, meeting)
        return _answer(
            request, key, lambda: lower_hand(meeting=meeting, person=person, actor=request.user, at=request.now)
        )  # fmt: skip
    return _answer(request, key, lambda: raise_hand(meeting=meeting, up=up, actor=request.user, at=request.now))


@_doing
def wish(request: Asked, key: int) -> HttpResponse:
    """Ask to be asked, or no longer; or pass, when one is asked next."""
    meeting = find(request, key)
    if "pass" in request.POST:
        return _answer(request, key, lambda: pass_on(meeting=meeting, actor=request.user, at=request.now))
    wanted = request.POST.get("asks") == "yes"
    return _answer(
        request, key, lambda: ask_to_be_asked(meeting=meeting, wish=wanted, actor=request.user, at=request.now)
    )  # fmt: skip


@_doing
def asked(request: Asked, key: int) -> HttpResponse:
    """Let somebody know that they are asked next, or not after all; or let their turn pass."""
    meeting = find(request, key)
    if "pass" in request.POST:
        other = _person(request, meeting, "pass")
        return _answer(
            request, key, lambda: pass_turn(meeting=meeting, person=other, actor=request.user, at=request.now)
        )  # fmt: skip
    on = "not" not in request.POST
    person = _person(request, meeting, "person" if on else "not")
    return _answer(
        request, key, lambda: ask_next(meeting=meeting, person=person, on=on, actor=request.user, at=request.now)
    )  # fmt: skip


@_doing
def floor(request: Asked, key: int) -> HttpResponse:
    """Give somebody the floor: chosen with one tap, or typed by name; or nobody."""
    meeting = find(request, key)
    if "floor-person" in request.POST:
        form = form_of("floor", request.viewer, request.POST)
        return _answer_form(
            request, meeting, "floor", form,
            lambda given: give_floor(meeting=meeting, person=given["person"], actor=request.user, at=request.now),
        )  # fmt: skip
    person = _person(request, meeting) if request.POST.get("person") else None
    return _answer(
        request, key, lambda: give_floor(meeting=meeting, person=person, actor=request.user, at=request.now)
    )  # fmt: skip


@_doing
def lines(request: Asked, key: int) -> HttpResponse:
    """Write something down in one line."""
    meeting = find(request, key)
    what = request.POST.get("do", "")
    name = what if what in CAPTURES and what != Captured.DECISION else "line"
    form = form_of(name, request.viewer, request.POST)
    said: dict[str, Any] = {"meeting": meeting, "actor": request.user, "at": request.now}

    def write(typed: dict[str, Any]) -> None:
        if what in CAPTURES:
            CAPTURES[Captured(what)](**said, **typed)
        else:
            add_note_line(line=typed["words"], **said)

    return _answer_form(request, meeting, name, form, write)


def _leave_for_later(*, words: str, who: "Person | None", **said: Any) -> None:
    """Leave a topic for later; its why is what whoever writes it down can say of it now."""
    why = _("It came up in a meeting of the group, which had no time for it then.")
    capture_topic(words=words, why=why, raised_by=who, **said)


def _note_insight(*, client: "Client", words: str, who: "Person | None", **said: Any) -> None:
    capture_insight(client=client, words=words, told_by=who, **said)


CAPTURES: dict[Captured, Callable[..., object]] = {
    Captured.DECISION: capture_decision,
    Captured.ACTION: capture_promise,
    Captured.PARKED: _leave_for_later,
    Captured.INSIGHT: _note_insight,
}


def _person(request: Asked, meeting: "Meeting", name: str = "person") -> "Person":
    """Give somebody who comes to the meeting, by key, to whoever leads it. Raises Http404 for anybody else."""
    must_run(request.viewer, meeting_facts(meeting))  # who is called in for one item does not learn who else is invited
    key = key_of(request.POST.get(name, "")) or 0
    return found(people_of_room(meeting).filter(pk=key).first())
