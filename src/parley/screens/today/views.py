"""Today: what waits for me, what changed since I was last here, what became of what I said, and my next meetings."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parley.decisions.queries import talk_heard
from parley.disclosure.queries import my_clients
from parley.kernel.refusals import Refused
from parley.meetings.actions import finish_point, reopen_point
from parley.meetings.queries import now_over_and_next, open_action_points_of
from parley.meetings.queries.promised import open_promises_of, promise_of
from parley.meetings.rules.taps import FEWEST, OPEN_FOR
from parley.notifications.actions import read_up
from parley.notifications.queries import became_of_mine, changes_for, waiting_for
from parley.notifications.queries.decided import for_my_clients
from parley.notifications.rules import SOON, news_since
from parley.roadmap.queries import stage_labels
from parley.screens.asking import Asked, found
from parley.screens.frame import WayBack, page, say
from parley.screens.meetings.presenting_forms import TapsForm
from parley.screens.returning import list_sent_from
from parley.screens.telling import titles_for
from parley.screens.today.becoming import became_lines
from parley.screens.today.becoming import refs_of as refs_of_credits
from parley.screens.today.news import comment_in, news_of, published_in
from parley.screens.today.news import refs_of as refs_of_news
from parley.screens.today.waiting import rows_of, summary_of
from parley.voices.queries.naming import naming

ON_TODAY = 8  # of what waits; the whole list has a page of its own


@require_safe
def page_of_today(request: Asked) -> HttpResponse:
    """Show the whole of it: a fixed number of queries, however much there is."""
    viewer, now = request.viewer, request.now
    today = now.astimezone(ZoneInfo(viewer.time_zone)).date()
    waiting = waiting_for(viewer, at=now)
    told = changes_for(viewer, since=news_since(request.user.seen_until, viewer, at=now))
    credited, became = became_of_mine(viewer)
    on_now, just_over, coming = now_over_and_next(viewer, now, since=now - OPEN_FOR)
    titles = titles_for(request, [*refs_of_news(told), *refs_of_credits(credited)])
    stages = stage_labels() if any(each.of.kind == "initiative" for each in became) else {}
    clients = for_my_clients(viewer, published_in(told), on=today)
    names = naming(viewer, {comment_in(each) for each in told} - {0})
    things, more = news_of(told, titles, clients, talk_heard(viewer, told), names)
    promised, more_promised = open_promises_of(viewer, after=today + timedelta(days=SOON))
    return page(
        request,
        "today/page.html",
        {
            "today": today,
            "shown_at": now,
            "summary": summary_of(waiting, today),
            "on_now": on_now,
            "how_was_it": just_over[:1],
            "taps": TapsForm(),
            "fewest_taps": FEWEST,
            "waiting": rows_of(waiting[:ON_TODAY], today, reverse("today")),
            "waiting_in_all": len(waiting),
            "list": reverse("today"),
            "news": things,
            "more_news": more,
            "since": request.user.seen_until,
            "became": became_lines(credited, became, titles, stages),
            "my_clients": my_clients(viewer, on=today),
            "promised": promised,
            "more_promised": more_promised,
            "meetings": coming,
        },
        place="today",
    )


@require_POST
def news_read(request: Asked) -> HttpResponse:
    """Note that the person has read what changed, up to the moment at which they were shown it."""
    try:
        said = datetime.fromisoformat(request.POST.get("until", ""))
        until = said.astimezone(UTC) if said.tzinfo else None
    except (ValueError, OverflowError):  # the first and last days of all have no name in another zone
        until = None
    if until is None:
        raise Refused(_("Parley cannot tell up to when you have read. Open Today again, and press the button there."))
    read_up(person=request.user, until=min(until, request.now), actor=request.user, at=request.now)
    say(request, _("Read. From here on Today shows what is new."))
    return redirect("today")


@require_POST
def promise_kept(request: Asked, key: int) -> HttpResponse:
    """Note that an action point of one's own is done, with one tap."""
    point = get_object_or_404(open_action_points_of(request.viewer), pk=key)
    finish_point(point=point, actor=request.user, at=request.now)
    back = WayBack(_("It is not done yet"), reverse("promise_reopened", args=[key]))
    say(request, _("“%(text)s”. Your group sees it.") % {"text": point.text}, back=back)
    return redirect(list_sent_from(request) or "today")


@require_POST
def promise_reopened(request: Asked, key: int) -> HttpResponse:
    """Take back that an action point of one's own is done."""
    point = found(promise_of(request.viewer, key))
    reopen_point(point=point, actor=request.user, at=request.now)
    say(request, _("Taken back: “%(text)s” is open again.") % {"text": point.text})
    return redirect("waiting")
