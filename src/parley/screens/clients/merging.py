"""What was said before: looked for while one types and from an insight's page, merged, and taken apart again."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from parley.clients.queries import insight_seen, kept_of, voice_seen
from parley.roadmap.actions import merge_insights, take_apart
from parley.screens.addresses import key_of, own_page
from parley.screens.asking import Asked, found
from parley.screens.clients.becoming import told_of
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.telling import linked
from parley.search.queries.said import said_before

if TYPE_CHECKING:
    from parley.clients.models import Insight

SHORTEST = 12  # letters; of less there is nothing to look for
MOST = 8


@require_POST
def before(request: Asked) -> HttpResponse:
    """What was said before that says the same as what is being typed. Sent as a form, since it is a client's words."""
    return render(request, "insights/before.html", before_of(request, request.POST))


def before_of(request: Asked, typed: Any) -> dict[str, Any]:
    """What the form shows of what was said before: nothing while hardly anything is typed."""
    text = str(typed.get("text") or "").replace("\x00", " ")
    same = key_of(str(typed.get("same_as") or ""))
    finds = said_before(request.viewer, text) if len(text.strip()) >= SHORTEST else []
    return {"before": finds, "same_as": same}


def same_as(request: Asked) -> "Insight | None":
    """The insight that was chosen as saying the same, if any."""
    key = key_of(request.POST.get("same_as", ""))
    return found(insight_seen(request.viewer, key)) if key else None


@require_GET
def like(request: Asked, key: int) -> HttpResponse:
    """What says the same as an insight, perhaps found by other words: each can be the one that is kept."""
    row = found(insight_seen(request.viewer, key))
    words = request.GET.get("q", "").replace("\x00", " ").strip()[:300]
    finds = said_before(request.viewer, words or row.text, but=[row.pk], most=MOST)
    finds = [each for each in finds if each.kept != row.pk]
    became = told_of(request, [each.insight for each in finds])
    kept = {each.insight.pk: each.kept for each in finds}
    context = {
        "said": became.said,
        "stage_labels": became.stage_labels,
        "insight": row,
        "words_sought": words,
        "kept": kept,
    }
    return framed(request, "insights/like.html", context, place="clients")


@require_POST
def merge(request: Asked, key: int) -> HttpResponse:
    """Merge an insight into another, which is kept."""
    row = found(insight_seen(request.viewer, key))
    into = found(insight_seen(request.viewer, key_of(request.POST.get("into", "")) or 0))
    merge_insights(insights=[row], into=into, actor=request.user, at=request.now)
    undo = linked(reverse("insight", args=[into.pk]) + f"#voice-{row.pk}", _("See it, or undo it"))
    sentence = _("{client} stands behind what {other} said now. {link}")
    say(request, format_html(sentence, client=row.client.name, other=into.client.name, link=undo))
    return redirect(own_page(request.POST.get("back", "")) or reverse("insight", args=[into.pk]))


@require_POST
def apart(request: Asked, key: int) -> HttpResponse:
    """Undo a merge."""
    row = found(voice_seen(request.viewer, key))
    before = kept_of(request.viewer, key)
    take_apart(insight=row, actor=request.user, at=request.now)
    say(request, _("What %s said stands for itself again, with the links it had.") % row.client.name)
    return redirect("insight", before or key)
