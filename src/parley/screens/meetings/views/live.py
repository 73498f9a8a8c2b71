"""The live room of a meeting: its page, and each of its parts for a browser that heard that it changed."""

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.template.backends.utils import csrf_input
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET
from markupsafe import Markup

from parley.meetings.terms.live import Part
from parley.screens.asking import Asked
from parley.screens.frame import page as framed
from parley.screens.meetings.live_shown import Showing
from parley.screens.meetings.shown import when_words
from parley.screens.meetings.views.meeting import find
from parley.screens.sealing import fresh_secret, secret_in

if TYPE_CHECKING:
    from django import forms

    from parley.meetings.models import Meeting

TOKEN = Markup("<!--token-->")  # stands for the form token, which differs each time, while a part is compared
SECRET = Markup("<!--secret-->")  # stands for a fresh secret, as TOKEN does; nobody can type either
NOTHING = '"nothing"'


@require_GET
def page(request: Asked, key: int) -> HttpResponse:
    """The live room as it is now."""
    return show(request, find(request, key))


def show(
    request: Asked, meeting: "Meeting", *, bound: "Mapping[str, forms.Form] | None" = None, status: int = 200
) -> HttpResponse:
    """Show the room; `bound` are forms that were sent and refused, by name."""
    live = Showing(request, meeting, secret_of(request, meeting.pk), fresh_secret(), bound or {})
    context = {"live": live, "meeting": meeting, "when": when_words(request, meeting), "parts": list(Part)}
    return framed(request, "meetings/live/page.html", context, place=f"group:{meeting.area.key}", status=status)


@require_GET
def part(request: Asked, key: int, name: str) -> HttpResponse:
    """One part of the page, unless the browser has it already."""
    if name not in set(Part):
        raise Http404
    meeting = find(request, key)
    live = Showing(request, meeting, secret_of(request, key), SECRET, {})
    if not live.running or not live.in_room:
        return HttpResponse(headers={"ETag": NOTHING})
    given = {"live": live, "meeting": meeting, "viewer": request.viewer, "csrf_input": TOKEN}
    text: str = render_to_string(
        f"meetings/live/{name}.html", given
    )  # without its request, whose token differs each time
    tag = f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag})
    text = text.replace(TOKEN, csrf_input(request)).replace(SECRET, fresh_secret())
    return HttpResponse(text, headers={"ETag": tag})


def secret_of(request: Asked, key: int, fresh: str = "") -> str:
    """Give what takes notes of a meeting back, for whoever is signed in to this browser."""
    return secret_in(request, cookie_of(key), fresh)


def cookie_of(key: int) -> str:
    """Name the cookie of a meeting's notes."""
    return f"notes-{key}"
