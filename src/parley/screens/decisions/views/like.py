"""The part of a form for a new decision that shows the old ones like it, while somebody types or chooses."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from parley.roadmap.queries import initiatives_visible_to
from parley.screens.addresses import key_of
from parley.screens.asking import Asked
from parley.screens.decisions.like import like_both, like_question
from parley.screens.frame import page


@require_GET
def like(request: Asked) -> HttpResponse:
    """What was decided before under a similar question, or about the same initiatives."""
    keys = [key for name in ("initiative", "other") if (key := key_of(request.GET.get(name, "")))]
    if keys:
        before = like_both(request, list(initiatives_visible_to(request.viewer).filter(pk__in=keys).order_by("pk")))
    else:
        question = request.GET.get("question", "").replace("\x00", " ")
        before = like_question(request, question, but=key_of(request.GET.get("but", "")) or 0)
    return page(request, "decisions/like.html", {"before": before})
