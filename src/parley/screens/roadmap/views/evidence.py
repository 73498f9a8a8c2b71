"""The insights behind an initiative: linking them, and taking them off."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parley.clients.queries import insights_visible_to
from parley.roadmap.actions import link_insight, unlink_insight
from parley.roadmap.queries import links_listed, links_of
from parley.roadmap.terms import Stance
from parley.screens.asking import Asked
from parley.screens.frame import page, say
from parley.screens.roadmap.forms import LinkForm
from parley.screens.roadmap.views.one import seen

PAGE = 30


@require_http_methods(["GET", "POST"])
def insights(request: Asked, key: int) -> HttpResponse:
    """What clients said that speaks for or against it, and what else might."""
    row = seen(request, key)
    if request.method == "POST":
        form = LinkForm(request.POST)
        if form.is_valid():
            said = get_object_or_404(insights_visible_to(request.viewer), pk=form.cleaned_data["insight"])
            stance = Stance(form.cleaned_data["stance"])
            link_insight(initiative=row, insight=said, stance=stance, actor=request.user, at=request.now)
            say(request, _("What %s said is linked.") % said.client.name)
            return redirect("initiative_insights", key)
        say(request, _("Choose an insight, and whether it speaks for or against."), level="bad")
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:100]
    others = insights_visible_to(request.viewer).exclude(initiative_links__initiative=row).order_by("-said_on", "-pk")
    for word in words.split()[:5]:
        others = others.filter(Q(text__icontains=word) | Q(client__name__icontains=word))
    context = {
        "initiative": row,
        "linked": Paginator(links_listed(row.pk), PAGE).get_page(request.GET.get("page")),
        "others": list(others[:10]),
        "words": words,
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "roadmap/insights.html", context, place="roadmap", status=status)


@require_POST
def removal(request: Asked, key: int, insight: int) -> HttpResponse:
    """Take an insight off."""
    row = seen(request, key)
    link = get_object_or_404(links_of(row.pk), insight__pk=insight)
    unlink_insight(initiative=row, insight=link.insight, actor=request.user, at=request.now)
    say(request, _("What %s said is no longer linked here.") % link.insight.client.name)
    return redirect("initiative_insights", key)
