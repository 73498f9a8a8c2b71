"""Somebody's meetings as a calendar program reads them, and the address at which it does."""

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parley.groups.queries import area_seen, viewer_of
from parley.languages.joining import headed
from parley.languages.reading import read_by
from parley.meetings.actions import end_feed, make_feed
from parley.meetings.queries import feed_entries, feed_given, feed_of
from parley.meetings.rules import Method, calendar_text
from parley.screens.asking import Asked, found
from parley.screens.frame import say
from parley.screens.meetings.feeding import entry_of
from parley.screens.rendering import absolute
from parley.screens.subscribing import unless_known

if TYPE_CHECKING:
    from parley.groups.models import Area


@login_not_required
@require_safe
def feed(request: Asked, token: str) -> HttpResponse:
    """Give a calendar: 404 when the address was ended, its person left, or they are no longer in the group."""
    row = found(feed_given(token))
    viewer = viewer_of(row.person)
    if row.area_id and row.area_id not in viewer.inside:
        raise Http404
    with read_by(viewer.time_zone, viewer.language):
        entries = [entry_of(each) for each in feed_entries(viewer, row.area_id, request.now)]
        name = headed("Parley", row.area.name) if row.area else "Parley"
    return unless_known(
        request, entries, "text/calendar", lambda: calendar_text(entries, Method.PUBLISH, at=request.now, name=name)
    )


@require_POST
def mine(request: Asked) -> HttpResponse:
    """Make, change or end the address of all one's meetings."""
    _change(request, None)
    return redirect(reverse("my_settings") + "#calendar")


@require_POST
def group(request: Asked, key: str) -> HttpResponse:
    """Make, change or end the address of one group's meetings."""
    _change(request, found(area_seen(request.viewer, key)))
    return redirect(reverse("group_meetings", args=[key]) + "#calendar")


def _change(request: Asked, area: "Area | None") -> None:
    if request.POST.get("do") == "end":
        end_feed(person=request.user, area=area, actor=request.user, at=request.now)
        say(request, _("The address is ended. Calendars that read it find nothing there."))
        return
    before = feed_of(request.viewer.person, area.pk if area else None)
    make_feed(person=request.user, area=area, actor=request.user, at=request.now)
    if before:
        say(request, _("Here is your new calendar address. The earlier one works no more."))
    else:
        say(request, _("Here is your calendar address."))


def feed_links(request: Asked, area: int | None) -> tuple[str, str] | None:
    """Give the address of a feed for copying, and as a link that opens the reader's calendar; None without a feed."""
    token = feed_of(request.viewer.person, area)
    if token is None:
        return None
    address = absolute("feed", token)
    return address, "webcal://" + address.partition("://")[2]
