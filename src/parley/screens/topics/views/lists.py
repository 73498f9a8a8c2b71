"""Topics in lists: mine and my groups’, and those of one group with its balance of sides."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from parley.screens.asking import Asked
from parley.screens.frame import page as framed
from parley.screens.groups.heading import heading
from parley.screens.topics.standing import listed
from parley.topics.queries import (
    balance_of,
    late_topics,
    my_topics,
    topics_near,
    topics_of_group,
    topics_of_my_groups,
    topics_to_answer,
)

PAGE = 30


@require_GET
def page(request: Asked) -> HttpResponse:
    """Topics I brought or support, and those of my groups; what waits comes first."""
    ways = {
        "": (_("Mine and my groups’"), topics_near),
        "me": (_("Brought or supported by me"), my_topics),
        "groups": (_("In my groups"), topics_of_my_groups),
        "answer": (_("Waiting for my answer"), topics_to_answer),
    }
    of = request.GET.get("of", "")
    of = of if of in ways else ""
    pages = Paginator(ways[of][1](request.viewer), PAGE).get_page(request.GET.get("page"))
    context = {
        "pages": pages,
        "page_href": f"?of={of}&page=",
        "topics": listed(pages.object_list, timezone.localdate(request.now)),
        "ways": [(words, f"?of={key}" if key else "?", key == of) for key, (words, _query) in ways.items()],
    }
    return framed(request, "topics/page.html", context, place="topics")


@require_GET
def of_group(request: Asked, key: str) -> HttpResponse:
    """The topics of a group, how late it is with answers, and which side brought how many."""
    context = heading(request, key, "topics")
    area, today = context["area"], timezone.localdate(request.now)
    sees_all = context["inside"] or request.viewer.operations
    pages = Paginator(topics_of_group(request.viewer, area.pk), PAGE).get_page(request.GET.get("page"))
    context |= {
        "pages": pages,
        "topics": listed(pages.object_list, today),
        "sees_all": sees_all,
        "balance": balance_of(area.pk) if sees_all else None,
        "late": len(late_topics(request.viewer, area=area.pk, on=today)) if sees_all else 0,
    }
    return framed(request, "topics/of_group.html", context, place=f"group:{key}")
