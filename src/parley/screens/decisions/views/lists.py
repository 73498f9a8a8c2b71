"""Decisions in lists: what waits for me, what is open in my groups, what was published; and those of one group."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from parley.decisions.queries import (
    docket,
    docket_counts,
    docket_seen,
    due_for_review,
    open_in_my_groups,
    published_to,
    to_decide,
)
from parley.decisions.rules import may_open, may_put_against
from parley.screens.asking import Asked
from parley.screens.decisions.audiences import choices_of
from parley.screens.decisions.docketed import columns_of, state_asked, totals_of
from parley.screens.decisions.shown import listed
from parley.screens.frame import page as framed
from parley.screens.groups.heading import heading

PAGE = 30


@require_GET
def page(request: Asked) -> HttpResponse:
    """What I decide, what my groups wait for, and what was decided."""
    viewer, today = request.viewer, timezone.localdate(request.now)
    pages = Paginator(published_to(viewer), PAGE).get_page(request.GET.get("page"))
    first = pages.number == 1
    context = {
        "mine": listed(to_decide(viewer)[:PAGE], today) if first else [],
        "open": listed(open_in_my_groups(viewer)[:PAGE], today) if first else [],
        "again": listed(due_for_review(viewer, on=today)[:PAGE], today) if first else [],
        "pages": pages,
        "published": listed(pages.object_list, today, viewer),
        "first": first,
    }
    return framed(request, "decisions/page.html", context, place="decisions")


@require_GET
def of_group(request: Asked, key: str) -> HttpResponse:
    """The docket of a group: what waits for its decider first, then what was settled last."""
    context = heading(request, key, "decisions")
    area = context["area"]
    today, state = timezone.localdate(request.now), state_asked(request)
    rows = docket(request.viewer, area=area.pk, state=state)
    pages = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    counts = docket_counts(request.viewer, on=today, area=area.pk)
    context |= {
        "columns": columns_of(counts, state, docket_seen(request.viewer, area=area.pk)),
        "state": state,
        "totals": totals_of(counts),
        "may_put": may_put_against(request.viewer, area.pk),
        "pages": pages,
        "decisions": listed(pages.object_list, today, request.viewer),
        "may_open": may_open(request.viewer, area.pk),
        "audiences": choices_of(request.viewer, area.pk, goes_on=area.dissolved_on is None),
        "sees_all": context["inside"] or request.viewer.operations,
    }
    return framed(request, "decisions/of_group.html", context, place=f"group:{key}")
