"""What waits for somebody as other programs read it, and the addresses at which they do."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parley.groups.queries import viewer_of
from parley.languages.reading import read_by
from parley.meetings.rules import Method, calendar_text
from parley.notifications.actions import end_waiting_feed, make_waiting_feed
from parley.notifications.queries import waiting_feed_given, waiting_feed_of, waiting_read
from parley.screens.asking import Asked, found
from parley.screens.frame import say
from parley.screens.rendering import absolute
from parley.screens.subscribing import unless_known
from parley.screens.today.feeding import atom_text, entry_of, feed_name, news_of


@dataclass(frozen=True, slots=True)
class Links:
    """Somebody's addresses: of the feed, of the calendar, and that as a link which opens a calendar program."""

    news: str
    calendar: str
    opened: str


@login_not_required
@require_safe
def news(request: Asked, token: str) -> HttpResponse:
    """Give a feed: 404 when the address was ended, or its person left."""
    row = found(waiting_feed_given(token))
    viewer = viewer_of(row.person)
    with read_by(viewer.time_zone, viewer.language):
        waiting = waiting_read(viewer, at=request.now)
        told = [news_of(each, viewer, known_since=row.made_at, at=request.now) for each in waiting]
        address = absolute("waiting_news", token)
        return unless_known(
            request, told, "application/atom+xml", lambda: atom_text(told, name=feed_name(), address=address)
        )


@login_not_required
@require_safe
def calendar(request: Asked, token: str) -> HttpResponse:
    """Give a calendar of what has a day or a moment: 404 when the address was ended, or its person left."""
    row = found(waiting_feed_given(token))
    viewer = viewer_of(row.person)
    with read_by(viewer.time_zone, viewer.language):
        written = [entry_of(each, viewer) for each in waiting_read(viewer, at=request.now)]
        entries = [each for each in written if each]
        return unless_known(
            request, entries, "text/calendar",
            lambda: calendar_text(entries, Method.PUBLISH, at=request.now, name=feed_name()),
        )  # fmt: skip


@require_POST
def mine(request: Asked) -> HttpResponse:
    """Make, change or end one's own addresses."""
    if request.POST.get("do") == "end":
        end_waiting_feed(person=request.user, actor=request.user, at=request.now)
        say(request, _("The addresses are ended. What reads them finds nothing there."))
    else:
        before = waiting_feed_of(request.viewer.person)
        make_waiting_feed(person=request.user, actor=request.user, at=request.now)
        changed, first = _("Here are your new addresses. The earlier ones work no more."), _("Here are your addresses.")
        say(request, changed if before else first)
    return redirect(reverse("waiting") + "#elsewhere")


def feed_links(request: Asked) -> Links | None:
    """Give somebody's addresses; None when they have none."""
    token = waiting_feed_of(request.viewer.person)
    if token is None:
        return None
    calendar = absolute("waiting_calendar", token)
    return Links(absolute("waiting_news", token), calendar, "webcal://" + calendar.partition("://")[2])
