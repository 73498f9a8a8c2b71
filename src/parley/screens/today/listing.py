"""All that waits for somebody, on a page of its own: late first, page by page, narrowed by what one does with it."""

from collections import Counter
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parley.notifications.queries import waiting_for
from parley.notifications.terms import SORTS, Sort, WaitingThing
from parley.screens.asking import Asked
from parley.screens.frame import page, paged, say_unknown
from parley.screens.today.feeds import feed_links
from parley.screens.today.reasons import sort_words
from parley.screens.today.waiting import rows_of, summary_of

ON_A_PAGE = 25


@require_safe
def page_of_waiting(request: Asked) -> HttpResponse:
    """Show all that waits: a fixed number of queries, however much there is."""
    viewer, now = request.viewer, request.now
    today = now.astimezone(ZoneInfo(viewer.time_zone)).date()
    waiting = waiting_for(viewer, at=now)
    word = request.GET.get("kind")
    sort = Sort(word) if word and word in {*Sort} else None
    say_unknown(request, (_("kind of thing to do"), word, sort))
    pages = _page(request, [each for each in waiting if sort in {None, SORTS[each.waits]}])
    narrowed = {"kind": sort.value} if sort else {}
    here = narrowed | ({"page": pages.number} if pages.number > 1 else {})
    list_ = f"{reverse('waiting')}?{urlencode(here)}".rstrip("?")
    context = {
        "summary": summary_of(waiting, today),
        "sort": sort,
        "sorts": _sorts(waiting, sort),
        "pages": pages,
        "rows": rows_of(pages.object_list, today, list_),
        "page_href": f"?{urlencode(narrowed | {'page': ''})}",
        "list": list_,
        "feed": feed_links(request),
    }
    return page(request, "today/waiting.html", context, place="waiting")


def _page(request: Asked, found: list[WaitingThing]) -> "Page[Any]":
    """Give the page that is asked for; the last one when there are fewer by now, as it was emptied from the list."""
    pages = Paginator(found, ON_A_PAGE)
    number = request.GET.get("page", "")
    return pages.get_page(number) if number.isdecimal() else paged(request, pages)


def _sorts(waiting: Iterable[WaitingThing], chosen: Sort | None) -> list[tuple[str, str, bool]]:
    """Name each sort of which something waits, with how much, its address, and whether it is chosen; first all."""
    counts = Counter(SORTS[each.waits] for each in waiting)
    there = reverse("waiting")
    words = sort_words()
    listed = [each for each in Sort if counts[each] or each is chosen]
    return [(f"{_('All')} {counts.total()}", there, chosen is None)] + [
        (f"{words[each]} {counts[each]}", f"{there}?kind={each}", each is chosen) for each in listed
    ]
