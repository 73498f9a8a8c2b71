"""My meetings, and a group's."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from parley.kernel.spans import today_of
from parley.meetings.queries import (
    clashes_among,
    is_on,
    is_own,
    next_meetings_in,
    next_meetings_of,
    past_meetings_in,
    past_meetings_of,
    series_without_first_week,
)
from parley.meetings.queries.promised import open_promises_in
from parley.meetings.rules import may_arrange
from parley.screens.asking import Asked
from parley.screens.frame import page as framed
from parley.screens.groups.heading import heading
from parley.screens.meetings.shown import coming_rows, meeting_rows, series_rows, spared_words
from parley.screens.meetings.views.feeds import feed_links

PAGE = 30
SHOWN_NEXT = 8


@require_GET
def page(request: Asked) -> HttpResponse:
    """The viewer's next meetings in their own zone, or their past ones."""
    past = request.GET.get("when") == "past"
    viewer = request.viewer
    meetings = past_meetings_of(viewer, request.now) if past else next_meetings_of(viewer, request.now, cancelled=True)
    part = Paginator(meetings, PAGE).get_page(request.GET.get("page"))
    context = {
        "past": past,
        "part": part,
        "rows": meeting_rows(request, part.object_list, mine=True),
        "unknown": [] if past else series_without_first_week(viewer, viewer.facilitates),
    }
    return framed(request, "meetings/page.html", context, place="meetings")


@require_GET
def group(request: Asked, key: str) -> HttpResponse:
    """When a group meets, its next meetings, and its past ones with their minutes."""
    context = heading(request, key, "meetings")
    area = context["area"].pk
    promised, more_promised = open_promises_in(request.viewer, area)
    sees = context["inside"] or request.viewer.operations
    coming = next_meetings_in(request.viewer, area, request.now, cancelled=True)[: SHOWN_NEXT + 1]
    off = clashes_among(coming, area, request.now) if sees else {}
    past = Paginator(past_meetings_in(request.viewer, area, request.now), PAGE).get_page(request.GET.get("page"))
    context |= {
        "series": series_rows(request, context["series"]),
        "next": coming_rows(request, coming, off, inside=context["inside"])[:SHOWN_NEXT],
        "on_now": [each for each in coming if is_on(each) and is_own(each)],
        "promised": promised,
        "more_promised": more_promised,
        "arranges": may_arrange(request.viewer, area),
        "today": today_of(request.user, request.now),
        "past": past,
        "past_rows": meeting_rows(request, past.object_list),
        "feed": feed_links(request, area) if context["inside"] else None,
        "spared": spared_words(request, area) if sees else "",
        "sees_meetings": sees,
    }
    return framed(request, "meetings/group.html", context, place=f"group:{key}")
